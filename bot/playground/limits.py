"""Slack's limits on what a bot sends: the error code it would answer, or None."""

from typing import Literal, TypeAlias

from bot.blocks import lint
from bot.playground.changes import Json

Surface: TypeAlias = Literal["message", "modal", "home"]

MESSAGE_TEXT = 40_000
"""Characters of `text` (docs: chat.postMessage)."""
UPDATE_TEXT = 4_000
"""Characters of `text` in chat.update (docs: chat.update)."""
MARKDOWN_TEXT = 12_000
"""Characters of `markdown_text`, and of one call that goes on with a stream."""


def refuse(payload: Json, surface: Surface) -> str | None:
    """Return the code Slack would refuse a message or view with, or None when it is sound.

    `payload` is a message ({"blocks": …}) or a view ({"type": …, "blocks": …}). The code is
    `invalid_blocks` for messages, `view_too_large` or `invalid_arguments` for views.
    """
    found = faults(payload, surface)
    if not found:
        return None
    if surface == "message":
        return "invalid_blocks"
    return "view_too_large" if any("[size]" in fault for fault in found) else "invalid_arguments"


def faults(payload: Json, surface: Surface) -> list[str]:
    """Return one sentence for each fault, as Slack's `response_metadata` does."""
    if surface != "message":
        found = lint(payload)
    else:
        found = lint(payload["blocks"]) if payload.get("blocks") else ()
    return [
        f"[ERROR] {fault.message} [{fault.rule}] [json-pointer:{fault.path}]" for fault in found
    ]
