"""Parts: the pieces of Block Kit that the cards are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.blocks import limits
from bot.blocks.text import escape, split, words
from bot.conversation.verbs import button as button_value

Block: TypeAlias = dict[str, Any]
"""One object of Block Kit; it leaves the bot as JSON."""

_CELL: Final = 200
"""Characters of a cell: a table of 50 such cells keeps to `limits.TABLE_CHARACTERS`."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A reply as Slack takes it.

    Attributes:
        text: Fallback for notifications and screen readers: always the whole message in short.
        blocks: The message; empty for a form.
        view: The modal of a form, else None.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    view: Block | None = None


def rendered(text: str, blocks: Iterable[Block]) -> Rendered:
    """Return a message; its fallback text is escaped and cut to what an update takes."""
    return Rendered(escape(text, limits.UPDATE_TEXT), tuple(blocks))


def plain(text: str, limit: int) -> Block:
    """Return a plain_text object: nothing in it is interpreted."""
    return {"type": "plain_text", "text": words(text, limit), "emoji": False}


def mrkdwn(text: str) -> Block:
    """Return a mrkdwn object; `text` must have its foreign words escaped already."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Block:
    """Return a header."""
    return {"type": "header", "text": plain(text, limits.HEADER_TEXT)}


def sections(text: str) -> list[Block]:
    """Return prepared mrkdwn as sections, split where it is too long for one."""
    pieces = split(text, limits.SECTION_TEXT)
    return [{"type": "section", "text": mrkdwn(piece)} for piece in pieces if piece.strip()]


def quoted(text: str) -> list[Block]:
    """Return foreign words as plain sections, split where they are too long for one."""
    pieces = split(words(text, len(text) + 1), limits.SECTION_TEXT)
    return [
        {"type": "section", "text": plain(piece, limits.SECTION_TEXT)}
        for piece in pieces
        if piece.strip()
    ]


def context(*texts: str) -> Block:
    """Return small print from prepared mrkdwn."""
    return {"type": "context", "elements": [mrkdwn(text[: limits.TEXT_OBJECT]) for text in texts]}


def small(text: str) -> Block:
    """Return small print from foreign words."""
    return {"type": "context", "elements": [plain(text, limits.TEXT_OBJECT)]}


def button(label: str, verb: str, fact: str = "", value: str = "", version: int = 0) -> Block:
    """Return a button; its action_id is unique as long as verb, fact and value are."""
    return {
        "type": "button",
        "text": plain(label, limits.BUTTON_TEXT),
        "action_id": f"{verb}.{fact}.{value}"[: limits.ACTION_ID],
        "value": button_value(verb, fact, value, version),
    }


def primary(element: Block) -> Block:
    """Return a button drawn as the suggested one."""
    return {**element, "style": "primary"}


def actions(elements: Sequence[Block]) -> list[Block]:
    """Return elements as action rows of at most 25; none for none."""
    rows = range(0, len(elements), limits.ACTIONS_ELEMENTS)
    return [
        {"type": "actions", "elements": list(elements[at : at + limits.ACTIONS_ELEMENTS])}
        for at in rows
    ]


def option(label: str, value: str) -> Block:
    """Return an option of a select."""
    return {"text": plain(label, limits.OPTION_TEXT), "value": value[: limits.OPTION_VALUE]}


def select(action_id: str, placeholder: str, options: Sequence[Block]) -> Block:
    """Return a select menu of at most 100 options."""
    return {
        "type": "static_select",
        "action_id": action_id[: limits.ACTION_ID],
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "options": list(options[: limits.OPTIONS]),
    }


def grouped(
    action_id: str, placeholder: str, groups: Iterable[tuple[str, Sequence[Block]]]
) -> Block:
    """Return a select menu whose options stand under headings; a heading over nothing is left out."""
    return {
        "type": "static_select",
        "action_id": action_id[: limits.ACTION_ID],
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "option_groups": [
            {"label": plain(label, limits.GROUP_LABEL), "options": list(options[: limits.OPTIONS])}
            for label, options in groups
            if options
        ],
    }


def table(rows: Sequence[Sequence[str]]) -> Block:
    """Return a table: the first row is its head, the first column is left, the rest right."""
    width = max(len(row) for row in rows)
    cells = [
        [
            {"type": "raw_text", "text": words(row[at] if at < len(row) else "", _CELL)}
            for at in range(width)
        ]
        for row in rows[: limits.TABLE_ROWS]
    ]
    settings = [{"is_wrapped": True}, *({"align": "right"} for _ in range(width - 1))]
    return {"type": "table", "rows": cells, "column_settings": settings}


def bold(text: str) -> str:
    """Return foreign words in bold mrkdwn, escaped."""
    inner = escape(text).replace("*", "∗").strip()
    return f"*{inner}*" if inner else ""


def lines(*parts: str) -> str:
    """Join the parts that say something, one a line."""
    return "\n".join(part for part in parts if part)
