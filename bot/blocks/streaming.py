"""Streaming: a long answer as words that can be written bit by bit, and what closes it."""

from dataclasses import dataclass
from typing import Final

from bot.blocks import limits
from bot.blocks.answering import links_of, quotes_in_words, repeats_quotes, reserved
from bot.blocks.parts import Block
from bot.blocks.rendering import render
from bot.blocks.text import clean, shorten
from bot.conversation.replies import AnswerCard, Card

SHORTEST: Final = 600
"""Characters from which on people would wait for the end of an answer and see it begin sooner."""


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer to be written bit by bit.

    Attributes:
        words: Its words as Slack's markdown, in which nothing can act.
        closing: The blocks below them: quotes with their sources, small print.
    """

    words: str
    closing: tuple[Block, ...]


def streamed(card: Card, remark: str = "", *, begun: bool = False) -> Streamed | None:
    """Return a long answer for a stream; None for everything else, which is posted whole.

    Args:
        card: What to show.
        remark: A small line below it, or "".
        begun: True for an answer that has begun to be written, however short it is.
    """
    if not isinstance(card, AnswerCard):
        return None
    words = written(card)
    if len(words) < SHORTEST and not begun:
        return None
    quoted = repeats_quotes(card)
    told = {"section", "rich_text"} if quoted else {"section"}
    closing = [block for block in render(card, remark).blocks if block["type"] not in told]
    links = links_of(card) if quoted else []
    return Streamed(words, (*links, *closing))


def written(card: AnswerCard) -> str:
    """Return the words of an answer, or of its beginning, in Slack's markdown."""
    quoted = repeats_quotes(card)
    said = quotes_in_words(card) if quoted else card.worded_by_model or card.answer.text
    parts = (card.about_this_case, reserved(card), said)
    words = "\n\n".join(part for part in parts if part.strip())
    return shorten(_unlinked(words), limits.MARKDOWN_TEXT)


def _unlinked(text: str) -> str:
    """Return words in which markdown finds no link, mention or picture to make."""
    return clean(text).replace("](", "] (").replace("][", "] [").replace("<", "‹")
