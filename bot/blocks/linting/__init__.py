"""The linter: everything Slack refuses in Block Kit, found before it is sent."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.blocks import limits
from bot.blocks.linting.checks import Fault, many
from bot.blocks.linting.surfaces import check_blocks, check_budgets, check_view

__all__ = ["Fault", "lint"]

_VIEWS_ONLY: Final = frozenset(
    {"callback_id", "close", "external_id", "private_metadata", "submit", "title"}
)
"""Keys that a view has and a message has not."""


def lint(payload: object) -> tuple[Fault, ...]:
    """Return every fault of a payload; none for a payload that Slack takes.

    Args:
        payload: A list of blocks (of a message), a message with `blocks` or `text`, a view, or an
            object that holds a view under `view`.
    """
    return tuple(_faults(payload))


def _faults(payload: object) -> Iterator[Fault]:
    match payload:
        case list() | tuple():
            yield from _blocks(payload, "blocks")
        case Mapping() if _is_view(payload):
            yield from _view(payload, "")
        case Mapping() if "view" in payload:
            yield from _view(payload["view"], "view")
        case Mapping() if "type" in payload and payload["type"] != "message":
            yield from _single(payload)
        case Mapping() if {"blocks", "text", "attachments"} & set(payload):
            yield from _message(payload)
        case _:
            yield Fault("", "type", "must be a list of blocks, a message or a view")


def _single(payload: Mapping[str, Any]) -> Iterator[Fault]:
    """Judge an object with a type that is no view: a lone block, or a view of an unknown kind."""
    if "blocks" in payload:
        yield Fault("type", "unknown-type", f"there is no view of type {payload['type']!r}")
    else:
        yield from _blocks([payload], "blocks")


def _blocks(blocks: object, path: str) -> Iterator[Fault]:
    yield from check_blocks(blocks, "message", path)
    yield from check_budgets(blocks, path)


def _is_view(payload: Mapping[str, Any]) -> bool:
    """Tell a view, also one that forgot its type, from a message."""
    if "type" in payload:
        return payload["type"] in {"modal", "home"}
    return bool(_VIEWS_ONLY & set(payload))


def _view(view: object, path: str) -> Iterator[Fault]:
    if not isinstance(view, Mapping):
        yield Fault(path, "type", "must be an object")
        return
    yield from check_view(view, path)
    size = len(json.dumps(view, default=str).encode())
    if size > limits.VIEW_BYTES:
        yield Fault(path, "size", f"the view has {size} bytes, {limits.VIEW_BYTES} are allowed")


def _message(payload: Mapping[str, Any]) -> Iterator[Fault]:
    text, blocks = payload.get("text"), payload.get("blocks")
    if text is not None and not isinstance(text, str):
        yield Fault("text", "type", "the text of a message is a string")
    elif isinstance(text, str) and len(text) > limits.MESSAGE_TEXT:
        yield Fault(
            "text", "length", f"has {len(text)} characters, {limits.MESSAGE_TEXT} are allowed"
        )
    attachments = payload.get("attachments")
    if not text and not blocks and not attachments:
        yield Fault("", "empty", "a message needs text or blocks")
    elif blocks not in (None, []):
        yield from check_blocks(blocks, "message")
    if attachments is not None:
        yield from _ATTACHMENTS(attachments, "attachments")
    held = {name: payload.get(name) for name in ("blocks", "attachments")}
    yield from check_budgets(held, "")


def _attachment(value: object, path: str) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield Fault(path, "type", "must be an object")
    elif value.get("blocks") is not None:
        yield from check_blocks(value["blocks"], "message", f"{path}.blocks")


_ATTACHMENTS: Final = many(_attachment, limits.ATTACHMENTS, 0)
