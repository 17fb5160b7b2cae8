"""Posting, editing and deleting messages, by people and by the bot alike."""

from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.core import Slack
from bot.playground.delivery import Delivery
from bot.playground.events import tell_deletion, tell_edit, tell_message
from bot.playground.messages import Message
from bot.playground.workspace import Workspace

SLACKBOT = "USLACKBOT"


def post(slack: Slack, workspace: Workspace, channel: Channel, message: Message) -> list[Delivery]:
    """Put a new message into a conversation, show it, and tell the bot."""
    name_blocks(slack, message.blocks)
    channel.add(message)
    show(slack, workspace, channel, message)
    if message.thread_ts and (root := channel.messages.get(message.thread_ts)):
        show(slack, workspace, channel, root)
    if message.bot_id:
        clear_status(slack, workspace, channel, message.thread_ts or "")
    return tell_message(slack, workspace, channel, message)


def edit(
    slack: Slack, workspace: Workspace, channel: Channel, message: Message, changes: Json
) -> list[Delivery]:
    """Change fields of a message, show it, and tell the bot."""
    old = message.as_json()
    for name, value in changes.items():
        setattr(message, name, value)
    name_blocks(slack, message.blocks)
    message.edited_at = slack.world.new_ts()
    show(slack, workspace, channel, message)
    if message.is_ephemeral:
        return []
    return tell_edit(slack, workspace, channel, old, message)


def delete(
    slack: Slack, workspace: Workspace, channel: Channel, message: Message
) -> list[Delivery]:
    """Take a message away, show that, and tell the bot."""
    del channel.messages[message.ts]
    gone = {"channel": channel.id, "ts": message.ts, "thread_ts": message.thread_ts}
    slack.world.announce("gone", workspace.id, gone, message.only_for)
    if message.is_ephemeral:
        return []
    return tell_deletion(slack, workspace, channel, message)


def show(slack: Slack, workspace: Workspace, channel: Channel, message: Message) -> None:
    """Announce a message as it is now to those who may see it."""
    data = on_page(channel, message)
    slack.world.announce("message", workspace.id, data, message.only_for)


def on_page(channel: Channel, message: Message) -> Json:
    """Return a message as the page draws it."""
    return (
        message.as_json()
        | channel.thread_facts(message)
        | {
            "channel": channel.id,
            "ephemeral": message.is_ephemeral,
            "streaming": message.streaming,
        }
    )


def clear_status(slack: Slack, workspace: Workspace, channel: Channel, thread: str) -> None:
    """Take the "is thinking…" line away: Slack does so when the bot posts."""
    if workspace.statuses.pop((channel.id, thread), None) is not None:
        data = {"channel": channel.id, "thread_ts": thread, "status": ""}
        slack.world.announce("status", workspace.id, data)


def whisper(slack: Slack, workspace: Workspace, channel: Channel, user: str, text: str) -> Message:
    """Let Slackbot say something to one person."""
    message = Message(slack.world.new_ts(), channel.id, workspace.id, SLACKBOT, text, only_for=user)
    post(slack, workspace, channel, message)
    return message


def name_blocks(slack: Slack, blocks: list[Json]) -> None:
    """Give every block and interactive element the id that Slack would make up."""
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = slack.world.new_id("b")
        for element in elements_of(block):
            if not element.get("action_id"):
                element["action_id"] = slack.world.new_id("a")


INTERACTIVE = {
    "button",
    "checkboxes",
    "channels_select",
    "conversations_select",
    "datepicker",
    "datetimepicker",
    "email_text_input",
    "external_select",
    "feedback_buttons",
    "file_input",
    "icon_button",
    "multi_channels_select",
    "multi_conversations_select",
    "multi_external_select",
    "multi_static_select",
    "multi_users_select",
    "number_input",
    "overflow",
    "plain_text_input",
    "radio_buttons",
    "rich_text_input",
    "static_select",
    "timepicker",
    "url_text_input",
    "users_select",
    "workflow_button",
}


def elements_of(block: Json) -> list[Json]:
    """Return the interactive elements of a block, those of nested blocks too, in order."""
    found = [block] if block.get("type") in INTERACTIVE else []
    for value in block.values():
        nested = value if isinstance(value, list) else [value]
        for item in nested:
            if isinstance(item, dict):
                found.extend(elements_of(item))
    return found
