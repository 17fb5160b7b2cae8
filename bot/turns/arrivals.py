"""Arrivals: visits on their way into the inbox, and read back from it."""

from typing import Final

from sqlalchemy import func, select

from bot.conversation import Edited
from bot.delivery import Arrival
from bot.store import Session, erase_message, now
from bot.store.tables import inbox
from bot.turns.visit import Visit, read_visit, write_visit

BOT: Final = "bot"
BOT_SECONDS: Final = 600.0


def arrival_of(visit: Visit) -> Arrival:
    """Return the inbox row of a visit."""
    payload = write_visit(visit)
    return Arrival(
        key=visit.key,
        second_key=visit.second_key,
        workspace=visit.workspace,
        thread=visit.thread,
        kind=BOT if visit.bot else str(payload["kind"]),
        payload=payload,
        user=visit.user,
    )


async def count_bot_turns(session: Session, visit: Visit) -> int:
    """Return how many turns programs have had in the visit's thread of late, this one included."""
    query = (
        select(func.count())
        .select_from(inbox)
        .where(
            inbox.c.workspace == session.workspace,
            inbox.c.thread == visit.thread,
            inbox.c.kind == BOT,
            inbox.c.stored_at > now() - BOT_SECONDS,
        )
    )
    return int((await session.execute(query)).scalar_one())


async def find_visit(session: Session, key: str) -> Visit | None:
    """Return a visit of the session's workspace by its key; None once it is forgotten."""
    found = await session.execute(
        select(inbox.c.payload).where(inbox.c.workspace == session.workspace, inbox.c.key == key)
    )
    payload = found.scalar_one_or_none()
    return read_visit(payload) if payload else None


async def forget_deleted(session: Session, visit: Visit) -> None:
    """Erase what arrived of a message when the visit says that its author deleted it."""
    if isinstance(visit.act, Edited) and not visit.act.text:
        await erase_message(session, visit.act.key, visit.user)
