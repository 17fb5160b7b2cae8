"""What people fill in: `state.values` of a message or view, and what Slack checks before sending."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from bot.errors import UsageError
from bot.playground.changes import Json
from bot.playground.posting import elements_of

Filled: TypeAlias = str | list[str] | None
"""One answer: typed text, an option's value or label, a date, or several options."""

ONE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
MANY_OPTIONS = {"checkboxes", "multi_static_select", "multi_external_select"}
TYPED = {"plain_text_input", "number_input", "email_text_input", "url_text_input"}
PICKED = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
}
PICKED_MANY = {
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}


def options_of(element: Json) -> list[Json]:
    """Return the options of an element, those of its groups too."""
    grouped = [
        option for group in element.get("option_groups") or [] for option in group["options"]
    ]
    return [*(element.get("options") or []), *grouped]


def choose(element: Json, wanted: str) -> Json:
    """Return the option with this value or label.

    Raises:
        UsageError: There is none.
    """
    for option in options_of(element):
        if wanted in {option.get("value"), option["text"]["text"]}:
            return option
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": wanted}, "value": wanted}
    offered = ", ".join(option["text"]["text"] for option in options_of(element))
    raise UsageError(f"there is no option {wanted!r}", f"Choose one of: {offered}.")


def entry(element: Json, filled: Filled) -> Json:
    """Return an answer as `state.values` holds it for this kind of element."""
    kind = element["type"]
    many = [filled] if isinstance(filled, str) else (filled or [])
    one = many[0] if many else None
    if kind in ONE_OPTION:
        return {"type": kind, "selected_option": choose(element, one) if one else None}
    if kind in MANY_OPTIONS:
        return {"type": kind, "selected_options": [choose(element, each) for each in many]}
    if kind in PICKED:
        value: object = int(one) if one and kind == "datetimepicker" else one
        return {"type": kind, PICKED[kind]: value}
    if kind in PICKED_MANY:
        return {"type": kind, PICKED_MANY[kind]: list(many)}
    return {"type": kind, "value": one}


def initial(element: Json) -> Json:
    """Return the answer an element begins with."""
    kind = element["type"]
    if kind in ONE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in MANY_OPTIONS:
        return {"type": kind, "selected_options": element.get("initial_options") or []}
    if kind in PICKED:
        name = PICKED[kind].replace("selected", "initial")
        return {"type": kind, PICKED[kind]: element.get(name)}
    if kind in PICKED_MANY:
        name = PICKED_MANY[kind].replace("selected", "initial")
        return {"type": kind, PICKED_MANY[kind]: element.get(name) or []}
    return {"type": kind, "value": element.get("initial_value")}


def holds_state(element: Json) -> bool:
    """Say whether an element stands in `state.values`."""
    kind = element["type"]
    chosen = (ONE_OPTION - {"overflow"}) | MANY_OPTIONS | TYPED
    return kind in chosen or kind in PICKED or kind in PICKED_MANY or kind == "rich_text_input"


def state(blocks: list[Json], filled: Mapping[str, Filled], before: Json) -> Json:
    """Return `state.values` for blocks: filled in now (by action id), before, or at first.

    Raises:
        UsageError: An action id is not in the blocks, or an option does not exist.
    """
    values: Json = {}
    known = set()
    for block in blocks:
        for element in elements_of(block):
            name = element["action_id"]
            known.add(name)
            if holds_state(element):
                kept = before.get(block["block_id"], {}).get(name) or initial(element)
                answer = entry(element, filled[name]) if name in filled else kept
                values.setdefault(block["block_id"], {})[name] = answer
    for name in filled:
        if name not in known:
            raise UsageError(f"there is no field {name!r}", f"Fields: {', '.join(sorted(known))}.")
    return values


def check(blocks: list[Json], values: Json) -> dict[str, str]:
    """Return what Slack itself says at fields before a form is sent, by block id."""
    faults = {}
    for block in blocks:
        if block.get("type") == "input":
            element = block["element"]
            answer = values.get(block["block_id"], {}).get(element["action_id"], {})
            fault = problem(element, answer, optional=bool(block.get("optional")))
            if fault:
                faults[block["block_id"]] = fault
    return faults


def problem(element: Json, answer: Json, *, optional: bool) -> str:
    """Return what is wrong with one answer, or ""."""
    given = [value for name, value in answer.items() if name != "type"]
    if not any(given):
        return "" if optional else "Please complete this required field."
    if element["type"] == "number_input":
        return number_problem(element, str(answer["value"]))
    if element["type"] == "plain_text_input":
        return length_problem(element, str(answer["value"]))
    return ""


def number_problem(element: Json, text: str) -> str:
    """Return what is wrong with a number."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Please enter a whole number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and number < Decimal(str(low)):
        return f"Please enter a number of at least {low}."
    if high is not None and number > Decimal(str(high)):
        return f"Please enter a number of at most {high}."
    return ""


def length_problem(element: Json, text: str) -> str:
    """Return what is wrong with the length of a text."""
    low, high = element.get("min_length") or 0, element.get("max_length")
    if len(text) < low:
        return f"Please enter at least {low} characters."
    if high is not None and len(text) > high:
        return f"Please enter at most {high} characters."
    return ""
