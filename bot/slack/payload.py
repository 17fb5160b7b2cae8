"""Payload: safe reading of the nested JSON that Slack sends."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Payload: TypeAlias = Mapping[str, Any]


def text_at(payload: Payload, *path: str) -> str:
    """Return the string at a path, "" where anything on the way is missing or not a string."""
    found: object = payload
    for name in path:
        if not isinstance(found, Mapping):
            return ""
        found = found.get(name)
    return found if isinstance(found, str) else ""


def object_at(payload: Payload, *path: str) -> Payload:
    """Return the object at a path, empty where anything on the way is missing."""
    found: object = payload
    for name in path:
        if not isinstance(found, Mapping):
            return {}
        found = found.get(name)
    return found if isinstance(found, Mapping) else {}


def list_at(payload: Payload, *path: str) -> list[Any]:
    """Return the list at a path, empty where anything on the way is missing."""
    parent = object_at(payload, *path[:-1])
    found = parent.get(path[-1])
    return found if isinstance(found, list) else []
