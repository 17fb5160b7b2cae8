"""Home: the app's own page: what it does, what a person asked before, what it knows."""

from collections.abc import Sequence
from typing import Final

from bot.blocks import limits
from bot.blocks.console import Console, console_blocks
from bot.blocks.parts import Block, actions, button, header, plain, primary, sections, small
from bot.blocks.telling import PERMALINK
from bot.blocks.text import escape

_INTRODUCTION: Final = (
    "Fine-tune a model, add retrieval, or write better prompts? Describe your use case with "
    "`/advise`, mention me in a channel, or write to me in the *Messages* tab."
)
_SHOWN: Final = 20
_DONE: Final = "recommended"
_DIVIDER: Final[Block] = {"type": "divider"}


def render_home(
    entries: Sequence[tuple[str, ...]],
    version: int,
    documents: int,
    console: Console | None = None,
) -> Block:
    """Return the home view.

    Args:
        entries: Consultations of the person as (title, stage, channel id) and perhaps a link,
            newest first.
        version: Version of the knowledge base that answers.
        documents: Documents in it.
        console: What administrators see below; None for everybody else.
    """
    shown = entries[:_SHOWN]
    blocks = [
        header("Fine-tune or prompt?"),
        *sections(_INTRODUCTION),
        *actions([primary(button("New consultation", "new"))]),
        _DIVIDER,
        *_listed("Open consultations", [one for one in shown if one[1] != _DONE]),
        *_listed("Past consultations", [one for one in shown if one[1] == _DONE]),
        _DIVIDER,
        small(f"Knowledge base version {version}, {documents} documents."),
        *([_DIVIDER, *console_blocks(console)] if console else []),
    ]
    return {"type": "home", "blocks": blocks}


def _listed(title: str, entries: Sequence[tuple[str, ...]]) -> list[Block]:
    return [header(title), *([_entry(*one) for one in entries] or sections("None yet."))]


def _entry(title: str, stage: str, channel: str, link: str = "") -> Block:
    where = f" · <#{escape(channel)}>" if channel.startswith(("C", "G")) else " · direct message"
    shown: Block = {
        "type": "section",
        "text": plain(title, limits.SECTION_TEXT),
        "fields": [{"type": "mrkdwn", "text": f"_{escape(stage)}_{where}", "verbatim": True}],
    }
    if link.startswith(PERMALINK) and len(link) <= limits.URL:
        shown["accessory"] = {
            "type": "button",
            "text": plain("Open", limits.BUTTON_TEXT),
            "action_id": f"open.{channel}.{link[-40:]}"[: limits.ACTION_ID],
            "url": link,
        }
    return shown
