"""Openings as teams write them: what they demand, and what only looks like a fact."""

import pytest

from tests.advisors.intake.reading import assert_says, intake

ROWS = [
    # A share that is needed is a demand; one that was reached, or is of something else, is none.
    ("Prompts got stuck at 82% and we need 93%.", "accuracy=high prompt_state=plateaued"),
    ("we'd need like 93% for this to be worth it", "accuracy=high"),
    ("the customer asks for 99.5% on address parsing", "accuracy=critical"),
    ("we need 20% cheaper answers", "-accuracy"),
    ("we want at least 15% off the bill", "-accuracy"),
    # Data that stay where they are.
    ("Our data must stay in house, 200 contracts a month", "privacy=own-premises"),
    ("everything has to remain in house", "privacy=own-premises"),
    # What keeps getting worse is no progress.
    ("It keeps getting the tone wrong.", "gap=behaviour"),
    ("our prompts keep getting better", "prompt_state=improving"),
    # Money for an error or a call is no budget.
    ("a misrouted claim costs us about $40 of rework", "-budget_one_off_usd"),
    ("it costs $0.001 per address", "-budget_one_off_usd"),
    ("10k headlines a day", "requests_per_month=300000 -domain"),
    # What took a time is no deadline.
    ("went from 70 to 84 in two weeks", "-deadline_days"),
    ("accuracy went from 70% to 84% in 3 months", "-deadline_days"),
    ("we launch in two weeks", "deadline_days=14"),
    ("launch is in 10 days", "deadline_days=10"),
    # A date ends where the clause does.
    ("we launch by monday, a demo is planned", "deadline_days=1"),
    ("we launch by monday: a demo", "deadline_days=1"),
    ("launch by January 15, 2027, at the latest", "deadline_days=54"),
    # Policies that change are knowledge, not another task.
    ("HR policies which change weekly", "knowledge_change=daily -task_change"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_an_opening_is_read_as_it_is_meant(text: str, expected: str) -> None:
    assert_says(text, expected)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Hello, we classify product reviews for a shop and would like to hear what you think",
            "variety",
        ),
        (
            "We have a shared inbox for support and wonder whether a model could draft the replies",
            "domain",
        ),
        (
            "Our examples are clean since two linguists went over all of them in the last few weeks",
            "domain",
        ),
        ("it keeps getting the tone wrong", "prompt_state"),
    ],
)
def test_a_noun_or_a_verb_alone_states_nothing(text: str, fact: str) -> None:
    assert fact not in {one.name for one in intake(text).found}
