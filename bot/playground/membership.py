"""Who is in which conversation."""

from bot.playground.changes import Json
from bot.playground.channels import EVENT_KIND, Channel
from bot.playground.core import Slack
from bot.playground.delivery import Delivery
from bot.playground.events import tell
from bot.playground.people import Person
from bot.playground.workspace import Workspace


def join(
    slack: Slack, workspace: Workspace, channel: Channel, person: Person, inviter: str = ""
) -> Delivery | None:
    """Add a person to a conversation; tell the bot when it is in it."""
    if person.id in channel.members:
        return None
    channel.members.append(person.id)
    slack.world.announce("channel", workspace.id, channel.as_json())
    if workspace.bot.id not in channel.members:
        return None
    event = moved(slack, channel, person) | {"type": "member_joined_channel"}
    event |= {"inviter": inviter} if inviter else {}
    return tell(slack, workspace, event, shared=channel.shared)


def leave(slack: Slack, workspace: Workspace, channel: Channel, person: Person) -> Delivery | None:
    """Take a person out of a conversation; tell the bot when it was in it."""
    if person.id not in channel.members:
        return None
    heard = workspace.bot.id in channel.members
    channel.members.remove(person.id)
    slack.world.announce("channel", workspace.id, channel.as_json())
    if not heard:
        return None
    event = moved(slack, channel, person) | {"type": "member_left_channel"}
    return tell(slack, workspace, event, shared=channel.shared)


def moved(slack: Slack, channel: Channel, person: Person) -> Json:
    """Return what Slack tells of somebody who came or left."""
    return {
        "user": person.id,
        "channel": channel.id,
        "channel_type": EVENT_KIND[channel.kind][0].upper(),
        "team": person.team,
        "event_ts": slack.world.new_ts(),
    }
