"""Answering: what the guidance says, with its quotes and sources, and what it means here."""

from typing import Final

from bot.blocks import limits
from bot.blocks.parts import Block, Rendered, quoted, rendered, small
from bot.blocks.text import clean, split, words
from bot.conversation.replies import AnswerCard
from knowledge.answer import Answer, Citation

_QUOTES: Final = 5
_LONGEST_QUOTE: Final = 2800


def answer(card: AnswerCard) -> Rendered:
    """Render an answer: the case first, then the words, then the quotes they rest on."""
    found = card.answer
    text = card.worded_by_model or found.text
    blocks = [
        *(quoted(card.about_this_case) if card.about_this_case else []),
        *(quoted(text) if _says(card) else []),
        *([small(card.disclosure)] if card.disclosure else []),
        *(block for citation in found.citations[:_QUOTES] for block in _quote(citation)),
        *_nearest(found),
        *([small(f"Search was not at full strength: {found.degraded}")] if found.degraded else []),
        *([small(card.resume)] if card.resume else []),
    ]
    fallback = " ".join(part for part in (card.about_this_case, text) if part)
    return rendered(
        fallback or "The guidance does not say.", blocks or quoted("The guidance does not say.")
    )


def _says(card: AnswerCard) -> bool:
    """Leave the words out where they only repeat the quotes below them."""
    quotes = [citation.quote.strip() for citation in card.answer.citations]
    text = card.worded_by_model or card.answer.text
    return bool(text.strip()) and text.strip() not in quotes


def _quote(citation: Citation) -> list[Block]:
    pieces = split(clean(citation.quote).strip() or "–", _LONGEST_QUOTE)
    quotes = [{"type": "rich_text_quote", "elements": [_text(piece)]} for piece in pieces]
    source = " — ".join(part for part in (citation.section, citation.source) if part)
    return [
        {
            "type": "rich_text",
            "elements": [
                *quotes,
                {"type": "rich_text_section", "elements": [_source(source, citation)]},
            ],
        }
    ]


def _text(text: str) -> Block:
    return {"type": "text", "text": text}


def _source(source: str, citation: Citation) -> Block:
    shown = words(source, limits.FIELD_TEXT)
    link = citation.link
    if link is None or not link.startswith("https://") or len(link) > limits.URL:
        return {"type": "text", "text": shown, "style": {"italic": True}}
    return {"type": "link", "url": link, "text": shown}


def _nearest(found: Answer) -> list[Block]:
    if found.grounded or not found.closest:
        return []
    return [small(f"Nearest sections: {'; '.join(found.closest)}")]
