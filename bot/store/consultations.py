"""Consultations as they are kept: the state as JSON, and what finds it again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, update

from bot.errors import DeliveryError
from bot.store.columns import now
from bot.store.session import Session
from bot.store.tables import consultation as table
from bot.store.tables import message


@dataclass(frozen=True, slots=True)
class StoredConsultation:
    """One consultation.

    Attributes:
        id: Unique in the workspace.
        channel: Where it takes place.
        thread_ts: The thread, None until its first message is posted.
        owner: The person who opened it.
        title: The use case in a few words.
        state: JSON of the conversation's state.
        version: Counts the turns; every save makes it larger.
        updated_at: Seconds since 1970 by the database's clock; set by the database.
    """

    id: str
    channel: str
    thread_ts: str | None
    owner: str
    title: str
    state: Mapping[str, Any]
    version: int
    updated_at: float = 0.0


async def load(session: Session, id_: str) -> StoredConsultation | None:
    """Return a consultation by its id."""
    return await _first(session, table.c.id == id_)


async def at_thread(session: Session, channel: str, thread_ts: str) -> StoredConsultation | None:
    """Return the consultation that a thread belongs to, whoever began the thread."""
    return await _first(
        session,
        or_(
            (table.c.channel == channel) & (table.c.thread_ts == thread_ts),
            table.c.id.in_(_shown_in(session, channel, thread_ts)),
        ),
    )


async def of_user(session: Session, user: str, limit: int = 20) -> Sequence[StoredConsultation]:
    """Return a person's consultations, the newest first."""
    query = (
        select(table)
        .where(table.c.workspace == session.workspace, table.c.owner == user)
        .order_by(table.c.updated_at.desc(), table.c.id)
        .limit(limit)
    )
    return [_read(row) for row in await session.execute(query)]


async def save(session: Session, stored: StoredConsultation, *, expected: int) -> None:
    """Keep a consultation if it still has the version it was loaded with.

    A form and a word of its thread may come to it at the same time.

    Args:
        session: Bound to its workspace.
        stored: The consultation with its new version.
        expected: The version that was loaded; 0 for a new consultation.

    Raises:
        DeliveryError: Somebody else saved it meanwhile: nothing was changed.
    """
    values = asdict(stored)
    del values["updated_at"]
    if not await _put(session, values, expected):
        raise DeliveryError("Two turns of one consultation met.", "The later one is worked again.")


async def _put(session: Session, values: dict[str, Any], expected: int) -> bool:
    if expected == 0:
        return await session.insert(table, **values)
    changed = await session.execute(
        update(table)
        .where(
            table.c.workspace == session.workspace,
            table.c.id == values["id"],
            table.c.version == expected,
        )
        .values(**values, updated_at=now())
    )
    return changed.rowcount == 1


def _shown_in(session: Session, channel: str, ts: str) -> Any:
    return select(message.c.consultation).where(
        message.c.workspace == session.workspace,
        message.c.channel == channel,
        message.c.ts == ts,
    )


async def _first(session: Session, found: ColumnElement[bool]) -> StoredConsultation | None:
    query = (
        select(table)
        .where(table.c.workspace == session.workspace, found)
        .order_by(table.c.updated_at.desc())
        .limit(1)
    )
    row = (await session.execute(query)).first()
    return None if row is None else _read(row)


def _read(row: Row[Any]) -> StoredConsultation:
    kept = row._mapping  # noqa: SLF001  (public in SQLAlchemy, the underscore avoids column names)
    return StoredConsultation(**{name: kept[name] for name in StoredConsultation.__slots__})
