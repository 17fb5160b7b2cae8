"""Menus: selects, choices and pickers, and the fields that every interactive element has."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.blocks import limits
from bot.blocks.linting.checks import (
    Check,
    Fault,
    Object,
    anything,
    clock,
    day,
    flag,
    join,
    many,
    one_of,
    shape,
    string,
    whole,
)
from bot.blocks.linting.texts import (
    CONFIRM,
    OPTION_GROUP,
    chosen_exist,
    option,
    options_or_groups,
    plain,
)

ACTION: Final[Mapping[str, Check]] = {"type": anything, "action_id": string(limits.ACTION_ID)}
ASKED: Final[Mapping[str, Check]] = {**ACTION, "confirm": CONFIRM, "focus_on_load": flag}
HELD: Final[Mapping[str, Check]] = {**ASKED, "placeholder": plain(limits.PLACEHOLDER)}


def _filters(value: Object, path: str) -> Iterator[Fault]:
    if not value:
        yield Fault(path, "empty", "a filter needs at least one of its fields")


_FILTER: Final = shape(
    {
        "include": many(one_of("im", "mpim", "private", "public")),
        "exclude_bot_users": flag,
        "exclude_external_shared_channels": flag,
    },
    [],
    _filters,
)


def _few_chosen(value: Object, path: str) -> Iterator[Fault]:
    most = value.get("max_selected_items")
    if not isinstance(most, int):
        return
    for key, chosen in value.items():
        if key.startswith("initial_") and isinstance(chosen, list) and len(chosen) > most:
            yield Fault(
                join(path, key), "count", f"has {len(chosen)}, max_selected_items is {most}"
            )


def menu(**fields: Check) -> Check:
    """Return a check for an element with a placeholder and these fields of its own."""
    return shape({**HELD, **fields}, [], _few_chosen)


_STATIC: Final[Mapping[str, Check]] = {
    **HELD,
    "options": many(option(), limits.OPTIONS),
    "option_groups": many(OPTION_GROUP, limits.OPTION_GROUPS),
}
_IDS: Final = many(string(), None, 0)
_MOST: Final = whole(1)
SINGLE_MENUS: Final[Mapping[str, Check]] = {
    "static_select": shape(
        {**_STATIC, "initial_option": option()}, [], options_or_groups, chosen_exist
    ),
    "external_select": menu(min_query_length=whole(0), initial_option=option()),
    "users_select": menu(initial_user=string()),
    "conversations_select": menu(
        initial_conversation=string(),
        response_url_enabled=flag,
        filter=_FILTER,
        default_to_current_conversation=flag,
    ),
    "channels_select": menu(initial_channel=string(), response_url_enabled=flag),
}
MULTI_MENUS: Final[Mapping[str, Check]] = {
    "multi_static_select": shape(
        {
            **_STATIC,
            "initial_options": many(option(), limits.OPTIONS),
            "max_selected_items": _MOST,
        },
        [],
        options_or_groups,
        chosen_exist,
        _few_chosen,
    ),
    "multi_external_select": menu(
        min_query_length=whole(0),
        initial_options=many(option(), limits.OPTIONS),
        max_selected_items=_MOST,
    ),
    "multi_users_select": menu(initial_users=_IDS, max_selected_items=_MOST),
    "multi_conversations_select": menu(
        initial_conversations=_IDS,
        max_selected_items=_MOST,
        default_to_current_conversation=flag,
        filter=_FILTER,
    ),
    "multi_channels_select": menu(initial_channels=_IDS, max_selected_items=_MOST),
}
CHOICES: Final[Mapping[str, Check]] = {
    "radio_buttons": shape(
        {
            **ASKED,
            "options": many(option(marked=True), limits.CHOICES),
            "initial_option": option(marked=True),
        },
        ["options"],
        chosen_exist,
    ),
    "checkboxes": shape(
        {
            **ASKED,
            "options": many(option(marked=True), limits.CHOICES),
            "initial_options": many(option(marked=True), limits.CHOICES),
        },
        ["options"],
        chosen_exist,
    ),
}
PICKERS: Final[Mapping[str, Check]] = {
    "datepicker": shape({**HELD, "initial_date": day}),
    "timepicker": shape({**HELD, "initial_time": clock, "timezone": string()}),
    "datetimepicker": shape(
        {**ASKED, "initial_date_time": whole(10**9, limits.EMAIL_DATE_SECONDS)}
    ),
}
