"""Stopping: what a person's press on the stop button of an answer leaves behind."""

from collections.abc import Sequence

from bot.conversation import NoticeCard, Reply
from bot.delivery import Outgoing
from bot.store import Database, Session, preferences
from bot.turns.posting import Place, call, post
from bot.turns.visit import Visit

STOPPED = NoticeCard("Stopped. Ask me again whenever you like.")


async def stop(session: Session, visit: Visit) -> Sequence[Outgoing]:
    """Remember that nothing more is to be written to what was asked before, and say so."""
    if not visit.thread_ts:
        return ()
    await preferences.set_for_channel(session, visit.channel, _name(visit.thread_ts), visit.at)
    place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
    session_at = {"channel_id": visit.channel, "thread_ts": visit.thread_ts, "status": "active"}
    key = f"{visit.key}:session"
    return (
        *post([Reply(STOPPED, "")], place, visit),
        call(place, "agents.sessions.setStatus", session_at, key=key),
    )


async def is_stopped(database: Database, outgoing: Outgoing) -> bool:
    """Tell whether somebody pressed stop after the question that a message answers."""
    if not outgoing.thread_ts:
        return False
    async with database.reading(outgoing.workspace) as session:
        noted = await preferences.of_channel(session, outgoing.channel)
    stopped_at = noted.get(_name(outgoing.thread_ts))
    return float(str(stopped_at or 0)) >= float(str(outgoing.payload["asked_at"]))


def _name(thread_ts: str) -> str:
    return f"stopped:{thread_ts}"
