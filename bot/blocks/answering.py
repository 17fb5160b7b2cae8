"""Answering: what the guidance says, with its quotes and sources, and what it means here."""

from collections.abc import Sequence
from typing import Final

from bot.blocks import limits
from bot.blocks.parts import Block, Rendered, quoted, rendered, small
from bot.blocks.text import clean, split, words
from bot.conversation.replies import AnswerCard
from bot.conversation.words import on_topic
from knowledge.answers.answer import DOES_NOT_SAY, Answer, Citation

_QUOTES: Final = 8
"""Five sentences of a model with a quote each, and three that stand without it."""
_LONGEST_QUOTE: Final = 2800
_CELLS: Final = " | "
"""What parts the cells in a row of a table."""
_HELPS_WITH: Final = "I can help with fine-tuning, prompting, retrieval and their costs."


def answer(card: AnswerCard) -> Rendered:
    """Render an answer: the case first, then the words, then the quotes they rest on."""
    found = card.answer
    text = card.worded_by_model or _plain(card)
    blocks = [
        *(quoted(card.about_this_case) if card.about_this_case else []),
        *(quoted(reserved(card)) if reserved(card) else []),
        *(quoted(text) if text.strip() and not repeats_quotes(card) else []),
        *([small(card.disclosure)] if card.disclosure else []),
        *(_group(group, _spoken(group, found)) for group in _by_section(found.citations[:_QUOTES])),
        *_nearest(card),
        *([small(f"Search was not at full strength: {found.degraded}")] if found.degraded else []),
        *([small(card.resume)] if card.resume else []),
    ]
    told = "" if repeats_quotes(card) else reserved(card)
    fallback = " ".join(part for part in (card.about_this_case, told, text) if part)
    return rendered(fallback or DOES_NOT_SAY, blocks or quoted(DOES_NOT_SAY))


def _plain(card: AnswerCard) -> str:
    """Return the words of the guidance; an honest no says what there is help with.

    Where the case itself answers, nothing is missing that the guidance would have to say.
    """
    text = card.answer.text
    if card.answer.grounded or text != DOES_NOT_SAY:
        return text
    return "" if card.about_this_case else f"{text} {_HELPS_WITH}"


def reserved(card: AnswerCard) -> str:
    """Return the reservation of an answer whose own text, which begins with it, is not shown."""
    return card.answer.reservation if card.worded_by_model or repeats_quotes(card) else ""


def repeats_quotes(card: AnswerCard) -> bool:
    """Tell whether the words of an answer only repeat the quotes that they rest on."""
    text, citations = card.answer.text, card.answer.citations
    if card.worded_by_model or not citations:
        return False
    named = all(f"— {one.section}" in text for one in citations)
    return named or text.strip() in [one.quote.strip() for one in citations]


def quotes_in_words(card: AnswerCard) -> str:
    """Return the quotes of an answer as markdown, each with its source."""
    return "\n\n".join(
        "\n".join(
            f"> {line}" for one in _spoken(group, card.answer) for line in one.strip().splitlines()
        )
        + f"\n\n— {_place(group[0])}"
        for group in _by_section(card.answer.citations[:_QUOTES])
    )


def links_of(card: AnswerCard) -> list[Block]:
    """Return the addresses of the sources, for words that carry none."""
    firsts = [group[0] for group in _by_section(card.answer.citations[:_QUOTES])]
    linked = [_source(_place(one), one) for one in firsts if one.link]
    sections = [{"type": "rich_text_section", "elements": [one]} for one in linked]
    return [{"type": "rich_text", "elements": sections}] if sections else []


def _by_section(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Return the quotes of each section together, in the order of their best one."""
    groups: dict[tuple[str, str, str | None], list[Citation]] = {}
    for one in citations:
        groups.setdefault((one.section, one.source, one.link), []).append(one)
    return list(groups.values())


def _group(citations: list[Citation], quotes: Sequence[str]) -> Block:
    first = citations[0]
    shown = [
        {"type": "rich_text_quote", "elements": [_text(piece)]}
        for quote in quotes
        for piece in split(clean(quote).strip() or "–", _LONGEST_QUOTE)
    ]
    place = {"type": "rich_text_section", "elements": [_source(_place(first), first)]}
    return {"type": "rich_text", "elements": [*shown, place]}


def _spoken(citations: list[Citation], found: Answer) -> list[str]:
    """Return the quotes of a section as they are read: a row of a table with its column heads.

    The heads stand in the answer's own words and not in the row, which is quoted letter for letter.
    """
    quotes = [one.quote for one in citations]
    if not any(_CELLS in quote for quote in quotes):
        return quotes
    ending = f"\n— {citations[0].section}"
    told = (one for one in found.text.split("\n\n") if one.endswith(ending))
    spoken = next(told, "").removesuffix(ending)
    return [spoken] if spoken else [quote.replace(_CELLS, "; ") for quote in quotes]


def _place(citation: Citation) -> str:
    return " — ".join(part for part in (citation.section, citation.source) if part)


def _text(text: str) -> Block:
    return {"type": "text", "text": text}


def _source(source: str, citation: Citation) -> Block:
    shown = words(source, limits.FIELD_TEXT)
    link = citation.link
    if link is None or not link.startswith("https://") or len(link) > limits.URL:
        return {"type": "text", "text": shown, "style": {"italic": True}}
    return {"type": "link", "url": link, "text": shown}


def _nearest(card: AnswerCard) -> list[Block]:
    """Return the nearest sections of a question that is near: elsewhere they would be absurd."""
    found = card.answer
    if found.grounded or not found.closest or not on_topic(card.question):
        return []
    return [small(f"Nearest sections: {'; '.join(found.closest)}")]
