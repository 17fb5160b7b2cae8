"""Answering: a quote from a table is read with the heads of its columns."""

import json

import pytest

from bot.blocks import plain_text, render
from bot.conversation.replies import AnswerCard
from knowledge.answers.answer import Answer, Citation

ROW = "Operational cost | Moderate to high | Low"
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
