"""Everything one person sees on the page at one moment."""

from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.core import Slack
from bot.playground.manifest import commands, shortcuts
from bot.playground.people import Person
from bot.playground.posting import on_page
from bot.playground.workspace import Workspace


def page_state(slack: Slack, user: str) -> Json:
    """Return what the page draws for a person; for an unknown one, for the first member."""
    me = viewer(slack, user)
    workspace = slack.world.workspace_of(me.id)
    stack = workspace.stacks.get(me.id) or []
    home = workspace.homes.get(me.id)
    return {
        "team": workspace.as_json(),
        "me": me.as_json(),
        "bot": workspace.bot.as_json(),
        "bot_connected": bool(slack.courier.bot_url or slack.courier.sockets.connected),
        "people": [person.as_json() for person in workspace.people.values()],
        "channels": [shown(workspace, c, me.id) for c in workspace.visible_to(me.id)],
        "messages": visible_messages(workspace, me.id),
        "home": home.as_json() if home else None,
        "modal": {"view": stack[-1].as_json() if stack else None, "depth": len(stack)},
        "statuses": list(workspace.statuses.values()),
        "prompts": list(workspace.prompts.values()),
        "sessions": list(workspace.sessions.values()),
        "commands": commands(slack.manifest),
        "shortcuts": shortcuts(slack.manifest),
    }


def viewer(slack: Slack, user: str) -> Person:
    """Return the person who looks; the first member when nobody has this id."""
    for workspace in slack.world.workspaces.values():
        if user in workspace.people:
            return workspace.people[user]
    first = next(iter(slack.world.workspaces.values()))
    return next(p for p in first.people.values() if p.role == "member")


def shown(workspace: Workspace, channel: Channel, user: str) -> Json:
    """Return a conversation as the list names it."""
    return channel.as_json(user) | {"bot_in": workspace.bot.id in channel.members}


def visible_messages(workspace: Workspace, user: str) -> Json:
    """Return every message a person sees, by conversation."""
    return {
        channel.id: [
            on_page(channel, message)
            for message in channel.messages.values()
            if message.only_for in {"", user}
        ]
        for channel in workspace.visible_to(user)
    }
