"""Asked: what an upload says people ask its sections, and one's own rules beside the guidance."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers.answering import answered
from knowledge.documents.reading import read
from knowledge.editions.edition import Edition
from knowledge.index.asking import Asking
from knowledge.passages.content import content_of
from knowledge.reload.sources import guidance
from tests.knowledge.world import contents, edition_of

RULES = """---
asked:
  Remuneration of standby duty:
    - do I get money for being on call?
    - weekend pager pay
  Vacations: may I go skiing?
---

# House rules

## Remuneration of standby duty

Whoever stands by receives 40 euros for each night.
"""


def test_a_document_can_say_what_people_ask_its_sections(tmp_path: Path) -> None:
    document = read("rules.md", RULES.encode())
    assert document.asked == (
        ("Remuneration of standby duty", "do I get money for being on call?"),
        ("Remuneration of standby duty", "weekend pager pay"),
    )
    assert document.note == "`asked` names headings that it does not have: “Vacations”"
    with edition_of([content_of("T1", document)], tmp_path) as edition:
        answer = answered(edition, "is there money for being on call at the weekend?")
    assert answer.citations[0].quote == "Whoever stands by receives 40 euros for each night."


def test_what_is_asked_makes_another_document_of_it() -> None:
    without = RULES.replace("weekend pager pay", "weekend pay")
    digests = {read("rules.md", text.encode()).digest("T1") for text in (RULES, without)}
    assert len(digests) == 2


@pytest.mark.parametrize("asked", ["soon", "[a, b]", "7"])
def test_an_asked_that_is_no_list_of_questions_is_left_out_and_said(asked: str) -> None:
    document = read("rules.md", f"---\nasked: {asked}\n---\n\nText.\n".encode())
    assert document.asked == ()
    assert "`asked` was left out" in document.note


OWN = {
    "rules.md": RULES,
    "leave.md": "# Handbook\n\nEmployees have thirty days of holiday.\n",
    "tune.md": (
        "# Our rules for tuning\n\n## Examples\n\nWe fine-tune with 1,000 examples at least.\n\n"
        "## Budget\n\nA tuning project may spend 4,000 euros a year.\n\n"
        "## Vendors\n\nWe may only use Azure in Frankfurt.\n"
    ),
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    own = [content_of("T1", read(name, text.encode())) for name, text in OWN.items()]
    return edition_of([*guidance().values(), *own], tmp_path_factory.mktemp("both")).__enter__()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("how many days of holiday?", "thirty days"),
        ("how much may a tuning project spend?", "4,000 euros"),
        ("which vendors may we use?", "Azure in Frankfurt"),
        ("do I get money for being on call?", "40 euros"),
        ("is there money for being on call?", "40 euros"),
    ],
)
def test_ones_own_rules_are_told_before_the_guidance(
    question: str, said: str, both: Edition
) -> None:
    answer = answered(both, question)
    assert said in answer.citations[0].quote
    assert answer.direct


def test_the_guidance_still_answers_beside_ones_own_documents(both: Edition) -> None:
    answer = answered(both, "What is few-shot prompting?")
    assert "(paper §3.1)" in answer.citations[0].section
    assert answer.direct


QUESTIONS = st.lists(
    st.sampled_from(["how", "many", "examples", "price", "cost", "need", "a", "what", "who"])
)


@given(QUESTIONS.map(" ".join), QUESTIONS.map(" ".join))
def test_likeness_is_a_share_and_whole_for_the_same_question(one: str, other: str) -> None:
    text = f"---\nasked:\n  Costs: '{other}'\n---\n\n## Costs\n\nThey vary.\n"
    (content,) = contents({"a.md": text})
    asking = Asking([content])
    terms = frozenset(one.split())
    likeness = asking.likeness(terms, content.key, "Costs")
    assert 0 <= likeness <= 1 + 1e-9
    assert 0 <= asking.wording(one, content.key, "Costs") <= 1
    assert asking.likeness(terms, content.key, "Prices") == 0
    if other:
        assert asking.wording(other, content.key, "Costs") == 1
