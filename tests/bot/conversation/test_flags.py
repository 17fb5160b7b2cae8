"""Red flags: "why not fine-tune?" says which of the quoted ones hold by what was stated."""

from pathlib import Path

import pytest

from advisors import read_facts
from bot.conversation.flags import FLAGS, judge_flags
from bot.conversation.state import State
from tests.bot.conversation.talk import DESK, recommended
from tests.bot.plain import plain_text

GUIDANCE = Path(__file__).parents[3] / "knowledge/guidance/choosing-an-approach.md"


def judged(**facts: str) -> str:
    return judge_flags(State(opened=True, facts=read_facts(facts, [], DESK.catalogue)), DESK)


@pytest.mark.parametrize(
    ("facts", "raised", "rest"),
    [
        ({}, "fine-tuning 4 are not known: the plain model already does well", "the task"),
        (
            {"labelled_examples": "49"},
            "1 holds here: there are fewer than 50 examples (49)",
            "3 are not known",
        ),
        ({"labelled_examples": "50"}, "1 can be ruled out: there are fewer than 50", "3 are not"),
        ({"task_change": "shifting"}, "1 holds here: the task changes often (Keeps shifting)", ""),
        ({"grader": "none", "gap": "none"}, "highly subjective (Nobody can tell)", "does well ("),
    ],
)
def test_a_flag_holds_by_what_was_stated_and_never_by_an_assumption(
    facts: dict[str, str], raised: str, rest: str
) -> None:
    told = judged(**facts)
    assert raised in told
    assert rest in told
    assert all(flag.words in told for flag in FLAGS)


def test_the_flags_are_those_that_the_guidance_quotes() -> None:
    quoted = GUIDANCE.read_text("utf-8")
    assert "Four red flags speak against fine-tuning" in quoted
    assert "the task changes often, there are fewer than 50 examples" in quoted
    assert len(FLAGS) == 4
    assert {flag.fact for flag in FLAGS} <= set(DESK.catalogue.rulebook.scales)


def test_why_not_tells_the_flags_and_whether_anything_closes_the_option() -> None:
    talk = recommended()
    tuned = plain_text(talk.say("why not fine-tune?", "direct")[-1].card)
    other = plain_text(talk.say("why not just prompt?", "direct")[-1].card)
    assert "Of the 4 red flags against fine-tuning" in tuned
    assert "red flags" not in other.split("\n>")[0].split("In your case")[-1]
    assert "nothing closes" in tuned or "is not open now" in tuned
