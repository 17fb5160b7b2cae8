"""Events as Slack tells them to the bot (docs: Events API)."""

import re

from bot.playground.changes import Json
from bot.playground.channels import EVENT_KIND, Channel
from bot.playground.core import Slack
from bot.playground.delivery import Delivery
from bot.playground.manifest import subscribes
from bot.playground.messages import Message
from bot.playground.workspace import Workspace

FAREWELLS = {"app_uninstalled", "tokens_revoked"}
VERIFICATION_TOKEN = "playground"  # noqa: S105  (a deprecated field that proves nothing)


def tell(
    slack: Slack, workspace: Workspace, event: Json, *, shared: bool = False
) -> Delivery | None:
    """Deliver one event, unless the app is not installed or did not subscribe to it."""
    if not workspace.installed and event["type"] not in FAREWELLS:
        return None
    if not subscribes(slack.manifest, event):
        return None
    return slack.courier.send("event", workspace.id, envelope(slack, workspace, event, shared))


def envelope(slack: Slack, workspace: Workspace, event: Json, shared: bool) -> Json:  # noqa: FBT001  (a fact of the event, passed on)
    """Wrap an event as the Events API does."""
    authorization = {
        "enterprise_id": workspace.enterprise or None,
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "is_bot": True,
        "is_enterprise_install": bool(workspace.enterprise),
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.id,
        "context_team_id": workspace.id,
        "context_enterprise_id": workspace.enterprise or None,
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": slack.world.new_id("Ev"),
        "event_time": int(slack.world.clock()),
        "authorizations": [authorization],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{event['type']}",
    }


def tell_message(
    slack: Slack, workspace: Workspace, channel: Channel, message: Message
) -> list[Delivery]:
    """Deliver a new message: as `message`, and as `app_mention` too when it names the bot."""
    if workspace.bot.id not in channel.members or message.is_ephemeral:
        return []
    event = message.as_json() | place(channel, message.ts)
    told = [tell(slack, workspace, event, shared=channel.shared)]
    if mentions(message.text, workspace.bot.id) and channel.kind != "im" and not message.bot_id:
        mention = {k: v for k, v in event.items() if k not in {"channel_type", "subtype"}}
        mention["type"] = "app_mention"
        told.append(tell(slack, workspace, mention, shared=channel.shared))
    return [delivery for delivery in told if delivery]


def tell_edit(
    slack: Slack, workspace: Workspace, channel: Channel, old: Json, new: Message
) -> list[Delivery]:
    """Deliver `message_changed`."""
    change = {"subtype": "message_changed", "message": new.as_json(), "previous_message": old}
    return _tell_change(slack, workspace, channel, change)


def tell_deletion(
    slack: Slack, workspace: Workspace, channel: Channel, old: Message
) -> list[Delivery]:
    """Deliver `message_deleted`."""
    change = {
        "subtype": "message_deleted",
        "deleted_ts": old.ts,
        "previous_message": old.as_json(),
    }
    return _tell_change(slack, workspace, channel, change)


def _tell_change(
    slack: Slack, workspace: Workspace, channel: Channel, change: Json
) -> list[Delivery]:
    if workspace.bot.id not in channel.members:
        return []
    ts = slack.world.new_ts()
    event = {"type": "message", "hidden": True, "ts": ts} | change | place(channel, ts)
    told = tell(slack, workspace, event, shared=channel.shared)
    return [told] if told else []


def place(channel: Channel, ts: str) -> Json:
    """Return the fields that say where and when something happened."""
    return {"channel": channel.id, "channel_type": EVENT_KIND[channel.kind], "event_ts": ts}


def mentions(text: str, user: str) -> bool:
    """Say whether a text names a user: `<@U123>` or `<@U123|name>`."""
    return re.search(rf"<@{re.escape(user)}(\|[^>]*)?>", text) is not None
