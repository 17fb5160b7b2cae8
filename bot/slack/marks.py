"""Marks: what a message or a file carries so that the row it comes from is known again."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final

from bot.delivery import Outgoing

_EVENT_TYPE: Final = "tune_or_prompt_reply"


def metadata_of(outgoing: Outgoing) -> dict[str, object]:
    """Return the metadata by which a message is found again."""
    return {"event_type": _EVENT_TYPE, "event_payload": {"key": outgoing.key}}


def marked(name: str, outgoing: Outgoing) -> str:
    """Return the name of a row's file, the same for the same row: "cost-chart-1f0c2a9b.png"."""
    path = PurePath(name)
    return f"{path.stem}-{hashlib.sha256(outgoing.key.encode()).hexdigest()[:8]}{path.suffix}"


def shows(message: Mapping[str, Any], outgoing: Outgoing) -> bool:
    """Tell whether a message is that of a row: it carries its key, or the mark of its file."""
    files = [one.get("name", "") for one in message.get("files", [])]
    return key_of(message) == outgoing.key or any(
        name and name == marked(_unmarked(name), outgoing) for name in files
    )


def _unmarked(name: str) -> str:
    path = PurePath(name)
    return f"{path.stem.rpartition('-')[0]}{path.suffix}"


def key_of(message: Mapping[str, Any]) -> str:
    """Return the key in a message's metadata, "" where it carries none of ours."""
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return str(payload.get("key", "")) if isinstance(payload, dict) else ""
