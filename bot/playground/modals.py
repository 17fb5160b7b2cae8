"""Modals as a stack for each person: what opens, replaces, covers and closes them."""

import copy

from bot.playground.changes import Json
from bot.playground.core import Slack
from bot.playground.limits import Surface, faults, refuse
from bot.playground.posting import name_blocks
from bot.playground.refusals import Refusal
from bot.playground.views import View
from bot.playground.workspace import Workspace

DEEPEST = 3


def check_view(content: Json) -> None:
    """Refuse a view that Slack would refuse.

    Raises:
        Refusal: `view_too_large` or `invalid_arguments`.
    """
    surface: Surface = "home" if content.get("type") == "home" else "modal"
    if code := refuse(content, surface):
        raise Refusal(code, response_metadata={"messages": faults(content, surface)})


def new_view(slack: Slack, workspace: Workspace, user: str, content: Json) -> View:
    """Make a view of its content, with ids filled in."""
    external = content.get("external_id")
    if external and any(v.external_id == external and v.user != user for v in workspace.views()):
        raise Refusal("duplicate_external_id")
    content = copy.deepcopy(content)
    name_blocks(slack, content.get("blocks", []))
    name = slack.world.new_id("V")
    view = View(name, workspace.id, user, content, slack.world.new_id("h"), name)
    view.app_id, view.bot_id = workspace.app_id, workspace.bot.bot_id
    return view


def replace_all(slack: Slack, workspace: Workspace, view: View) -> None:
    """Show a view as the only modal of its person."""
    workspace.stacks[view.user] = [view]
    show_top(slack, workspace, view.user)


def push(slack: Slack, workspace: Workspace, user: str, content: Json) -> View:
    """Show a view on top of the modals a person has open.

    Raises:
        Refusal: `view_not_found` without one, `push_limit_reached` above three.
    """
    stack = workspace.stacks.setdefault(user, [])
    if not stack:
        raise Refusal("view_not_found")
    if len(stack) >= DEEPEST:
        raise Refusal("push_limit_reached")
    view = new_view(slack, workspace, user, content)
    view.root_id, view.previous_id = stack[0].id, stack[-1].id
    stack.append(view)
    show_top(slack, workspace, user)
    return view


def change_view(slack: Slack, workspace: Workspace, view: View, content: Json) -> None:
    """Put new content into an open view; what was filled in stays where the ids stay."""
    content = copy.deepcopy(content)
    name_blocks(slack, content.get("blocks", []))
    view.content = content
    view.hash = slack.world.new_id("h")
    if content.get("type") == "home":
        slack.world.announce("home", workspace.id, view.as_json(), view.user)
    else:
        show_top(slack, workspace, view.user)


def close_top(slack: Slack, workspace: Workspace, user: str) -> None:
    """Close the top modal; the one below shows again."""
    workspace.stacks[user].pop()
    show_top(slack, workspace, user)


def close_all(slack: Slack, workspace: Workspace, user: str) -> None:
    """Close every modal of a person."""
    workspace.stacks[user] = []
    show_top(slack, workspace, user)


def show_top(slack: Slack, workspace: Workspace, user: str) -> None:
    """Announce the modal that a person sees, or that there is none."""
    stack = workspace.stacks.get(user) or []
    data = {"view": stack[-1].as_json() if stack else None, "depth": len(stack)}
    slack.world.announce("modal", workspace.id, data, user)
