"""Home: the app's own page: what it does, what a person asked before, what it knows."""

from collections.abc import Sequence
from typing import Final

from bot.blocks import limits
from bot.blocks.console import Console, console_blocks
from bot.blocks.parts import Block, actions, button, header, plain, primary, sections, small
from bot.blocks.telling import PERMALINK
from bot.blocks.text import escape
from bot.conversation.history import ListedConsultation

_INTRODUCTION: Final = (
    "Fine-tune a model, add retrieval, or write better prompts? Describe your use case with "
    "`/advise`, mention me in a channel, or write to me in the *Messages* tab."
)
_SHOWN: Final = 20
_DIVIDER: Final[Block] = {"type": "divider"}


def render_home(
    entries: Sequence[ListedConsultation],
    version: int,
    documents: int,
    console: Console | None = None,
) -> Block:
    """Return the home view.

    Args:
        entries: Consultations of the person, newest first.
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
        *_listed("Open consultations", [one for one in shown if not one.recommended]),
        *_listed("Past consultations", [one for one in shown if one.recommended]),
        _DIVIDER,
        small(f"Knowledge base version {version}, {documents} documents."),
        *([_DIVIDER, *console_blocks(console)] if console else []),
    ]
    return {"type": "home", "blocks": blocks}


def _listed(title: str, entries: Sequence[ListedConsultation]) -> list[Block]:
    return [header(title), *([_entry(one) for one in entries] or sections("None yet."))]


def _entry(entry: ListedConsultation) -> Block:
    channel, link = entry.channel, entry.link
    where = f" · <#{escape(channel)}>" if channel.startswith(("C", "G")) else " · direct message"
    shown: Block = {
        "type": "section",
        "text": plain(entry.title, limits.SECTION_TEXT),
        "fields": [{"type": "mrkdwn", "text": f"_{escape(entry.stage)}_{where}", "verbatim": True}],
    }
    if link.startswith(PERMALINK) and len(link) <= limits.URL:
        shown["accessory"] = {
            "type": "button",
            "text": plain("Open", limits.BUTTON_TEXT),
            "action_id": f"open.{channel}.{link[-40:]}"[: limits.ACTION_ID],
            "url": link,
        }
    return shown
