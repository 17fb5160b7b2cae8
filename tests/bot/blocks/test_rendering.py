"""Rendering: every card is valid Block Kit, looks as reviewed, and lets no foreign word act."""

import json
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import escape, lint, render, render_home
from bot.blocks.text import clean, split, words
from bot.comparing import compare_with_prompting, find_best_closed
from bot.conversation import cards
from bot.conversation.history import ListedConsultation
from bot.conversation.replies import NoticeCard
from knowledge.answers.answer import Citation
from tests.bot.blocks.golden import FOLDER, as_json
from tests.bot.blocks.samples import ADVICE, CARDS
from tests.bot.conversation.talk import DESK, Talk
from tests.bot.naughty import NAUGHTY, live_sequences
from tests.bot.plain import plain_text

KEPT = {"asked_by", "encoded", "actions", "advice", "before", "after", "name", "fact", "kind"}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_looks_as_it_was_reviewed(name: str) -> None:
    assert as_json(CARDS[name]) == (FOLDER / f"{name}.json").read_text("utf-8")


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_what_slack_takes(name: str) -> None:
    assert lint(json.loads(as_json(CARDS[name]))) == ()


@pytest.mark.parametrize("name", CARDS)
def test_a_card_reads_in_a_terminal(name: str) -> None:
    text = plain_text(CARDS[name])
    assert text.strip()
    assert "&lt;" not in text


PHONE = {
    "nothing closed": (
        "We answer 50k router support tickets a month, lots of telecom jargon, ~95% must be right",
        42,
    ),
    "the favourite is closed": (
        (
            "Launch in 3 days; 10,000 labelled examples, narrow task, the style is wrong, prompts "
            "stopped improving, 3 million requests a month"
        ),
        43,
    ),
    "two comparisons, an option closed, two budgets exceeded": (
        (
            "A support bot over our product docs that change every week, must show sources, 20k "
            "questions a month, budget $5,000 one-off and $500 a month"
        ),
        48,
    ),
}


@pytest.mark.parametrize(("text", "most"), PHONE.values(), ids=PHONE)
def test_a_recommendation_fits_a_phone_and_its_details_a_window(text: str, most: int) -> None:
    """A phone shows about 42 characters a line; the longest message is a screen and its buttons."""
    talk = Talk()
    talk.say(text, "command")
    while talk.state.open:
        talk.press("skip", talk.state.open.fact)
    advice = DESK.advise(talk.state.facts)
    card = cards.recommendation(talk.state, advice, DESK).card
    shown = sum(max(1, -(-len(line) // 42)) for line in plain_text(card).splitlines())
    assert shown <= most
    assert lint(json.loads(as_json(cards.details(talk.state, advice, DESK)))) == ()


def test_the_phone_is_tried_with_each_part_that_makes_a_message_long() -> None:
    advices = []
    for text, _ in PHONE.values():
        talk = Talk()
        talk.say(text, "command")
        advices.append(DESK.advise(talk.state.facts))
    plain, closed, long = advices
    assert find_best_closed(plain) is None
    assert find_best_closed(closed) is not None
    assert compare_with_prompting(long, DESK.catalogue)
    assert len(long.cost.options[long.approach].overruns) == 2
    assert any(one.gates for one in long.options)


def test_only_ids_that_were_named_become_mentions() -> None:
    card = NoticeCard("reload by U1ADA, <@U2BOB> & C1TEAM", marks=("U1ADA", "C1TEAM", "version 1"))
    (section,) = render(card).blocks
    assert section["text"]["text"] == "reload by <@U1ADA>, ‹@U2BOB&gt; &amp; <#C1TEAM>"


def spoiled(value: Any, naughty: str) -> Any:
    """The same noun with naughty words wherever a person or a document could have put them."""
    if isinstance(value, str):
        return f"{value} {naughty}"
    if isinstance(value, Citation):
        return replace(value, source=naughty, section=naughty, quote=naughty, link=None)
    if isinstance(value, tuple):
        return tuple(spoiled(one, naughty) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: spoiled(getattr(value, one.name), naughty)
            for one in fields(value)
            if one.name not in KEPT
        }
        return replace(value, **changed)
    return value


SPOILED = ["root", "root-many", "folded", "recommendation", "answer", "answer-none", "what-if"]


@pytest.mark.parametrize("naughty", NAUGHTY)
@pytest.mark.parametrize("name", SPOILED)
def test_naughty_words_stay_words(name: str, naughty: str) -> None:
    shown = render(spoiled(CARDS[name], naughty))
    payload = {"text": shown.text, "blocks": list(shown.blocks)}
    assert lint(payload) == ()
    assert live_sequences(payload) == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.integers(20, 200))
def test_an_escaped_text_holds_no_bare_bracket_and_is_cut_between_entities(
    text: str, limit: int
) -> None:
    escaped = escape(text, limit)
    assert "<" not in escaped
    assert ">" not in escaped
    assert len(escaped) <= limit
    rest = escaped.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "&" not in rest


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab \n&;", max_size=400), st.integers(10, 50))
def test_splitting_loses_no_word(text: str, limit: int) -> None:
    escaped = escape(text)
    pieces = split(escaped, limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(escaped.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<!channel>", "‹!channel&gt;"),
        ("<@U1>", "‹@U1&gt;"),
        ("https://evil.example", "https:∕∕evil.example"),
        ("@channel", "＠channel"),
        ("a\u202eb\u200bc", "abc"),
        ("e\u0301", "é"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_escaping_by_example(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_empty_words_become_a_dash() -> None:
    assert words(" \u200b ", 10) == "–"


def test_a_long_notice_is_split_and_never_cut() -> None:
    shown = render(NoticeCard("word " * 2000))
    assert len(shown.blocks) == 4
    assert sum(block["text"]["text"].count("word") for block in shown.blocks) == 2000


def test_the_fallback_text_says_the_whole_verdict() -> None:
    text = render(CARDS["recommendation"]).text
    for part in (
        "prompt with retrieval (few-shot), clear",
        "One-off",
        "twelve months",
        "2026-11-10",
    ):
        assert part in text
    assert ADVICE.approach == "rag"


def test_the_home_page_is_what_slack_takes() -> None:
    past = [
        ListedConsultation(title, recommended=done, day="2026-11-20", channel=channel)
        for title, done, channel in (("router tickets <!here>", True, "C1"), ("mail", False, "D1"))
    ]
    view = render_home(past, 3, 12)
    assert lint(view) == ()
    assert lint(render_home([], 0, 0)) == ()
