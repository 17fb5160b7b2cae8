"""Outbox: replies are stored with the turn that made them, and sent from here."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import ColumnElement, and_, case, delete, exists, or_, select

from bot.delivery.nouns import Outgoing
from bot.delivery.queue import Claimed
from bot.delivery.statements import LONGEST_HOLD_SECONDS, is_over
from bot.store import Place, Session, now
from bot.store.tables import message, outbox, pace

WHOLE_WORKSPACE: Final = ""
"""The channel under which a whole workspace is kept waiting."""
STREAM: Final = "stream"
"""The method of a message that is written bit by bit; it belongs into a thread as others do."""
BURST_SECONDS: Final = 3.0
"""Slack takes one message a second a channel and tolerates short bursts: three ahead of time."""


async def enqueue(session: Session, replies: Sequence[Outgoing]) -> None:
    """Store replies in the session's transaction; a key that is known is left as it is."""
    for reply in replies:
        await session.insert(
            outbox,
            workspace=reply.workspace,
            lane=_lane(reply),
            consultation=reply.consultation,
            slot=reply.slot,
            channel=reply.channel,
            thread_ts=reply.thread_ts,
            method=reply.method,
            payload=dict(reply.payload),
            fallback=None if reply.fallback is None else dict(reply.fallback),
            key=reply.key,
            state="pending",
        )


def _lane(reply: Outgoing) -> str:
    """Return what the reply keeps its order in; a form opens within seconds or not at all."""
    alone = not reply.consultation or reply.method.startswith("views.")
    return f"alone:{reply.key}" if alone else reply.consultation


def outgoing(claimed: Claimed) -> Outgoing:
    """Read a row back."""
    return Outgoing(
        workspace=claimed.workspace,
        consultation=claimed.consultation,
        slot=claimed.slot,
        channel=claimed.channel,
        thread_ts=claimed.thread_ts,
        method=claimed.method,
        payload=claimed.payload,
        key=claimed.key,
        fallback=claimed.fallback,
    )


async def addressed(session: Session, reply: Outgoing) -> tuple[Outgoing, str | None]:
    """Complete a message with what is known by now: the one it updates, or its thread.

    Returns:
        The call to make, and the ts of the message it updates, None for a new one.
    """
    if not (reply.method.startswith("chat.") or reply.method == STREAM):
        return reply, None
    places = await _places(session, reply)
    shown = places.get(reply.slot) if reply.method == "chat.postMessage" else None
    if shown is not None:
        payload = {**reply.payload, "channel": shown.channel, "ts": shown.ts}
        payload.pop("thread_ts", None)
        update_of = replace(reply, method="chat.update", channel=shown.channel, payload=payload)
        return update_of, shown.ts
    thread_ts = reply.thread_ts
    root = places.get("root")
    if thread_ts is None and reply.slot != "root" and root is not None:
        thread_ts = root.ts
    payload = {**reply.payload, "channel": reply.channel}
    if thread_ts is not None:
        payload["thread_ts"] = thread_ts
    return replace(reply, thread_ts=thread_ts, payload=payload), None


async def hold_channel(session: Session, channel: str, seconds: float) -> None:
    """Send nothing to a channel, or to the WHOLE_WORKSPACE, for so many seconds."""
    until = now() + (seconds + BURST_SECONDS)
    await session.insert(pace, channel=channel)
    await session.put(pace, {"free_at": _later(pace.c.free_at, until)}, channel=channel)


async def count_message(session: Session, channel: str) -> None:
    """Note that a message goes to a channel: it takes a second of what Slack allows."""
    await session.put(pace, _COUNTED, channel=channel)


async def overtake(session: Session, consultation: str, channel: str) -> bool:
    """Count a message that goes out past the outbox; False when it must wait its turn there.

    It may go only where no message of its consultation is on its way, and nothing is held up.
    """
    ahead = select(outbox.c.id).where(
        outbox.c.workspace == session.workspace,
        outbox.c.lane == consultation,
        outbox.c.done_at.is_(None),
    )
    held = select(pace.c.channel).where(
        pace.c.workspace == session.workspace,
        pace.c.channel.in_((WHOLE_WORKSPACE, channel)),
        ~is_over(pace.c.free_at - BURST_SECONDS),
    )
    for query in (ahead, held):
        if (await session.execute(query.limit(1))).first() is not None:
            return False
    await count_message(session, channel)
    return True


def held_up() -> ColumnElement[bool]:
    """Return the condition that a row of the outbox must wait: its channel or its workspace."""
    return exists().where(
        pace.c.workspace == outbox.c.workspace,
        ~is_over(pace.c.free_at - BURST_SECONDS),
        or_(
            pace.c.channel == WHOLE_WORKSPACE,
            and_(pace.c.channel == outbox.c.channel, outbox.c.method.not_like("views.%")),
        ),
    )


async def release_workspace(session: Session) -> None:
    """Send to a workspace again, once it has a new token."""
    await session.execute(
        delete(pace).where(pace.c.workspace == session.workspace, pace.c.channel == WHOLE_WORKSPACE)
    )


def _later(free_at: ColumnElement[float], moment: ColumnElement[float]) -> ColumnElement[float]:
    of_a_lost_hour = free_at > now() + (LONGEST_HOLD_SECONDS + BURST_SECONDS)
    return case((of_a_lost_hour | (free_at < moment), moment), else_=free_at)


_COUNTED: Final = {"free_at": _later(pace.c.free_at, now()) + 1.0}


async def _places(session: Session, reply: Outgoing) -> dict[str, Place]:
    query = select(message.c.slot, message.c.channel, message.c.ts).where(
        message.c.workspace == session.workspace,
        message.c.consultation == reply.consultation,
        message.c.slot.in_((reply.slot, "root")),
    )
    return {row.slot: Place(row.channel, row.ts) for row in await session.execute(query)}
