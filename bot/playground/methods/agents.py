"""assistant.threads.* and agents.sessions.*: what an agent shows while it works."""

from bot.playground.ask import Ask
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.refusals import Refusal

SESSION_STATES = {"active", "processing", "suspended", "closed"}
TITLE = 200
PROMPTS = 4


def set_status(ask: Ask) -> Json:
    """assistant.threads.setStatus; an empty status takes the line away."""
    channel = ask.joined("channel_id")
    place = (channel.id, ask.need("thread_ts"))
    shown: Json = {
        "channel": channel.id,
        "thread_ts": place[1],
        "status": ask.text("status"),
        "loading_messages": ask.args.get("loading_messages") or [],
    }
    if shown["status"]:
        ask.workspace.statuses[place] = shown
    else:
        ask.workspace.statuses.pop(place, None)
    ask.slack.world.announce("status", ask.team, shown)
    return {}


def set_title(ask: Ask) -> Json:
    """assistant.threads.setTitle."""
    channel = ask.joined("channel_id")
    set_session(ask, channel, ask.need("thread_ts"), {"title": ask.need("title")})
    return {}


def set_prompts(ask: Ask) -> Json:
    """assistant.threads.setSuggestedPrompts; without a thread they stand in the message tab."""
    channel = ask.joined("channel_id")
    prompts = ask.items("prompts")
    if len(prompts) > PROMPTS or any(not {"title", "message"} <= set(p) for p in prompts):
        raise Refusal("invalid_arguments")
    shown: Json = {
        "channel": channel.id,
        "thread_ts": ask.text("thread_ts"),
        "title": ask.text("title"),
        "prompts": prompts,
    }
    ask.workspace.prompts[channel.id, shown["thread_ts"]] = shown
    ask.slack.world.announce("prompts", ask.team, shown)
    return {}


def session_status(ask: Ask) -> Json:
    """agents.sessions.setStatus: `processing` shows a stop button."""
    channel = ask.joined("channel_id")
    status = ask.need("status")
    if status not in SESSION_STATES:
        raise Refusal("invalid_status")
    change = {"status": status}
    if ask.text("title"):
        change["title"] = ask.text("title")
    set_session(ask, channel, ask.text("thread_ts"), change)
    return {}


def session_rename(ask: Ask) -> Json:
    """agents.sessions.rename."""
    channel = ask.joined("channel_id")
    set_session(ask, channel, ask.text("thread_ts"), {"title": ask.need("title")})
    return {}


def set_session(ask: Ask, channel: Channel, thread: str, change: Json) -> None:
    """Change an agent session, beginning one where none was, and show it."""
    if len(change.get("title", "")) > TITLE:
        raise Refusal("title_too_long")
    begun: Json = {"channel": channel.id, "thread_ts": thread, "status": "active", "title": ""}
    session = ask.workspace.sessions.setdefault((channel.id, thread), begun)
    session |= change
    ask.slack.world.announce("session", ask.team, dict(session))


METHODS = {
    "agents.sessions.rename": session_rename,
    "agents.sessions.setStatus": session_status,
    "assistant.threads.setStatus": set_status,
    "assistant.threads.setSuggestedPrompts": set_prompts,
    "assistant.threads.setTitle": set_title,
}
