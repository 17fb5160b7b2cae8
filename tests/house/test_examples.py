"""Examples: what a docstring shows is what happens."""

import doctest
import pkgutil
from collections.abc import Iterator

import pytest

import advisors
import bot
import knowledge


def modules() -> Iterator[str]:
    """Every module but those that run when they are imported."""
    for package in (advisors, bot, knowledge):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__") and ".migrations" not in found.name:
                yield found.name


def with_examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [test for name in modules() for test in finder.find(pkgutil.resolve_name(name))]
    return [test for test in found if test.examples]


def test_there_are_examples() -> None:
    assert len(with_examples()) > 20


@pytest.mark.parametrize("example", with_examples(), ids=lambda example: example.name)
def test_an_example_shows_what_happens(example: doctest.DocTest) -> None:
    said: list[str] = []
    doctest.DocTestRunner().run(example, out=said.append)
    assert said == []
