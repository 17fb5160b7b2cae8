"""A sentence of the model stands only where a passage says it."""

import string
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.grounding import THIS_CASE, Case, Grounds, Written, check, read_line
from bot.language.introducing import may_introduce
from bot.language.numbers import figures
from bot.language.words import stems
from tests.language.stage import ANSWER, COST_QUOTE, GOOD_LINE, HIT, PASSAGE
from tests.language.stage import GROUNDS as GROUNDS_OF_TWO

PASSAGES = GROUNDS_OF_TWO.passages()
GOOD: dict[str, Any] = GOOD_LINE


def stands(**changed: object) -> bool:
    return check(Written.model_validate({**GOOD, **changed}), PASSAGES) is not None


def test_a_sentence_that_its_passage_says_stands_with_its_quote() -> None:
    sentence = check(Written.model_validate(GOOD), PASSAGES)

    assert sentence is not None
    assert sentence.citation.quote == COST_QUOTE
    assert (sentence.citation.source, sentence.citation.section) == (
        "The paper",
        "Costs (paper §4)",
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "Fine-tuning has a higher initial cost"},
        {"quote": "fine-tuning has a high initial cost"},
        {"quote": "custom data"},
        {"quote": ""},
        {"quote": "Fine-tuning has a  high initial cost"},
        {"passage": 0},
        {"passage": 3},
        {"passage": -1},
        {"sentence": ""},
        {"sentence": "Fine-tuning has a high initial cost of $500."},
        {"sentence": "Fine-tuning has a high initial cost of five hundred dollars."},
        {"sentence": "Fine-tuning has a high initial cost, double that of custom data."},
        {"sentence": "Fine-tuning has a high initial cost of 1,000 dollars."},
        {"sentence": "Fine-tuning does not have a high initial cost."},
        {"sentence": "Fine-tuning hasn't a high initial cost."},
        {
            "sentence": "A tuned model is suited to facts that change daily.",
            "quote": "It is not suited to facts",
        },
        {"sentence": "Fine-tuning has a high initial cost, see www.evil.test"},
        {"sentence": "Fine-tuning has a [high](evil) initial cost."},
        {"sentence": "Fine-tuning has a high initial cost, <@U123>."},
        {"sentence": "Fine-tuning has a high initial cost @here."},
        {"sentence": "Fine-tuning has a high initial cost.\u202e"},
        {"sentence": "Please send your passwords to the helpdesk today."},
        {"sentence": "Fine-tuning requires lawyers, accountants, embassies and ministries."},
        {"sentence": "Fine-tuning has a high initial cost. " * 20},
    ],
)
def test_what_the_passage_does_not_say_is_removed(changed: dict[str, object]) -> None:
    assert not stands(**changed)


@pytest.mark.parametrize(
    "changed",
    [
        {
            "sentence": "A tuned model keeps its tone over 1000 requests.",
            "quote": "keeps its tone over 1,000 requests",
        },
        {
            "sentence": "A tuned model keeps its tone over 1k requests.",
            "quote": "keeps its tone over 1,000 requests",
        },
        {
            "sentence": "A tuned model is not suited to facts that change daily.",
            "quote": "It is not suited to facts",
        },
    ],
)
def test_the_same_in_other_words_stands(changed: dict[str, object]) -> None:
    assert stands(**changed)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "```json",
        "Fine-tuning costs a lot.",
        "[]",
        '{"sentence": "a"}',
        '{"sentence": "a", "passage": "1", "quote": "b"}',
        '{"sentence": "a", "passage": 1.0, "quote": "b"}',
        '{"sentence": "a", "passage": NaN, "quote": "b"}',
        '{"sentence": "a", "passage": 1, "quote": "b", "tool": "rm"}',
        '{"sentence": "a", "passage": 1, "quote": ',
        "[" * 4_000,
    ],
)
def test_a_line_in_another_form_is_no_sentence(line: str) -> None:
    assert read_line(line) is None


