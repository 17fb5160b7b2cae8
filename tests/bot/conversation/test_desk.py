"""The desk remembers what it advised, within bounds, and never gives one case for another."""

from decimal import Decimal

import pytest

from advisors import Facts
from bot.conversation.desk import REMEMBERED
from tests.bot.conversation.talk import DESK


def volume(number: str) -> Facts:
    return Facts({"requests_per_month": Decimal(number)})


def test_the_same_facts_are_advised_once() -> None:
    assert DESK.advise(volume("5000")) is DESK.advise(volume("5000"))


@pytest.mark.parametrize(
    "other", [volume("5000.0"), volume("5001"), volume("5000").skipping(["latency"]), Facts()]
)
def test_other_facts_are_another_case_and_so_is_the_same_number_written_otherwise(
    other: Facts,
) -> None:
    assert DESK.advise(other) is not DESK.advise(volume("5000"))
    assert repr(DESK.advise(other).facts) == repr(other)


def test_what_was_asked_for_long_ago_is_forgotten() -> None:
    first = DESK.advise(volume("1"))
    for number in range(2, REMEMBERED + 2):
        DESK.advise(volume(str(number)))

    assert DESK.advise(volume("1")) is not first
    assert DESK.advise(volume("1")) == first
