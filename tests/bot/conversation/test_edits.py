"""Edits: what a message says after it was changed or deleted."""

from bot.conversation import wording
from bot.conversation.replies import (
    NoticeCard,
    RecommendationCard,
    RootCard,
)
from tests.bot.conversation.talk import DESK, cards, notices, opened, recommended


def test_a_message_edited_before_the_recommendation_counts_with_its_new_words() -> None:
    talk = opened("We answer 50k tickets a month")
    replies = talk.edit(0, "We answer 70k tickets a month")
    assert talk.state.facts.get("requests_per_month") == 70_000
    assert cards(replies, RootCard)


def test_a_message_edited_afterwards_changes_nothing_without_a_click() -> None:
    talk = recommended()
    replies = talk.edit(0, "We answer 70k support tickets a month")
    (card,) = cards(replies, NoticeCard)
    assert isinstance(card, NoticeCard)
    assert talk.state.facts.get("requests_per_month") == 50_000
    assert card.actions[0][1].startswith("reread||0|")
    updated = talk.press("reread", value="0")
    assert talk.state.facts.get("requests_per_month") == 70_000
    assert cards(updated, RecommendationCard)


def test_an_edit_that_changes_no_words_is_no_edit() -> None:
    talk = opened("We answer 50k tickets a month")
    state = talk.state
    assert talk.edit(0, "We answer 50k tickets a month") == ()
    assert talk.state == state


def test_a_deleted_message_is_erased_and_counts_no_longer() -> None:
    talk = opened("We answer 50k canary tickets a month")
    talk.press("answer", talk.asked, DESK.definition(talk.asked).levels[1].value)
    replies = talk.edit(0, "")
    assert "canary" not in str(talk.consultation.to_json())
    assert talk.state.facts.get("requests_per_month") is None
    assert wording.DELETED in notices(replies)
    assert talk.state.opened
