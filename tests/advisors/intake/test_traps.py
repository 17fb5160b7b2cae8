"""Traps: words that look like a statement of a fact and are none, as a tester wrote them."""

import pytest

from advisors import Facts, load_catalogue, read_text
from tests.benchmarks.decision.recommending import DAY

CATALOGUE = load_catalogue()


def _read(text: str) -> Facts:
    intake = read_text(text, on=DAY, catalogue=CATALOGUE)
    stated = {one.name: one.value for one in intake.found}
    return Facts(stated, frozenset(), {one.name: one.value for one in intake.presumed})


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("We maybe have two thousand labelled examples by March", "labelled_examples"),
        ("We might have 2,000 labelled examples; right now zero", "labelled_examples"),
        ("A rival company has 50,000 labelled examples", "labelled_examples"),
        ("p95 budget 400ms", "budget_one_off_usd"),
        ("Our latency budget is 300 ms", "budget_one_off_usd"),
        ("Token budget 2000", "budget_one_off_usd"),
        ("half a mil requests a month", "requests_per_month"),
        ("it must cost <1k a month", "requests_per_month"),
        ("the cost has to stay under 1k a month", "requests_per_month"),
        ("cost should not be more than 500 a month", "requests_per_month"),
        ("i'd rather not use any cloud vendor", "privacy"),
        ("no cloud would be nice but not a must", "privacy"),
        ("in every call we need the customer's name", "latency"),
        ("the ticket is urgent or not urgent", "latency"),
        ("after 3 months of trying we gave up", "deadline_days"),
        ("export as CSV", "consistency"),
        ("output this as JSON please", "consistency"),
        ("No idea, what do you mean?", "gap"),
        ("company policy forbids cookies", "gap"),
    ],
)
def test_what_only_looks_like_a_fact_is_none(text: str, fact: str) -> None:
    facts = _read(text)

    assert fact not in facts.values
    assert fact not in facts.presumed


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("We have 2,000 labelled examples", "labelled_examples", 2000),
        ("our budget is $500 a month and 20k requests a month", "requests_per_month", 20_000),
        ("it costs 500 a month today and we do 20k requests a month", "requests_per_month", 20_000),
        ("we run it 4x a year on one report", "requests_per_month", 1),
        ("no cloud, it must stay in our data centre", "privacy", "own-premises"),
        ("the model knows our products but ignores our format", "gap", "behaviour"),
        ("it has no idea of our products", "gap", "knowledge"),
        ("Should be usually right.", "accuracy", "good"),
        ("our output must be valid json", "consistency", "strict"),
    ],
)
def test_its_honest_twin_is_read(text: str, fact: str, value: object) -> None:
    facts = _read(text)

    assert facts.get(fact) == value


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Launch by March", 99),
        ("must be live in January", 40),
        ("Deadline end of January", 70),
        ("deadline: 31 Jan", 70),
    ],
)
def test_a_month_begins_on_its_first_whatever_day_it_is_written_on(text: str, days: int) -> None:
    assert _read(text).get("deadline_days") == days
