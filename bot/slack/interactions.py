"""Interactions: buttons, forms and shortcuts translated to visits."""

from dataclasses import replace
from typing import Final

from bot.conversation.turns import Pressed, Submitted
from bot.conversation.verbs import VERBS
from bot.slack.commands import organisation_in
from bot.slack.payload import Payload, list_at, object_at, text_at
from bot.turns import HOME, Act, Commanded, FormOrigin, FormRequested, Visit, is_direct

SHORTCUTS: Final = ("ask_advisor", "ask_about_message")
"""Every shortcut the manifest declares: the global one, and the one on a message."""
ADMINISTER: Final = "admin"
"""The verb of administrators' buttons; the value is the command it stands for."""


def visit_of_interaction(body: Payload, at: str) -> Visit | None:
    """Translate an interaction; None for what carries no act (a closed form, a link button)."""
    match text_at(body, "type"):
        case "block_actions":
            return _button(body, at)
        case "view_submission":
            return _form(body, at)
        case "shortcut" | "message_action":
            return _shortcut(body, at)
        case _:
            return None


def read_button(value: str, version: str = "") -> Pressed | None:
    """Read the value of a button, `verb|fact|value|version`; None when it is not one of ours."""
    parts = [*value.split("|"), "", "", "", ""][:4]
    verb, fact, chosen, written = parts
    number = written or version
    if verb not in VERBS or not (number or "0").isdecimal():
        return None
    return Pressed(verb, fact, chosen, int(number or "0"))


def _button(body: Payload, at: str) -> Visit | None:
    actions = list_at(body, "actions")
    action = actions[0] if actions and isinstance(actions[0], dict) else {}
    pressed = _pressed(body, action)
    act = _act(body, pressed) if pressed else None
    if act is None:
        return None
    visit = _visit(body, _button_key(body, action, act), text_at(action, "action_ts") or at, act)
    origin = FormOrigin() if isinstance(act, Commanded) else _remembered(body)
    return replace(
        visit,
        message_ts=_message_ts(body),
        thread_ts=_thread_ts(body),
        view=_view_of(body),
        consultation=origin.consultation,
        asked_at=origin.asked_at,
    )


def _act(body: Payload, pressed: Pressed) -> Act:
    """Return what a button asks for: a form of the advisor's own, a command, or a turn."""
    if pressed.verb == ADMINISTER:
        return Commanded(pressed.value)
    if pressed.verb == "new":
        return FormRequested()
    if (pressed.verb, pressed.fact) == ("more", "start"):
        text = dict(filled_fields(object_at(body, "view"))).get("text", "")
        return FormRequested(text, int(pressed.value) if pressed.value.isdecimal() else 0)
    return pressed


def _remembered(body: Payload) -> FormOrigin:
    return FormOrigin.parse(text_at(body, "view", "private_metadata"))


def _pressed(body: Payload, action: Payload) -> Pressed | None:
    chosen = (
        text_at(action, "selected_option", "value")
        or text_at(action, "value")
        or text_at(action, "selected_date")
    )
    pressed = read_button(chosen if "|" in chosen else text_at(action, "action_id"))
    if pressed is None:
        return None
    if "|" not in chosen and chosen:
        pressed = Pressed(pressed.verb, pressed.fact, chosen, pressed.version)
    if pressed.verb == "answer" and not pressed.value:
        typed = _typed(body, pressed.fact)
        pressed = Pressed(pressed.verb, pressed.fact, typed, pressed.version)
    return pressed


def _typed(body: Payload, fact: str) -> str:
    """Return what stands in the fields of a message about a fact; the first that is filled in."""
    for elements in object_at(body, "state", "values").values():
        for name, element in object_at(elements).items():
            pressed = read_button(str(name))
            if pressed and pressed.fact == fact and isinstance(element, dict) and _filled(element):
                return _filled(element)
    return ""


def _filled(element: Payload) -> str:
    if chosen := text_at(element, "selected_option", "value"):
        return chosen
    if several := list_at(element, "selected_options"):
        return ",".join(text_at(option, "value") for option in several)
    return (
        text_at(element, "value")
        or text_at(element, "selected_date")
        or text_at(element, "selected_conversation")
    )


def _form(body: Payload, at: str) -> Visit:
    view = object_at(body, "view")
    values = filled_fields(view)
    origin = _remembered(body)
    act = Submitted(text_at(view, "callback_id"), values, origin.version)
    visit = _visit(body, f"form:{text_at(view, 'id')}:{text_at(view, 'hash')}", at, act)
    return replace(visit, consultation=origin.consultation, asked_at=origin.asked_at, view=HOME)


def filled_fields(view: Payload) -> tuple[tuple[str, str], ...]:
    """Return what was filled in, by block id in order; empty fields are left out."""
    filled = (
        (str(block), _filled(element))
        for block, elements in object_at(view, "state", "values").items()
        for element in object_at(elements).values()
        if isinstance(element, dict)
    )
    return tuple((block, value) for block, value in filled if value)


def _shortcut(body: Payload, at: str) -> Visit | None:
    if text_at(body, "callback_id") not in SHORTCUTS:
        return None
    words = text_at(body, "message", "text")
    visit = _visit(body, f"shortcut:{text_at(body, 'trigger_id')}", at, FormRequested(words))
    return replace(visit, message_ts=_message_ts(body), thread_ts=_thread_ts(body))


def _visit(body: Payload, key: str, at: str, act: Act) -> Visit:
    workspace = (
        text_at(body, "team", "id")
        or text_at(body, "view", "team_id")
        or text_at(body, "user", "team_id")
    )
    channel = text_at(body, "channel", "id") or text_at(body, "container", "channel_id")
    return Visit(
        key=key,
        at=at,
        workspace=workspace,
        user=text_at(body, "user", "id"),
        channel=channel,
        act=act,
        direct=is_direct(channel),
        foreign=(text_at(body, "user", "team_id") or workspace) != workspace,
        trigger=text_at(body, "trigger_id"),
        response_url=text_at(body, "response_url"),
        enterprise=organisation_in(body),
    )


def _button_key(body: Payload, action: Payload, act: Act) -> str:
    where = _message_ts(body) or text_at(body, "container", "view_id")
    shows = isinstance(act, Pressed) and VERBS[act.verb].only_shows
    stays = (
        _view_of(body) == "home"
    )  # its buttons are there for ever, and change nothing by themselves
    moment = text_at(action, "action_ts") if shows or stays else ""
    parts = (
        text_at(body, "team", "id"),
        text_at(body, "user", "id"),
        where,
        text_at(action, "action_id"),
        repr(act),
        moment,
    )
    return "button:" + ":".join(parts)


def _view_of(body: Payload) -> str:
    """Return the window a button stood in: its id, "home" for the page, "" for a message."""
    kind = text_at(body, "view", "type")
    return HOME if kind == HOME else text_at(body, "view", "id")


def _message_ts(body: Payload) -> str | None:
    return text_at(body, "container", "message_ts") or text_at(body, "message", "ts") or None


def _thread_ts(body: Payload) -> str | None:
    return text_at(body, "container", "thread_ts") or text_at(body, "message", "thread_ts") or None
