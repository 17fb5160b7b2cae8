"""views.*: modals and App Home."""

from bot.playground.ask import Ask, missing
from bot.playground.changes import Json
from bot.playground.modals import change_view, check_view, new_view, push, replace_all
from bot.playground.refusals import Refusal
from bot.playground.triggers import use_trigger
from bot.playground.views import View


def open_view(ask: Ask) -> Json:
    """views.open: needs a trigger id of the last three seconds."""
    content = needed_view(ask, "modal")
    trigger = use_trigger(ask.slack, ask.need("trigger_id"))
    view = new_view(ask.slack, ask.workspace, trigger.user, content)
    replace_all(ask.slack, ask.workspace, view)
    return {"view": view.as_json()}


def push_view(ask: Ask) -> Json:
    """views.push: on top of an open modal, three at most."""
    content = needed_view(ask, "modal")
    trigger = use_trigger(ask.slack, ask.need("trigger_id"))
    view = push(ask.slack, ask.workspace, trigger.user, content)
    return {"view": view.as_json()}


def update_view(ask: Ask) -> Json:
    """views.update: by id or external id; refused when the hash is not the present one."""
    view = found(ask)
    content = needed_view(ask, view.content.get("type", "modal"))
    given = ask.text("hash")
    if given and given != view.hash:
        raise Refusal("hash_conflict")
    change_view(ask.slack, ask.workspace, view, content)
    return {"view": view.as_json()}


def publish_view(ask: Ask) -> Json:
    """views.publish: the App Home of one person."""
    person = ask.person("user_id")
    content = needed_view(ask, "home")
    old = ask.workspace.homes.get(person.id)
    given = ask.text("hash")
    if given and old is not None and given != old.hash:
        raise Refusal("hash_conflict")
    view = new_view(ask.slack, ask.workspace, person.id, content)
    if old is not None:
        view.id = view.root_id = old.id
    ask.workspace.homes[person.id] = view
    ask.slack.world.announce("home", ask.team, view.as_json(), person.id)
    return {"view": view.as_json()}


def found(ask: Ask) -> View:
    """Return the view that a call names."""
    name = ask.text("view_id") or ask.text("external_id")
    if not name:
        raise missing("view_id")
    view = ask.workspace.view(name)
    if view is None:
        raise Refusal("not_found")
    return view


def needed_view(ask: Ask, kind: str) -> Json:
    """Return the content of a view, checked."""
    content = ask.args.get("view")
    if not isinstance(content, dict):
        raise missing("view")
    if content.get("type") != kind:
        raise Refusal("invalid_arguments", response_metadata={"messages": [f"not a {kind}"]})
    check_view(content)
    return content


METHODS = {
    "views.open": open_view,
    "views.publish": publish_view,
    "views.push": push_view,
    "views.update": update_view,
}
