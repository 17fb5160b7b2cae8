"""Queue: how rows of the inbox and the outbox are claimed, kept, given back and closed.

A claim is a lease by the database's clock. It is fenced: whatever its holder does later applies
only while the row still has this owner and this number of attempts. The oldest open row of a
thread goes first, and no other of that thread goes while it is held.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, Update, and_, exists, func, or_, select, update

from bot.store import EVERY, Database, Session, now
from bot.store.tables import inbox, outbox

Claimed: TypeAlias = Row[Any]
"""A claimed row of the inbox or the outbox."""

TRIES: Final = 3
"""Claims in a row that may collide with another process's before we wait for the next round."""


class OvertakenError(Exception):
    """The lease ran out and somebody else has the row: what was done for it must not count."""


@dataclass(frozen=True, slots=True)
class Queue:
    """One of the two tables, seen as a queue.

    Attributes:
        table: The inbox or the outbox.
        lane: The column whose equal values are worked on in order, one at a time.
    """

    table: Any
    lane: Any

    async def claim(
        self,
        session: Session,
        owner: str,
        lease_seconds: float,
        *conditions: ColumnElement[bool],
        **values: object,
    ) -> Claimed | None:
        """Take the oldest row that may be worked on now; None when there is none.

        Raises:
            IntegrityError: Another process took a row of the same thread at this moment.
        """
        row = self.table.c
        taken = (
            update(self.table)
            .where(row.id == self._next(*conditions).scalar_subquery())
            .values(
                owner=owner,
                lease_until=now() + lease_seconds,
                attempts=row.attempts + 1,
                **values,
            )
            .returning(*row)
        )
        return (await session.execute(taken)).first()

    async def renew(self, session: Session, claimed: Claimed, lease_seconds: float) -> None:
        """Hold a row for longer.

        Raises:
            OvertakenError: It is no longer held.
        """
        await self._change(session, claimed, lease_until=now() + lease_seconds)

    async def give_back(
        self, session: Session, claimed: Claimed, after: float, **values: object
    ) -> None:
        """Let go of a row; it may be claimed again `after` seconds.

        Raises:
            OvertakenError: It is no longer held.
        """
        await self._change(session, claimed, owner=None, not_before=now() + after, **values)

    async def close(self, session: Session, claimed: Claimed, state: str, **values: object) -> None:
        """Finish a row.

        Raises:
            OvertakenError: It is no longer held.
        """
        await self._change(session, claimed, owner=None, done_at=now(), state=state, **values)

    async def _change(self, session: Session, claimed: Claimed, **values: object) -> None:
        row = self.table.c
        held = update(self.table).where(
            row.workspace == claimed.workspace,
            row.id == claimed.id,
            row.owner == claimed.owner,
            row.attempts == claimed.attempts,
            row.done_at.is_(None),
        )
        if (await session.execute(held.values(**values))).rowcount != 1:
            raise OvertakenError

    def _next(self, *conditions: ColumnElement[bool]) -> Select[Any]:
        row, other = self.table.c, self.table.alias("other")
        in_the_way = exists().where(
            other.c.workspace == row.workspace,
            other.c[self.lane.name] == self.lane,
            other.c.done_at.is_(None),
            or_(other.c.id < row.id, and_(other.c.owner.is_not(None), other.c.id != row.id)),
        )
        return (
            select(row.id)
            .where(
                row.done_at.is_(None),
                row.not_before <= now(),
                or_(row.owner.is_(None), row.lease_until < now()),
                ~in_the_way,
                *conditions,
            )
            .order_by(row.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )


INBOX: Final = Queue(inbox, inbox.c.thread)
OUTBOX: Final = Queue(outbox, outbox.c.lane)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits.

    Attributes:
        arrivals: Turns not worked yet.
        oldest_arrival: Age of the oldest of them in seconds; 0 without one.
        replies: Messages not sent yet.
        oldest_reply: Age of the oldest of them in seconds; 0 without one.
    """

    arrivals: int
    oldest_arrival: float
    replies: int
    oldest_reply: float


async def pending_age(database: Database) -> Backlog:
    """Return how much waits and for how long; fails when the database does not answer."""
    async with database.reading(EVERY) as session:
        arrivals, replies = [
            (await session.execute(_waiting(table))).one() for table in (inbox, outbox)
        ]
    return Backlog(arrivals.number, arrivals.age or 0.0, replies.number, replies.age or 0.0)


async def waiting(database: Database, seconds: float, most: int = 50) -> tuple[Claimed, ...]:
    """Return the arrivals that nobody has begun to work on for so long, in the order of turns."""
    row = inbox.c
    query = (
        select(inbox)
        .where(
            row.done_at.is_(None),
            row.owner.is_(None),
            row.attempts == 0,
            row.stored_at < now() - seconds,
        )
        .order_by(row.id)
        .limit(most)
    )
    async with database.reading(EVERY) as session:
        return tuple((await session.execute(query)).all())


async def resume(database: Database) -> None:
    """Let go of what a killed process held, where no other process can be alive (SQLite).

    On PostgreSQL its leases run out instead. Call it once, before anything runs.
    """
    if not database.shared:
        async with database.writing(EVERY) as session:
            for table in (inbox, outbox):
                await session.execute(_orphans(table))


def _waiting(table: Any) -> Select[int, float]:
    return select(
        func.count().label("number"), (now() - func.min(table.c.stored_at)).label("age")
    ).where(table.c.done_at.is_(None))


def _orphans(table: Any) -> Update:
    return update(table).where(table.c.owner.is_not(None)).values(owner=None)
