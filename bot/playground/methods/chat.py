"""chat.*: messages the bot posts, changes, deletes and whispers."""

from bot.playground.ask import Ask
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.limits import MARKDOWN_TEXT, MESSAGE_TEXT, UPDATE_TEXT, faults, refuse
from bot.playground.messages import Message
from bot.playground.posting import delete, edit, post
from bot.playground.refusals import Refusal


def post_message(ask: Ask) -> Json:
    """chat.postMessage."""
    channel = ask.joined()
    message = compose(ask, channel)
    message.broadcast = ask.flag("reply_broadcast")
    post(ask.slack, ask.workspace, channel, message)
    shown = message.as_json(with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(ask: Ask) -> Json:
    """chat.postEphemeral."""
    channel = ask.joined()
    person = ask.person()
    if person.id not in channel.members:
        raise Refusal("user_not_in_channel")
    message = compose(ask, channel)
    message.only_for = person.id
    post(ask.slack, ask.workspace, channel, message)
    return {"message_ts": message.ts}


def update(ask: Ask) -> Json:
    """chat.update: fields that are not given stay, blocks go when only a text is given."""
    channel = ask.joined()
    message = ask.message(channel, "cant_update_message")
    if message.streaming:
        raise Refusal("streaming_state_conflict")
    if len(ask.text("text")) > UPDATE_TEXT:
        raise Refusal("msg_too_long")
    draft = compose(ask, channel)
    changes: Json = {"text": draft.text, "blocks": draft.blocks, "closing": []}
    changes |= {"attachments": draft.attachments}
    if draft.metadata:
        changes["metadata"] = draft.metadata
    edit(ask.slack, ask.workspace, channel, message, changes)
    shown = message.as_json(with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


def remove(ask: Ask) -> Json:
    """chat.delete."""
    channel = ask.joined()
    message = ask.message(channel, "cant_delete_message")
    delete(ask.slack, ask.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(ask: Ask) -> Json:
    """chat.getPermalink."""
    channel = ask.channel()
    message = channel.messages.get(ask.need("message_ts"))
    if message is None:
        raise Refusal("message_not_found")
    link = f"{ask.slack.base}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if not message.is_root:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def compose(ask: Ask, channel: Channel) -> Message:
    """Return the message that a call describes, its texts and blocks within Slack's limits.

    Raises:
        Refusal: `no_text`, `msg_too_long`, `invalid_blocks`, `thread_not_found`, …
    """
    blocks = content(ask)
    bot = ask.workspace.bot
    return Message(
        ask.slack.world.new_ts(),
        channel.id,
        ask.team,
        bot.id,
        ask.text("text") or ask.text("markdown_text"),
        thread(ask, channel),
        blocks,
        ask.items("attachments"),
        metadata(ask),
        bot_id=bot.bot_id,
        app_id=ask.workspace.app_id,
        username=ask.text("username"),
        icon_emoji=ask.text("icon_emoji"),
    )


def content(ask: Ask) -> list[Json]:
    """Return the blocks of a message, checked together with its texts."""
    text, markdown, blocks = ask.text("text"), ask.text("markdown_text"), ask.items("blocks")
    if not (text or markdown or blocks or ask.args.get("attachments")):
        raise Refusal("no_text")
    if markdown and (text or blocks):
        raise Refusal("markdown_text_conflict")
    if len(text) > MESSAGE_TEXT or len(markdown) > MARKDOWN_TEXT:
        raise Refusal("msg_too_long")
    check_blocks(blocks)
    return [{"type": "markdown", "text": markdown}] if markdown else blocks


def check_blocks(blocks: list[Json]) -> None:
    """Refuse blocks that Slack would refuse in a message."""
    payload = {"blocks": blocks}
    if code := refuse(payload, "message"):
        problems = faults(payload, "message")
        raise Refusal(code, errors=problems, response_metadata={"messages": problems})


def thread(ask: Ask, channel: Channel) -> str | None:
    """Return the root of the thread a message goes into, or None for the channel itself."""
    ts = ask.text("thread_ts")
    if not ts:
        return None
    if ts not in channel.known:
        raise Refusal("thread_not_found")
    return channel.root_of(ts)


def metadata(ask: Ask) -> Json | None:
    """Return the metadata of a message."""
    value = ask.args.get("metadata")
    if not value:
        return None
    if not isinstance(value, dict) or not {"event_type", "event_payload"} <= set(value):
        raise Refusal("invalid_metadata_format")
    return value


METHODS = {
    "chat.delete": remove,
    "chat.getPermalink": permalink,
    "chat.postEphemeral": post_ephemeral,
    "chat.postMessage": post_message,
    "chat.update": update,
}