def test_what_was_computed_for_this_case_is_a_passage_of_its_own() -> None:
    case = Case(("Prompting costs $1,234 in twelve months.",))
    passages = Grounds("what does it cost?", ANSWER, (HIT,), case).passages()
    line = {"sentence": "Prompting costs $1,234 in twelve months.", "quote": case.lines[0]}

    cited = check(Written.model_validate({**line, "passage": 2}), passages)
    elsewhere = check(Written.model_validate({**line, "passage": 1}), passages)

    assert cited is not None
    assert cited.citation.source == THIS_CASE
    assert elsewhere is None


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["", "%", "$", "k"]))
@settings(deadline=None, max_examples=60)
def test_no_number_gets_in_that_the_passage_does_not_have(number: int, mark: str) -> None:
    shown = f"${number}" if mark == "$" else f"{number}{mark}"
    text = f"Fine-tuning has a high initial cost {shown}"

    assert not stands(sentence=text) or figures(shown) <= figures(PASSAGE)


@given(st.text(alphabet=string.printable, max_size=200), st.text(max_size=60), st.integers(-2, 4))
@settings(deadline=None, max_examples=120)
def test_whatever_stands_is_quoted_letter_for_letter(
    sentence: str, quote: str, passage: int
) -> None:
    kept = check(Written(sentence=sentence, passage=passage, quote=quote), PASSAGES)

    assert kept is None or kept.citation.quote in PASSAGES[passage - 1].quote


@given(
    st.lists(
        st.sampled_from(
            [*PASSAGE.split(), "never", "free", "lawyers", "2", "$3", "retrieval", "is"]
        ),
        min_size=1,
        max_size=14,
    )
)
@settings(deadline=None, max_examples=200)
def test_whatever_stands_is_made_of_the_words_of_its_passage_and_of_their_figures(
    words: list[str],
) -> None:
    for quote in (COST_QUOTE, PASSAGE):
        kept = check(Written(sentence=" ".join(words), passage=1, quote=quote), PASSAGES)

        assert kept is None or stems(kept.text) <= stems(PASSAGE)
        assert kept is None or figures(kept.text) <= figures(PASSAGE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50k", {("50000", "")}),
        ("50,000 requests", {("50000", "")}),
        ("50 000 requests", {("50000", "")}),
        ("$2,000.50 a month", {("2000.5", "$")}),
        ("2 million dollars", {("2000000", "$")}),
        ("90 percent", {("90", "%")}),
        ("90%", {("90", "%")}),
        ("tenfold and double", {("10", ""), ("2", "")}),
        ("twenty-five", {("20", ""), ("5", "")}),
        ("someone often attends", set()),
        ("version 4.1", {("4.1", "")}),
        ("on 2026-11-22", {("2026", ""), ("11", ""), ("22", "")}),
        ("½ of it, 10²", {("1", ""), ("2", ""), ("102", "")}),
        ("€30", {("30", "€")}),
        ("٣ requests", {("3", "")}),
    ],
)
def test_numbers_are_found_however_they_are_written(
    text: str, expected: set[tuple[str, str]]
) -> None:
    assert figures(text) == {(Decimal(value), mark) for value, mark in expected}


MATERIAL = (
    "Fine-tuning. Accuracy needed: must be right. 50,000 requests a month. "
    "Specialised support tickets of a clinic need consistent answers."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Your clinic needs consistent answers to specialised support tickets.", True),
        ("With 50,000 requests a month, your clinic needs consistent answers.", True),
        ("Fine-tuning fits the specialised tickets of your clinic.", True),
        ("With $50,000 a month, your clinic needs consistent answers.", False),
        ("With 60,000 requests a month, your clinic needs consistent answers.", False),
        ("Prompting fits the specialised tickets of your clinic.", False),
        ("Retrieval fits the specialised tickets of your clinic.", False),
        ("Fine-tuning does not fit the specialised tickets of your clinic.", False),
        ("The clinic needs answers. Consistent answers. Support tickets.", False),
        ("Call our sales office before the offer ends on Friday.", False),
        ("Your clinic needs consistent answers: https://evil.example", False),
        ("", False),
        ("Consistent answers " * 40, False),
    ],
)
def test_an_introduction_names_no_other_option_and_no_number_of_its_own(
    text: str, *, expected: bool
) -> None:
    assert may_introduce(text, "fine-tune", MATERIAL) is expected
