"""Surfaces: messages, modals and home tabs: which blocks each takes, and the rules of the whole."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.blocks import limits
from bot.blocks.linting.checks import (
    Check,
    Fault,
    anything,
    flag,
    join,
    many,
    one_of,
    shape,
    string,
    typed,
)
from bot.blocks.linting.places import BLOCKS_BEYOND, ELEMENTS_ON, Surface
from bot.blocks.linting.shapes import BLOCKS
from bot.blocks.linting.tables import characters
from bot.blocks.linting.texts import plain


def _allowed(surface: Surface) -> Check:
    beyond = BLOCKS_BEYOND[surface]
    kept = {name: check for name, check in BLOCKS.items() if name not in beyond}
    return typed(kept, "block", frozenset(BLOCKS))


_ON: Final[Mapping[Surface, Check]] = {
    "message": many(_allowed("message"), limits.BLOCKS_IN_MESSAGE),
    "modal": many(_allowed("modal"), limits.BLOCKS_IN_VIEW),
    "home": many(_allowed("home"), limits.BLOCKS_IN_VIEW),
}


_CELL_BUDGETS: Final = {
    "table": limits.TABLE_CHARACTERS,
    "data_table": limits.DATA_TABLE_CHARACTERS,
}


def check_blocks(blocks: object, surface: Surface, path: str = "blocks") -> Iterator[Fault]:
    """Judge the blocks of a surface, one by one and as a whole."""
    yield from _ON[surface](blocks, path)
    if not isinstance(blocks, list | tuple):
        return
    objects = list(_objects(list(blocks), path))
    yield from _unique_blocks(objects)
    yield from _unique_actions(objects)
    yield from _focus(objects)
    yield from _misplaced(objects, surface)


def _objects(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield path, value
        for key, inner in value.items():
            yield from _objects(inner, join(path, str(key)))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _objects(inner, f"{path}[{place}]")


def _repeated(found: list[tuple[str, str]], name: str) -> Iterator[Fault]:
    counts = Counter(value for _, value in found)
    seen: set[str] = set()
    for path, value in found:
        if counts[value] > 1 and value in seen:
            yield Fault(f"{path}.{name}", "duplicate", f"{name} {value!r} is used twice")
        seen.add(value)


def _unique_blocks(objects: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Fault]:
    named = [
        (path, one["block_id"]) for path, one in objects if isinstance(one.get("block_id"), str)
    ]
    yield from _repeated(named, "block_id")


def _unique_actions(objects: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Fault]:
    """An action_id must be unique in its block; a card in a carousel is a block of its own."""
    blocks = {path for path, one in objects if one.get("type") in BLOCKS}
    held: dict[str, list[tuple[str, str]]] = {}
    for path, one in objects:
        if isinstance(one.get("action_id"), str):
            held.setdefault(_block_of(path, blocks), []).append((path, one["action_id"]))
    for inner in held.values():
        yield from _repeated(inner, "action_id")


def _block_of(path: str, blocks: set[str]) -> str:
    """Return the innermost of the blocks that a place lies in, "" for none."""
    while path and path not in blocks:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return path


def check_budgets(held: object, path: str) -> Iterator[Fault]:
    """Judge what everything in one message has together."""
    objects = list(_objects(held, path))
    texts = [(place, one.get("text")) for place, one in objects if one.get("type") == "markdown"]
    total = sum(len(text) for _, text in texts if isinstance(text, str))
    if len(texts) > 1 and total > limits.MARKDOWN_TEXT:
        yield Fault(
            texts[-1][0],
            "markdown-budget",
            f"markdown has {total} characters, {limits.MARKDOWN_TEXT} in all",
        )
    charts = [place for place, one in objects if one.get("type") == "data_visualization"]
    for place in charts[limits.CHARTS :]:
        yield Fault(place, "third-chart", f"a message takes {limits.CHARTS} charts")
    tables = [place for place, one in objects if one.get("type") == "table"]
    for place in tables[limits.TABLES :]:
        yield Fault(place, "second-table", "a message takes one table")
    for kind, most in _CELL_BUDGETS.items():
        found = [(place, one) for place, one in objects if one.get("type") == kind]
        size = sum(characters(one) for _, one in found)
        if size > most:
            yield Fault(
                found[-1][0], "table-budget", f"cells have {size} characters, {most} in all"
            )


def _focus(objects: list[tuple[str, Mapping[str, Any]]]) -> Iterator[Fault]:
    focused = [path for path, one in objects if one.get("focus_on_load") is True]
    for path in focused[1:]:
        yield Fault(f"{path}.focus_on_load", "focus", "only one element may take the focus")


def _misplaced(objects: list[tuple[str, Mapping[str, Any]]], surface: Surface) -> Iterator[Fault]:
    for path, one in objects:
        taken = ELEMENTS_ON.get(str(one.get("type")), (surface,))
        if surface not in taken:
            yield Fault(path, "placement", f"a {one['type']} is only allowed in a {taken[0]}")
        if one.get("response_url_enabled") is True and surface != "modal":
            yield Fault(path, "placement", "response_url_enabled is only allowed in a modal")


_VIEW_FIELDS: Final[Mapping[str, Check]] = {
    "type": one_of("modal", "home"),
    "blocks": anything,
    "callback_id": string(limits.CALLBACK_ID, 0),
    "external_id": string(limits.EXTERNAL_ID, 0),
    "private_metadata": string(limits.PRIVATE_METADATA, 0),
}
_GIVEN_BY_SLACK: Final[Mapping[str, Check]] = dict.fromkeys(
    (
        "id",
        "team_id",
        "bot_id",
        "app_id",
        "app_installed_team_id",
        "root_view_id",
        "previous_view_id",
        "state",
        "hash",
    ),
    anything,
)
_MODAL: Final = shape(
    {
        **_VIEW_FIELDS,
        **_GIVEN_BY_SLACK,
        "title": plain(limits.VIEW_TITLE),
        "submit": plain(limits.VIEW_BUTTON),
        "close": plain(limits.VIEW_BUTTON),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
    ["type", "title", "blocks"],
)
_HOME: Final = shape({**_VIEW_FIELDS, **_GIVEN_BY_SLACK}, ["type", "blocks"])


def check_view(view: Mapping[str, Any], path: str = "") -> Iterator[Fault]:
    """Judge a modal or a home tab."""
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    yield from (_HOME if surface == "home" else _MODAL)(view, path)
    prefix = f"{path}.blocks" if path else "blocks"
    if view.get("blocks") is not None:
        yield from check_blocks(view["blocks"], surface, prefix)
        yield from check_budgets(view["blocks"], prefix)
    blocks = view.get("blocks")
    asks = isinstance(blocks, list) and any(
        isinstance(one, Mapping) and one.get("type") == "input" for one in blocks
    )
    if surface == "modal" and asks and view.get("submit") is None:
        yield Fault(
            f"{path}.submit" if path else "submit", "required", "a modal with inputs needs submit"
        )
