"""reactions.*: the bot's reactions to messages."""

from bot.playground.ask import Ask
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.messages import Message
from bot.playground.posting import show
from bot.playground.refusals import Refusal


def add(ask: Ask) -> Json:
    """reactions.add."""
    channel, message = target(ask)
    users = message.reactions.setdefault(ask.need("name").strip(":"), [])
    if ask.workspace.bot.id in users:
        raise Refusal("already_reacted")
    users.append(ask.workspace.bot.id)
    show(ask.slack, ask.workspace, channel, message)
    return {}


def remove(ask: Ask) -> Json:
    """reactions.remove."""
    channel, message = target(ask)
    users = message.reactions.get(ask.need("name").strip(":"), [])
    if ask.workspace.bot.id not in users:
        raise Refusal("no_reaction")
    users.remove(ask.workspace.bot.id)
    show(ask.slack, ask.workspace, channel, message)
    return {}


def get(ask: Ask) -> Json:
    """reactions.get."""
    channel, message = target(ask)
    return {"type": "message", "channel": channel.id, "message": message.as_json()}


def target(ask: Ask) -> tuple[Channel, Message]:
    """Return the message that a call names by channel and timestamp."""
    channel = ask.channel()
    message = channel.messages.get(ask.need("timestamp"))
    if message is None:
        raise Refusal("message_not_found")
    return channel, message


METHODS = {"reactions.add": add, "reactions.get": get, "reactions.remove": remove}
