"""Laws of the intake: true of every text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.errors import FactError
from advisors.facts import Facts
from advisors.intake import Intake, read_answer, read_changes
from advisors.intake.lexing import lex
from advisors.intake.vocabulary import load_vocabulary
from tests.advisors.intake.reading import SUNDAY, catalogue, intake
from tests.advisors.intake.test_conflicts import DENIALS, PROBLEMS
from tests.advisors.intake.test_setting_words import ROWS as SETTING
from tests.advisors.intake.test_task_words import ROWS as TASK

SENTENCES = [row[0] for row in [*TASK, *SETTING, *DENIALS]]
sentences = st.sampled_from([*SENTENCES, *(row[0] for row in PROBLEMS)])
scraps = st.sampled_from(
    ["50k", "$", "€2", "-5", "a day", "no", "not", "never", "and", "but", ",", ".", "?", "if", "10x",
     "by", "next", "friday", "%", "99", "labelled", "examples", "gdpr", "half", "the", "volume"]
)  # fmt: skip
words = st.lists(st.one_of(scraps, sentences, st.text(max_size=8)), max_size=12).map(" ".join)
texts = st.one_of(st.text(max_size=200), words)
UNRELATED = "The weather was lovely on our walk home."


def spans(read: Intake) -> list[tuple[str, int, int]]:
    facts = [*read.found, *read.presumed, *(one for c in read.conflicts for one in c.candidates)]
    places = [(one.evidence, one.start, one.end) for one in facts]
    return [*places, *((one.evidence, one.start, one.end) for one in read.problems)]


@given(texts)
@settings(deadline=None, max_examples=80)
def test_evidence_is_always_the_words_at_its_place(text: str) -> None:
    for evidence, start, end in spans(intake(text)):
        assert text[start:end] == evidence
        assert evidence


@given(texts, st.sampled_from(sorted(catalogue().facts)))
@settings(deadline=None, max_examples=80)
def test_an_answer_is_a_fact_or_nothing_or_a_refusal(text: str, fact: str) -> None:
    try:
        found = read_answer(fact, text, on=SUNDAY, catalogue=catalogue())
    except FactError:
        return
    assert found is None or (found.name == fact and text[found.start : found.end])


@given(texts)
@settings(deadline=None, max_examples=80)
def test_a_what_if_never_fails_otherwise(text: str) -> None:
    try:
        found = read_changes(text, Facts(), on=SUNDAY, catalogue=catalogue())
    except FactError:
        return
    assert all(text[one.start : one.end] == one.evidence for one in found)


@given(st.lists(sentences, min_size=1, max_size=4))
@settings(deadline=None, max_examples=40)
def test_an_unrelated_sentence_changes_no_fact(chosen: list[str]) -> None:
    text = ". ".join(chosen) + f". {UNRELATED} {UNRELATED}"

    assert intake(f"{text} {UNRELATED}") == intake(text)


@given(st.lists(sentences, min_size=1, max_size=4))
@settings(deadline=None, max_examples=40)
def test_a_longer_text_says_or_suggests_what_the_shorter_did(chosen: list[str]) -> None:
    shorter = intake(". ".join(chosen) + ".")
    longer = intake(". ".join(chosen) + f". {UNRELATED} {UNRELATED}")

    assert {one.name for one in shorter.found} <= {
        one.name for one in (*longer.found, *longer.presumed)
    }


@given(st.lists(sentences, min_size=1, max_size=4))
@settings(deadline=None, max_examples=40)
def test_capitals_change_no_fact(chosen: list[str]) -> None:
    text = ". ".join(chosen) + "."
    facts = [(one.name, one.value, one.start) for one in intake(text).found]

    for other in (text.upper(), text.lower()):
        assert [(one.name, one.value, one.start) for one in intake(other).found] == facts


@given(texts)
@settings(deadline=None, max_examples=40)
def test_a_fact_is_found_or_in_conflict_but_never_both(text: str) -> None:
    read = intake(text)
    names = [*(one.name for one in read.found), *(one.fact for one in read.conflicts)]

    assert len(names) == len(set(names))
    assert all(len({one.value for one in c.candidates}) > 1 for c in read.conflicts)


@given(texts)
@settings(deadline=None, max_examples=80)
def test_looking_phrases_up_by_a_word_they_need_misses_none_that_stands_in_the_text(
    text: str,
) -> None:
    vocabulary = load_vocabulary(catalogue())
    sheet = lex(text, vocabulary)
    every = [one for reading in vocabulary.readings for one in reading.phrases]
    looked_up = [one for one, _ in vocabulary.wordings.possible(sheet.held)]

    assert [one for one in every if list(sheet.find(one))] == [
        one for one in looked_up if list(sheet.find(one))
    ]
