"""Elements: buttons, inputs and images, and where each element may stand."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.blocks import limits
from bot.blocks.linting.checks import (
    Check,
    Fault,
    Object,
    anything,
    flag,
    many,
    number_value,
    numeral,
    one_of,
    shape,
    string,
    typed,
    url,
    whole,
)
from bot.blocks.linting.menus import (
    ACTION,
    CHOICES,
    HELD,
    MULTI_MENUS,
    PICKERS,
    SINGLE_MENUS,
    menu,
)
from bot.blocks.linting.ranges import in_order, short_enough, whole_numbers
from bot.blocks.linting.rich import RICH_TEXT
from bot.blocks.linting.texts import CONFIRM, option, plain

_LABEL: Final = string(limits.ACCESSIBILITY_LABEL)
_USERS: Final = many(string(), limits.VISIBLE_USERS)
_DISPATCH: Final = shape(
    {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)},
    ["trigger_actions_on"],
)
_OPINION: Final = shape(
    {
        "text": plain(limits.BUTTON_TEXT),
        "value": string(limits.BUTTON_VALUE),
        "accessibility_label": _LABEL,
    },
    ["text", "value"],
)
_WORKFLOW: Final = shape(
    {
        "trigger": shape(
            {
                "url": url(limits.URL),
                "customizable_input_parameters": many(
                    shape({"name": string(), "value": anything}, ["name", "value"]), None, 0
                ),
            },
            ["url"],
        )
    },
    ["trigger"],
)


def picture(value: Object, path: str) -> Iterator[Fault]:
    """Check that an image has exactly one source."""
    sources = [name for name in ("image_url", "slack_file") if value.get(name) is not None]
    if len(sources) != 1:
        yield Fault(path, "image-source", "needs image_url or slack_file, and not both")


def _file(value: Object, path: str) -> Iterator[Fault]:
    if (value.get("id") is None) == (value.get("url") is None):
        yield Fault(path, "file-source", "needs id or url, and not both")


SLACK_FILE: Final = shape({"id": string(), "url": url(limits.URL)}, [], _file)
IMAGE: Final = shape(
    {
        "type": anything,
        "alt_text": string(limits.ALT_TEXT),
        "image_url": url(limits.URL, web=True),
        "slack_file": SLACK_FILE,
    },
    ["alt_text"],
    picture,
)


BUTTON: Final = shape(
    {
        **ACTION,
        "text": plain(limits.BUTTON_TEXT),
        "url": url(limits.URL),
        "value": string(limits.BUTTON_VALUE, 0),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": _LABEL,
        "agent_prompt": string(limits.AGENT_PROMPT),
        "agent_prompt_display": string(),
        "visible_to_user_ids": _USERS,
    },
    ["text"],
)
BUTTONS: Final[Mapping[str, Check]] = {
    "button": BUTTON,
    "workflow_button": shape(
        {
            **ACTION,
            "text": plain(limits.BUTTON_TEXT),
            "workflow": _WORKFLOW,
            "style": one_of("primary", "danger"),
            "accessibility_label": _LABEL,
        },
        ["text", "workflow"],
    ),
    "overflow": shape(
        {
            **ACTION,
            "confirm": CONFIRM,
            "options": many(option(linked=True), limits.OVERFLOW_OPTIONS),
        },
        ["options"],
    ),
}
FIELDS: Final[Mapping[str, Check]] = {
    "plain_text_input": shape(
        {
            **HELD,
            "initial_value": string(None, 0),
            "multiline": flag,
            "min_length": whole(0, limits.TEXT_INPUT),
            "max_length": whole(1, limits.TEXT_INPUT),
            "dispatch_action_config": _DISPATCH,
        },
        [],
        in_order("min_length", "max_length"),
        short_enough,
    ),
    "number_input": shape(
        {
            **HELD,
            "is_decimal_allowed": flag,
            "initial_value": numeral,
            "min_value": numeral,
            "max_value": numeral,
            "dispatch_action_config": _DISPATCH,
        },
        ["is_decimal_allowed"],
        in_order("min_value", "max_value"),
        whole_numbers,
    ),
    "email_text_input": menu(initial_value=string(None, 0), dispatch_action_config=_DISPATCH),
    "url_text_input": menu(initial_value=string(None, 0), dispatch_action_config=_DISPATCH),
    "file_input": shape(
        {**ACTION, "filetypes": many(string()), "max_files": whole(1, limits.FILES)}
    ),
}
RICH_INPUT: Final[Mapping[str, Check]] = {
    "rich_text_input": shape(
        {
            **HELD,
            "initial_value": RICH_TEXT,
            "dispatch_action_config": _DISPATCH,
            "min_lines": whole(1, limits.RICH_LINES),
            "max_lines": whole(1, limits.RICH_LINES),
        },
        [],
        in_order("min_lines", "max_lines"),
    )
}
OPINIONS: Final[Mapping[str, Check]] = {
    "feedback_buttons": shape(
        {**ACTION, "positive_button": _OPINION, "negative_button": _OPINION},
        ["positive_button", "negative_button"],
    ),
    "icon_button": shape(
        {
            **ACTION,
            "icon": one_of("trash"),
            "text": plain(),
            "value": string(limits.BUTTON_VALUE),
            "confirm": CONFIRM,
            "accessibility_label": _LABEL,
            "visible_to_user_ids": _USERS,
        },
        ["icon", "text"],
    ),
}
SOURCE: Final = shape(
    {"type": one_of("url"), "url": url(limits.URL), "text": string()}, ["type", "url", "text"]
)

_KNOWN: Final = frozenset(
    {
        "image",
        "plain_text",
        "mrkdwn",
        *SINGLE_MENUS,
        *MULTI_MENUS,
        *CHOICES,
        *PICKERS,
        *BUTTONS,
        *FIELDS,
        *RICH_INPUT,
        *OPINIONS,
    }
)


def _place(*groups: Mapping[str, Check]) -> Check:
    merged = {name: check for group in groups for name, check in group.items()}
    return typed(merged, "element", _KNOWN)


_DATE_AND_TIME: Final = {name: PICKERS[name] for name in ("datepicker", "timepicker")}
ACCESSORY: Final = _place(
    BUTTONS, CHOICES, _DATE_AND_TIME, SINGLE_MENUS, MULTI_MENUS, {"image": IMAGE}
)
IN_ACTIONS: Final = _place(BUTTONS, CHOICES, PICKERS, SINGLE_MENUS, MULTI_MENUS)
IN_INPUT: Final = _place(CHOICES, PICKERS, SINGLE_MENUS, MULTI_MENUS, FIELDS, RICH_INPUT)
IN_CONTEXT_ACTIONS: Final = _place(OPINIONS)
IN_CARD: Final = _place({"button": BUTTON})
OVERFLOW: Final = _place({"overflow": BUTTONS["overflow"]})
RAW_NUMBER: Final = shape(
    {"type": anything, "value": number_value, "text": string()}, ["value", "text"]
)
