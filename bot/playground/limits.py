"""Slack's limits on what a bot sends: the error code it would answer, or None."""

from typing import Literal, TypeAlias

from bot.playground.changes import Json

Surface: TypeAlias = Literal["message", "modal", "home"]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 40_000
UPDATE_TEXT = 4_000
MARKDOWN_TEXT = 12_000
PRIVATE_METADATA = 3_000
VIEW_BYTES = 250_000
TITLE = 24


def refuse(payload: Json, surface: Surface) -> str | None:
    """Return the code Slack would refuse a message or view with, or None when it is sound.

    `payload` is a message ({"blocks": …}) or a view ({"type": …, "blocks": …}). The code is
    `invalid_blocks` for messages and `invalid_arguments` for views.
    """
    faults = explain(payload, surface)
    if not faults:
        return None
    return "invalid_blocks" if surface == "message" else "invalid_arguments"


def explain(payload: Json, surface: Surface) -> list[str]:
    """Return one sentence for each fault of the blocks, as Slack's response_metadata does."""
    blocks = payload.get("blocks") or []
    most = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
    if len(blocks) > most:
        return [f"[ERROR] no more than {most} items allowed [json-pointer:/blocks]"]
    return []
