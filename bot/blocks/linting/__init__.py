"""The linter: everything Slack refuses in Block Kit, found before it is sent."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.blocks import limits
from bot.blocks.linting.checks import Fault
from bot.blocks.linting.surfaces import check_blocks, check_view

__all__ = ["Fault", "lint"]


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
            yield from check_blocks(payload, "message")
        case Mapping() if payload.get("type") in {"modal", "home"}:
            yield from _view(payload, "")
        case Mapping() if "view" in payload:
            view = payload["view"]
            if isinstance(view, Mapping):
                yield from _view(view, "view")
            else:
                yield Fault("view", "type", "must be an object")
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
        yield from check_blocks([payload], "message")


def _view(view: Mapping[str, Any], path: str) -> Iterator[Fault]:
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
    elif blocks:
        yield from check_blocks(blocks, "message")
    for place, one in enumerate(attachments if isinstance(attachments, list) else []):
        if isinstance(one, Mapping) and one.get("blocks") is not None:
            yield from check_blocks(one["blocks"], "message", f"attachments[{place}].blocks")
