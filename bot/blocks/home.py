"""Home: the app's own page: what it does, what a person asked before, what it knows."""

from collections.abc import Sequence
from typing import Final

from bot.blocks import limits
from bot.blocks.parts import Block, header, plain, sections, small
from bot.blocks.text import escape

_INTRODUCTION: Final = (
    "Fine-tune a model, add retrieval, or write better prompts? Describe your use case with "
    "`/advise`, mention me in a channel, or write to me in the *Messages* tab."
)
_SHOWN: Final = 20


def render_home(entries: Sequence[tuple[str, str, str]], version: int, documents: int) -> Block:
    """Return the home view.

    Args:
        entries: Consultations of the person as (title, stage, channel id), newest first.
        version: Version of the knowledge base that answers.
        documents: Documents in it.
    """
    past = [_entry(*entry) for entry in entries[:_SHOWN]] or sections("None yet.")
    blocks = [
        header("Fine-tune or prompt?"),
        *sections(_INTRODUCTION),
        {"type": "divider"},
        header("Your consultations"),
        *past,
        {"type": "divider"},
        small(f"Knowledge base version {version}, {documents} documents."),
    ]
    return {"type": "home", "blocks": blocks}


def _entry(title: str, stage: str, channel: str) -> Block:
    where = f" · <#{escape(channel)}>" if channel.startswith(("C", "G")) else " · direct message"
    return {
        "type": "section",
        "text": plain(title, limits.SECTION_TEXT),
        "fields": [{"type": "mrkdwn", "text": f"_{escape(stage)}_{where}", "verbatim": True}],
    }
