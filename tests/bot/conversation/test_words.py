"""Words: commands, questions, titles and languages by example."""

import pytest

from bot.conversation.languages import is_english
from bot.conversation.titles import title_of
from bot.conversation.trying import decode, encode
from bot.conversation.verbs import VERBS, button
from bot.conversation.words import (
    asks,
    asks_what_if,
    command,
    names_advisor,
    speaks_to_someone,
    unnamed,
)
from tests.bot.conversation.talk import DESK


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Stop asking, recommend now", "stop"),
        ("stop asking", "stop"),
        ("that's all", "stop"),
        ("Skip this one.", "skip"),
        ("I don't know yet", "skip"),
        ("go back", "back"),
        ("why?", "why"),
        ("Why do you ask?", "why"),
        ("thanks a lot!", "thanks"),
        ("Thank you so much", "thanks"),
        ("start over", "reset"),
        ("show the calculation", "calculation"),
        ("draw a cost chart", "chart"),
        ("export", "csv"),
        ("Export as CSV", "csv"),
        ("csv", "csv"),
        ("export the costs as csv", "csv"),
        ("export as JSON", "json"),
        ("costs as json", "json"),
        ("JSON", None),  # how strict the format is may be the question
        ("we export CSV every night", None),
        ("change an answer", "edit-all"),
        ("advisor, help", "help"),
        ("unmute", "unmute"),
        ("keep it", "keep"),
        ("we stop asking customers for receipts", None),
        ("skip logic is part of our form", None),
        ("why not fine-tune?", None),
        ("", None),
    ],
)
def test_a_text_is_a_command_only_as_a_whole(text: str, name: str | None) -> None:
    assert command(text) == name


@pytest.mark.parametrize(
    ("text", "is_question"),
    [
        ("what does reinforcement fine-tuning need?", True),
        ("Why not just fine-tune", True),
        ("explain retrieval", True),
        ("can we use both?", True),
        ("we can use both", False),
        ("about 2k a day?", False),
        ("is it, yes", False),
    ],
)
def test_questions_are_told_from_statements(text: str, is_question: bool) -> None:  # noqa: FBT001  (a table)
    assert asks(text) is is_question


@pytest.mark.parametrize(
    "text", ["what if we had 10x?", "And what about if it doubled", "suppose we had no labels"]
)
def test_what_ifs_are_recognised(text: str) -> None:
    assert asks_what_if(text)


def test_the_advisors_name_counts_at_either_end_only() -> None:
    assert names_advisor("advisor, what now")
    assert names_advisor("what now, @advisor?")
    assert not names_advisor("our tax advisor uses it daily")
    assert unnamed("hey advisor: help") == "help"


def test_a_mention_of_someone_else_is_seen() -> None:
    assert speaks_to_someone("<@U1> hi")
    assert speaks_to_someone("@maria hi")
    assert not speaks_to_someone("mail a@b.example")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("hey Ada, did you see the ticket I sent you?", True),
        ("Ada, could you look?", True),
        ("thanks Tom", True),
        ("thanks a lot", False),
        ("hey advisor", False),
        ("Hello We answer mails", False),
        ("Sure, you choose", False),
        ("Actually, can you say more", False),
    ],
)
def test_words_that_greet_or_name_a_person_are_for_that_person(text: str, other: bool) -> None:  # noqa: FBT001  (a table)
    assert speaks_to_someone(text) is other


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "We answer 50k router support tickets a month, ~95% must be right",
            "answer router support tickets",
        ),
        ("Should we fine-tune or prompt for contract review?", "contract review"),
        ("should we fine-tune a model or write better prompts?", "your use case"),
        ("We need to sort incoming mail. It must be fast.", "sort incoming mail"),
        ("We answer 50k support tickets a month with lots of jargon.", "answer support tickets"),
        ("https://evil.example", "your use case"),
        ("<!channel> help", "channel help"),
        (
            "FAQ bot over our 300-page HR handbook which changes monthly",
            "FAQ bot over our 300-page HR handbook which changes monthly",
        ),
        ("200 developers, 40 requests each a day, code review assistant", "code review assistant"),
    ],
)
def test_titles_by_example(text: str, title: str) -> None:
    assert title_of(text) == title


def test_short_or_numeric_texts_get_the_benefit_of_the_doubt() -> None:
    assert is_english("50k tickets")
    assert is_english("we sort the mail of our customers")
    assert not is_english("nous trions le courrier de nos clients avec un modèle")


def test_a_button_carries_its_parts_and_refuses_what_it_cannot_carry() -> None:
    assert button("answer", "gap", "both", 3) == "answer|gap|both|3"
    for verb, value in (("explode", ""), ("answer", "a|b")):
        with pytest.raises(ValueError, match="no such button"):
            button(verb, "", value)
    assert "reread" in VERBS


def test_changes_survive_a_button() -> None:
    changes = decode("accuracy=high&requests_per_month=500000", DESK)
    assert encode(changes) == "accuracy=high&requests_per_month=500000"
    assert "|" not in encode(changes)
