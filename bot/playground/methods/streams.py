"""chat.*Stream: text that appears while it is written."""

from bot.playground.ask import Ask, missing
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.events import tell_edit, tell_message
from bot.playground.limits import MARKDOWN_TEXT
from bot.playground.messages import Message
from bot.playground.methods.agents import set_session
from bot.playground.methods.chat import check_blocks, metadata, thread
from bot.playground.posting import clear_status, name_blocks, show
from bot.playground.refusals import Refusal


def start(ask: Ask) -> Json:
    """chat.startStream: always a reply; in channels for one recipient."""
    channel = ask.joined()
    root = thread(ask, channel)
    if root is None:
        raise missing("thread_ts")
    if channel.kind != "im":
        check_recipient(ask)
    bot = ask.workspace.bot
    message = Message(
        ask.slack.world.new_ts(), channel.id, ask.team, bot.id, thread_ts=root, streaming=True
    )
    message.bot_id, message.app_id = bot.bot_id, ask.workspace.app_id
    message.username, message.icon_emoji = ask.text("username"), ask.text("icon_emoji")
    message.started_at = ask.slack.world.clock()
    extend(ask, message)
    channel.add(message)
    clear_status(ask.slack, ask.workspace, channel, root)
    show(ask.slack, ask.workspace, channel, message)
    if first := channel.messages.get(root):
        show(ask.slack, ask.workspace, channel, first)
    tell_message(ask.slack, ask.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def append(ask: Ask) -> Json:
    """chat.appendStream."""
    channel, message = running(ask)
    if not (ask.text("markdown_text") or ask.args.get("chunks")):
        raise Refusal("no_text")
    extend(ask, message)
    show(ask.slack, ask.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def stop(ask: Ask) -> Json:
    """chat.stopStream: the text so far stays, blocks may follow it."""
    channel, message = running(ask)
    old = message.as_json()
    blocks = ask.items("blocks")
    check_blocks(blocks)
    extend(ask, message)
    message.closing += blocks
    message.metadata = metadata(ask) or message.metadata
    message.streaming = False
    compose_blocks(ask, message)
    if status := ask.text("session_status"):
        set_session(ask, channel, message.thread_ts or "", {"status": status})
    show(ask.slack, ask.workspace, channel, message)
    tell_edit(ask.slack, ask.workspace, channel, old, message)
    shown = message.as_json(with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def running(ask: Ask) -> tuple[Channel, Message]:
    """Return the stream that a call goes on with.

    Raises:
        Refusal: `message_not_in_streaming_state`, also when it was open for too long.
    """
    channel = ask.joined()
    message = ask.message(channel, "message_not_owned_by_app")
    age = ask.slack.world.clock() - message.started_at
    if message.streaming and age > ask.slack.stream_seconds:
        message.streaming = False
        show(ask.slack, ask.workspace, channel, message)
    if not message.streaming:
        raise Refusal("message_not_in_streaming_state")
    return channel, message


def check_recipient(ask: Ask) -> None:
    """Refuse a stream into a channel that does not say for whom it is."""
    if not ask.text("recipient_team_id"):
        raise Refusal("missing_recipient_team_id")
    if not ask.text("recipient_user_id"):
        raise Refusal("missing_recipient_user_id")


def extend(ask: Ask, message: Message) -> None:
    """Add the text and the chunks of a call to a stream."""
    added = [{"type": "markdown_text", "text": ask.text("markdown_text")}, *ask.items("chunks")]
    length = sum(len(chunk.get("text", "")) for chunk in added)
    if length > MARKDOWN_TEXT:
        raise Refusal("msg_too_long")
    for chunk in added:
        add_chunk(message, chunk)
    compose_blocks(ask, message)


def add_chunk(message: Message, chunk: Json) -> None:
    """Add one chunk: text, a task card, a plan's title, or blocks."""
    kind = chunk.get("type")
    if kind == "markdown_text":
        message.text += chunk.get("text", "")
    elif kind == "task_update":
        task = {k: v for k, v in chunk.items() if k not in {"type", "id"}}
        known = message.tasks.setdefault(chunk["id"], {"task_id": chunk["id"]})
        known |= {"type": "task_card"} | task
    elif kind == "plan_update":
        message.tasks.setdefault("plan", {"type": "plan"})["title"] = chunk.get("title", "")
    elif kind == "blocks":
        check_blocks(chunk.get("blocks", []))
        message.closing += chunk.get("blocks", [])
    else:
        raise Refusal("invalid_chunks")


def compose_blocks(ask: Ask, message: Message) -> None:
    """Rebuild the blocks of a streamed message from its text, tasks and closing blocks."""
    text = [{"type": "markdown", "text": message.text}] if message.text else []
    tasks = [task for name, task in message.tasks.items() if name != "plan"]
    if plan := message.tasks.get("plan"):
        tasks = [plan | {"tasks": tasks}]
    message.blocks = [*tasks, *text, *message.closing]
    name_blocks(ask.slack, message.blocks)


METHODS = {
    "chat.appendStream": append,
    "chat.startStream": start,
    "chat.stopStream": stop,
}
