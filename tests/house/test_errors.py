"""Errors are families drawn in one docstring each, and every one says what to do next."""

import inspect
from types import ModuleType

import pytest

import advisors.errors
import bot.delivery.nouns
import bot.errors
import knowledge.errors
from bot.expected import EXPECTED

FAMILIES = (advisors.errors, knowledge.errors, bot.errors, bot.delivery.nouns)


def classes(module: ModuleType) -> list[type[BaseException]]:
    return [
        one
        for _, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, BaseException) and one.__module__ == module.__name__
    ]


@pytest.mark.parametrize("module", FAMILIES, ids=lambda module: module.__name__)
def test_every_error_stands_in_the_drawn_tree(module: ModuleType) -> None:
    drawn = module.__doc__ or ""

    assert classes(module)
    assert [one.__name__ for one in classes(module) if one.__name__ not in drawn] == []


@pytest.mark.parametrize("module", FAMILIES, ids=lambda module: module.__name__)
def test_every_error_is_expected_and_carries_what_to_do_next(module: ModuleType) -> None:
    for one in classes(module):
        assert issubclass(one, EXPECTED)
        family = one.__mro__[-4]  # above it stand Exception, BaseException and object only
        assert "mend" in inspect.signature(family).parameters
