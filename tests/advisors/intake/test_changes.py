"""What-ifs, relative to what is known."""

from decimal import Decimal

import pytest

from advisors.errors import FactError
from advisors.facts import Facts
from advisors.intake import read_changes
from tests.advisors.intake.reading import SUNDAY, catalogue

KNOWN = Facts(
    {
        "requests_per_month": Decimal(50000),
        "labelled_examples": Decimal(300),
        "budget_monthly_usd": Decimal(2000),
        "privacy": "contract-only",
        "accuracy": "high",
    }
)
CHANGES = [
    ("what if we had ten times the volume?", "requests_per_month=500000"),
    ("10x the volume", "requests_per_month=500000"),
    (
        "what if we had ten times the traffic and twice the examples?",
        "requests_per_month=500000 labelled_examples=600",
    ),
    (
        "what if traffic grew tenfold and examples doubled?",
        "requests_per_month=500000 labelled_examples=600",
    ),
    (
        "what if we had ten times the volume and labelled data?",
        "labelled_examples=3000 requests_per_month=500000",
    ),
    (
        "twice the examples as well as the traffic",
        "labelled_examples=600 requests_per_month=100000",
    ),
    ("what if volume doubled", "requests_per_month=100000"),
    ("3 times as many requests", "requests_per_month=150000"),
    ("20% more requests", "requests_per_month=60000"),
    ("cut traffic by 30%", "requests_per_month=35000"),
    ("what about 1 million requests a month", "requests_per_month=1000000"),
    ("half the budget", "budget_monthly_usd=1000"),
    ("double the examples", "labelled_examples=600"),
    ("1000 more examples", "labelled_examples=1300"),
    ("100 fewer examples", "labelled_examples=200"),
    ("what if we had 5000 examples", "labelled_examples=5000"),
    ("and we had labelled data", "labelled_examples=1000"),
    ("and no labelled data", "labelled_examples=0"),
    ("without the GDPR constraint", "privacy=any-vendor"),
    ("what if it had to be on premises", "privacy=own-premises"),
    ("if accuracy didn't matter", "accuracy=tolerant"),
    ("if citations weren't needed", "citations=no"),
    ("suppose it must cite its sources", "citations=yes"),
    ("what if the deadline was in two weeks", "deadline_days=14"),
    ("if the docs changed every day", "knowledge_change=daily"),
    ("what if prompts had stopped improving", "prompt_state=plateaued"),
    ("what if we had a grader that checks automatically", "grader=automatic"),
    ("what if we had an ML team", "team=experienced"),
    ("what if latency had to be under a second", "latency=realtime"),
    ("twice the output tokens", "output_tokens=600"),
    ("ten times the traffic and no labelled data", "requests_per_month=500000 labelled_examples=0"),
    ("half the examples and twice the volume", "labelled_examples=150 requests_per_month=100000"),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_a_what_if_changes_the_facts_it_names(text: str, expected: str) -> None:
    found = read_changes(text, KNOWN, on=SUNDAY, catalogue=catalogue())

    assert " ".join(f"{one.name}={one.value}" for one in found) == expected
    assert all(text[one.start : one.end] == one.evidence for one in found)


@pytest.mark.parametrize("text", ["", "hello", "why not fine-tune?", "🙂", "thanks, great!"])
def test_other_words_change_nothing(text: str) -> None:
    assert read_changes(text, KNOWN, on=SUNDAY, catalogue=catalogue()) == ()


def test_a_multiple_of_something_unknown_is_of_its_assumed_value() -> None:
    (found,) = read_changes("ten times the volume", Facts(), on=SUNDAY, catalogue=catalogue())

    assert found.value == 10 * Decimal(str(catalogue().facts["requests_per_month"].assumed))


def test_an_absurd_change_is_refused() -> None:
    with pytest.raises(FactError, match="less than"):
        read_changes("900 fewer examples", KNOWN, on=SUNDAY, catalogue=catalogue())
