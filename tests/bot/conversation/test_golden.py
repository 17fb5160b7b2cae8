"""Golden conversations: what people reviewed is what people get."""

import pytest

from tests.bot.conversation.golden import FOLDER, SCRIPTS, transcript


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_conversation_reads_as_it_was_reviewed(name: str) -> None:
    whole = name == next(iter(SCRIPTS))
    reviewed = (FOLDER / f"{name}.txt").read_text("utf-8")
    assert transcript(SCRIPTS[name], whole=whole) == reviewed
