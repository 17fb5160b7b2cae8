"""Answering: a quote from a table is read with the heads of its columns."""

import json

import pytest

from bot.blocks import render, written
from bot.conversation.replies import AnswerCard
from knowledge.answers.answer import Answer, Citation
from tests.bot.plain import plain_text

ROW = "Operational cost | Moderate to high | Low"
MAYBE = "This may not be the answer."
HEADS = "Operational cost: Fine-tuning: Moderate to high; Prompt engineering: Low."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"{HEADS}\n— Costs (paper §4)", HEADS),
        ("The guidance says so.", "Operational cost; Moderate to high; Low"),
    ],
)
def test_a_row_of_a_table_is_shown_as_a_sentence(text: str, read: str) -> None:
    cited = Citation("Guide", "Costs (paper §4)", ROW)
    card = AnswerCard("What does it cost?", Answer(text, grounded=True, citations=(cited,)), "")
    assert read in plain_text(card)
    assert " | " not in json.dumps(render(card).blocks)
    assert cited.quote == ROW


@pytest.mark.parametrize("worded", ["", "It costs little."])
@pytest.mark.parametrize("text", ["Costs are low.\n— Costs", "Costs are low."])
def test_a_reservation_is_said_once_before_the_quotes(text: str, worded: str) -> None:
    cited = Citation("Guide", "Costs", "Costs are low.")
    found = Answer(f"{MAYBE}\n\n{text}", grounded=True, citations=(cited,), reservation=MAYBE)
    card = AnswerCard("What does it cost?", found, "", worded_by_model=worded)
    for shown in (plain_text(card), json.dumps(render(card).blocks), written(card)):
        assert shown.count(MAYBE) == 1
        assert shown.index(MAYBE) < shown.index(worded or "Costs are low.")
