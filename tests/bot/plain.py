"""Plain: a reply as text, read off the same blocks that Slack shows: what goldens compare."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from bot.blocks.parts import Block, Rendered
from bot.blocks.rendering import render
from bot.conversation.replies import Card

_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")
_STRUCK = re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])")
_PERSON = re.compile(r"<@([UW]\w+)>")


def plain_text(card: Card) -> str:
    """Return a card as text for people without Slack: same words, buttons in brackets."""
    return flatten(render(card))


def flatten(rendered: Rendered) -> str:
    """Return what a rendered reply says, block by block."""
    view = rendered.view
    if view is None:
        return _join(rendered.blocks) or rendered.text
    head = f"== {view['title']['text']} =="
    foot = " ".join(f"[{view[name]['text']}]" for name in ("submit", "close") if name in view)
    return f"{head}\n{_join(view['blocks'])}\n{foot}"


def _join(blocks: Iterable[Block]) -> str:
    return "\n".join(text for text in (_block(block) for block in blocks) if text)


def _block(block: Block) -> str:
    return _BLOCKS[block["type"]](block)


def _unmarked(value: Block) -> str:
    text = str(value.get("text", ""))
    if value.get("type") != "mrkdwn":
        return text
    for mark in (_BOLD, _ITALIC, _STRUCK):
        text = mark.sub(r"\1", text)
    text = _PERSON.sub(r"@\1", text)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text.replace(":warning:", "⚠")


def _header(block: Block) -> str:
    return f"== {block['text']['text']} =="


def _section(block: Block) -> str:
    parts = [_unmarked(block["text"])] if "text" in block else []
    parts += [_unmarked(one) for one in block.get("fields", [])]
    accessory = block.get("accessory")
    return "\n".join(parts) + (f"  {_element(accessory)}" if accessory else "")


def _context(block: Block) -> str:
    return " · ".join(_unmarked(one) for one in block["elements"])


def _elements(block: Block) -> str:
    return " ".join(_element(one) for one in block["elements"])


def _element(element: Block) -> str:
    match element["type"]:
        case "button":
            return f"[{element['text']['text']}]"
        case "feedback_buttons":
            buttons = (element["positive_button"], element["negative_button"])
            return " ".join(f"[{one['text']['text']}]" for one in buttons)
        case "static_select" | "overflow":
            options = element.get("options") or [{"text": element["placeholder"]}]
            return f"[{' / '.join(one['text']['text'] for one in options)}]"
        case _:
            return f"[{element.get('initial_value', '…')}]"


def _input(block: Block) -> str:
    element = block["element"]
    chosen = element.get("initial_option")
    shown = chosen["text"]["text"] if chosen else element.get("initial_value", "")
    options = "" if chosen or "options" not in element else f" {_element(element)}"
    hint = f"\n    {block['hint']['text']}" if "hint" in block else ""
    return f"{block['label']['text']}: {shown}{options}{hint}"


def _rich(block: Block) -> str:
    return "\n".join(_structure(one) for one in block["elements"])


def _structure(one: Block) -> str:
    text = "".join(str(part.get("text", part.get("url", ""))) for part in one["elements"])
    if one["type"] != "rich_text_quote":
        return f"    — {text}"
    return "\n".join(f"  > {line}" for line in text.split("\n"))


def _table(block: Block) -> str:
    rows = [[str(cell["text"]) for cell in row] for row in block["rows"]]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(_row(row, widths) for row in rows)


def _row(row: list[str], widths: list[int]) -> str:
    first = row[0].ljust(widths[0])
    rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  " + "  ".join([first, *rest]).rstrip()


def _divider(_block: Block) -> str:
    return "-" * 40


_BLOCKS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _elements,
    "context_actions": _elements,
    "input": _input,
    "rich_text": _rich,
    "table": _table,
    "divider": _divider,
}
