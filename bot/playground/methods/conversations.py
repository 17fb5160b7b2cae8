"""conversations.*: the channels the bot can see, and what was said in them."""

from bot.playground.ask import Ask
from bot.playground.changes import Json
from bot.playground.channels import Channel, ChannelKind
from bot.playground.membership import join
from bot.playground.messages import Message
from bot.playground.refusals import Refusal

KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


def visible(ask: Ask, user: str) -> list[Json]:
    """Return the channels of the kinds asked for that a user sees."""
    asked = (ask.text("types") or "public_channel").split(",")
    kinds = {KINDS[name.strip()] for name in asked if name.strip() in KINDS}
    return [c.as_json(user) for c in ask.workspace.visible_to(user) if c.kind in kinds]


def list_all(ask: Ask) -> Json:
    """conversations.list."""
    rows, cursor = ask.page(visible(ask, ask.workspace.bot.id))
    return {"channels": rows, "response_metadata": {"next_cursor": cursor}}


def list_of_user(ask: Ask) -> Json:
    """users.conversations: those a user, else the bot, is in."""
    user = ask.text("user") or ask.workspace.bot.id
    rows, cursor = ask.page([row for row in visible(ask, user) if row["is_member"]])
    return {"channels": rows, "response_metadata": {"next_cursor": cursor}}


def info(ask: Ask) -> Json:
    """conversations.info."""
    return {"channel": ask.channel().as_json(ask.workspace.bot.id)}


def members(ask: Ask) -> Json:
    """conversations.members."""
    channel = ask.channel()
    return {"members": list(channel.members), "response_metadata": {"next_cursor": ""}}


def join_channel(ask: Ask) -> Json:
    """conversations.join."""
    channel = ask.channel()
    if channel.kind != "public":
        raise Refusal("method_not_supported_for_channel_type")
    join(ask.slack, ask.workspace, channel, ask.workspace.bot)
    return {"channel": channel.as_json(ask.workspace.bot.id)}


def open_direct(ask: Ask) -> Json:
    """conversations.open: the direct message with one person, a group message with more."""
    if ask.text("channel"):
        return {"channel": ask.channel().as_json(ask.workspace.bot.id)}
    users = [name for name in ask.need("users").split(",") if name]
    if any(name not in ask.workspace.people for name in users):
        raise Refusal("user_not_found")
    wanted = {*users, ask.workspace.bot.id}
    kind: ChannelKind = "im" if len(users) == 1 else "mpim"
    for channel in ask.workspace.channels.values():
        if channel.kind == kind and set(channel.members) == wanted:
            return {"channel": channel.as_json(ask.workspace.bot.id)}
    name = "mpdm-" + "-".join(ask.workspace.people[user].name for user in users)
    channel = ask.slack.world.add_channel(ask.team, name, kind, [*users, ask.workspace.bot.id])
    return {"channel": channel.as_json(ask.workspace.bot.id)}


def history(ask: Ask) -> Json:
    """conversations.history: roots and broadcast replies, newest first."""
    channel = readable(ask)
    found = [m for m in channel.lasting() if (m.is_root or m.broadcast) and within(ask, m)]
    return answer(ask, channel, found[::-1])


def replies(ask: Ask) -> Json:
    """conversations.replies: the root and its replies, oldest first."""
    channel = readable(ask)
    ts = ask.need("ts")
    if ts not in channel.known:
        raise Refusal("thread_not_found")
    thread = [m for m in channel.thread(channel.root_of(ts)) if not m.is_ephemeral]
    return answer(ask, channel, [m for m in thread if m.is_root or within(ask, m)])


def readable(ask: Ask) -> Channel:
    """Return a conversation whose messages the bot may read: one it is in."""
    channel = ask.channel()
    if ask.workspace.bot.id not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def within(ask: Ask, message: Message) -> bool:
    """Say whether a message lies between `oldest` and `latest`."""
    at = float(message.ts)
    oldest = float(ask.text("oldest") or 0)
    latest = float(ask.text("latest") or "inf")
    if ask.flag("inclusive"):
        return oldest <= at <= latest
    return oldest < at < latest


def answer(ask: Ask, channel: Channel, found: list[Message]) -> Json:
    """Return one page of messages as Slack gives them."""
    shown = [
        message.as_json(with_metadata=ask.flag("include_all_metadata"))
        | channel.thread_facts(message)
        for message in found
    ]
    rows, cursor = ask.page(shown)
    more: Json = {"next_cursor": cursor} if cursor else {}
    return {"messages": rows, "has_more": bool(cursor), "response_metadata": more}


METHODS = {
    "conversations.history": history,
    "conversations.info": info,
    "conversations.join": join_channel,
    "conversations.list": list_all,
    "conversations.members": members,
    "conversations.open": open_direct,
    "conversations.replies": replies,
    "users.conversations": list_of_user,
}
