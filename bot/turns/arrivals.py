"""Arrivals: visits on their way into the inbox, and read back from it."""

from sqlalchemy import select

from bot.delivery import Arrival
from bot.store import Session
from bot.store.tables import inbox
from bot.turns.visit import Visit, read_visit, write_visit


def arrival_of(visit: Visit) -> Arrival:
    """Return the inbox row of a visit."""
    return Arrival(
        key=visit.key,
        second_key=visit.second_key,
        workspace=visit.workspace,
        thread=visit.thread,
        kind=type(visit.act).__name__.lower(),
        payload=write_visit(visit),
        user=visit.user,
    )


async def find_visit(session: Session, key: str) -> Visit | None:
    """Return a visit of the session's workspace by its key; None once it is forgotten."""
    found = await session.execute(
        select(inbox.c.payload).where(inbox.c.workspace == session.workspace, inbox.c.key == key)
    )
    payload = found.scalar_one_or_none()
    return read_visit(payload) if payload else None
