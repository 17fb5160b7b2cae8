"""Figures: what is said of money, and of who answers for it."""

from datetime import date
from decimal import Decimal

import pytest

from advisors import Facts, advise
from bot.figures import difference, sellers
from tests.bot.conversation.talk import DESK

CUSTOMER = {"provider": "openai", "openai_tuning_customer": "yes"}


def test_who_answers_after_a_shutdown_is_said_with_its_month() -> None:
    advice = advise(Facts(CUSTOMER), on=date(2026, 11, 22), catalogue=DESK.catalogue)
    told = sellers(advice.cost.options["fine-tune"])
    assert told.startswith("gpt-4o-mini at openai, tuned again on gemini-3.1-flash-lite at google")
    assert "from 2027-02-01" in told
    assert sellers(advice.cost.options["prompt"]) == "gpt-6.1-terra at openai"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (
            {"model": "gpt-6.1-sol"},
            "It is priced with gpt-6.1-sol at openai, before with gpt-6.1-terra",
        ),
        ({"requests_per_month": Decimal(900_000)}, "Twelve months $7,345 →"),
    ],
)
def test_a_change_of_the_total_names_the_model_that_caused_it(
    now: dict[str, str | Decimal], told: str
) -> None:
    before, after = DESK.advise(Facts({"gap": "none"})), DESK.advise(Facts({"gap": "none", **now}))
    said = difference(before, after)
    assert told in said
    assert ("before with" in said) is ("model" in now)


def test_a_model_that_is_shut_down_inside_the_year_is_named_with_its_last_day() -> None:
    advice = DESK.advise(Facts({"model": "gpt-4o"}))
    told = sellers(advice.cost.options["prompt"])
    assert told == "gpt-4o at openai, shut down on 2027-01-14: later months at its last price"
