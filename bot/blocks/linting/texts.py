"""Texts: text objects, options, confirmations: what blocks and elements are composed of."""

from collections.abc import Iterator
from typing import Final

from bot.blocks import limits
from bot.blocks.linting.checks import (
    Check,
    Fault,
    Object,
    anything,
    flag,
    join,
    many,
    one_of,
    shape,
    string,
    typed,
    url,
)

_TEXT_TYPES: Final = ("plain_text", "mrkdwn", "raw_text", "raw_number")


def plain(maximum: int = limits.TEXT_OBJECT) -> Check:
    """Return a check for a plain_text object."""
    return typed({"plain_text": _plain(maximum)}, "text object", _TEXT_TYPES)


def text(maximum: int = limits.TEXT_OBJECT) -> Check:
    """Return a check for a plain_text or a mrkdwn object."""
    return typed(
        {"plain_text": _plain(maximum), "mrkdwn": _mrkdwn(maximum)}, "text object", _TEXT_TYPES
    )


def _plain(maximum: int) -> Check:
    return shape({"type": anything, "text": string(maximum), "emoji": flag}, ["text"])


def _mrkdwn(maximum: int) -> Check:
    return shape({"type": anything, "text": string(maximum), "verbatim": flag}, ["text"])


CONFIRM: Final = shape(
    {
        "title": plain(limits.CONFIRM_TITLE),
        "text": text(limits.CONFIRM_TEXT),
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
        "style": one_of("primary", "danger"),
    },
    ["title", "text", "confirm", "deny"],
)


def option(*, marked: bool = False, linked: bool = False) -> Check:
    """Return a check for an option; `marked` allows mrkdwn (radio, checkbox), `linked` a url."""
    label = text if marked else plain
    fields = {
        "text": label(limits.OPTION_TEXT),
        "value": string(limits.OPTION_VALUE),
        "description": label(limits.OPTION_DESCRIPTION),
    }
    return shape({**fields, **({"url": url(limits.URL)} if linked else {})}, ["text", "value"])


OPTION_GROUP: Final = shape(
    {"label": plain(limits.GROUP_LABEL), "options": many(option(), limits.OPTIONS)},
    ["label", "options"],
)


def chosen_exist(value: Object, path: str) -> Iterator[Fault]:
    """Check that initial options are among the options, letter for letter."""
    offered = [_identity(one) for one in _offered(value)]
    if not offered:
        return
    if (
        value.get("initial_option") is not None
        and _identity(value["initial_option"]) not in offered
    ):
        yield Fault(join(path, "initial_option"), "initial", "is not one of the options")
    chosen = value.get("initial_options")
    for place, one in enumerate(chosen if isinstance(chosen, list) else []):
        if _identity(one) not in offered:
            yield Fault(
                f"{join(path, 'initial_options')}[{place}]", "initial", "is not one of the options"
            )


def _offered(value: Object) -> list[object]:
    direct = value.get("options")
    groups = value.get("option_groups")
    found = list(direct) if isinstance(direct, list) else []
    for group in groups if isinstance(groups, list) else []:
        inner = group.get("options") if isinstance(group, dict) else None
        found += inner if isinstance(inner, list) else []
    return found


def _identity(one: object) -> object:
    """Return what an option is compared by: everything but how its words are shown."""
    if not isinstance(one, dict):
        return None
    shown = {"emoji", "verbatim"}
    return {
        key: {name: said for name, said in value.items() if name not in shown}
        if isinstance(value, dict)
        else value
        for key, value in one.items()
        if value is not None
    }


def options_or_groups(value: Object, path: str) -> Iterator[Fault]:
    """Check that a static menu has options or option groups, and not both."""
    given = [name for name in ("options", "option_groups") if value.get(name) is not None]
    if not given:
        yield Fault(join(path, "options"), "required", "options or option_groups is required")
    elif len(given) > 1:
        yield Fault(path, "exclusive", "options and option_groups exclude each other")
