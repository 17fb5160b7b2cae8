"""How sure it is: by how much it leads, how wrong the weights may be, what would change it."""

import pytest

from tests.bot.conversation.talk import recommended
from tests.bot.plain import plain_text


@pytest.mark.parametrize("question", ["How sure are you?", "Why is it a close call?"])
def test_it_says_how_sure_it_is_by_its_own_figures_and_not_by_the_guidance(question: str) -> None:
    told = plain_text(recommended().say(question, "direct")[-1].card)

    assert "In your case: " in told
    assert "points. Every weight may be wrong by" in told
    assert "it would become" in told
    assert "does not say" not in told
