"""Unplaced: what no fact was made of is named, so that no number is lost unseen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.advisors.intake.reading import intake
from tests.advisors.intake.test_laws import texts

ROWS = [
    ("12 languages, 400 buttons of 30 pages", ("12 languages", "400 buttons", "30 pages")),
    ("10 requests per user per day", ("10 requests per user",)),
    ("costs $40k/month today, want it cheaper", ("$40k/month today", "want it cheaper")),
    ("the current model gets 61%", ("61%",)),
    ("if we had 700 examples", ("700 examples",)),
    ("we cannot fine-tune", ("cannot fine-tune",)),
    ("we have no GPUs", ("no GPUs",)),
    ("we tried RAG already and it did not help", ("tried RAG already and it did not help",)),
    ("12 languages and 12 Languages", ("12 languages",)),
    ("50 users, 10 requests per user per day", ()),
    ("50k tickets a month, about 2k a day, 3,000 labelled", ()),
    ("In 2024 prices went up.", ()),
    ("In 2024 we started with GPT-4 and Llama 3.1.", ()),
    ("See section 3 of version 1.2.3 at 10:30.", ()),
    ("dozens of people use it", ()),
    ("by 2027-01-06", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "unplaced"), ROWS)
def test_what_no_fact_was_made_of_is_named_once(text: str, unplaced: tuple[str, ...]) -> None:
    assert intake(text).unplaced == unplaced


@given(texts)
@settings(deadline=None, max_examples=80)
def test_what_is_named_stands_in_the_text(text: str) -> None:
    said = " ".join(text.split())

    assert all(words in said for words in intake(text).unplaced)


@given(st.integers(2, 10**9), st.sampled_from(["", "In the end ", "We have 500 examples. "]))
@settings(deadline=None, max_examples=40)
def test_a_number_of_what_nobody_knows_is_named(number: int, before: str) -> None:
    assert intake(f"{before}there are {number} flarps.").unplaced == (f"{number} flarps",)
