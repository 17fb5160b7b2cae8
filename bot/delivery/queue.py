"""Queue: how rows of the inbox and the outbox are claimed, kept, given back and closed.

A claim is a lease by the database's clock. It is fenced: whatever its holder does later applies
only while the row still has this owner and this number of attempts. The oldest open row of a
thread goes first, and no other of that thread goes while it is held.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Table,
    Update,
    func,
    select,
    update,
)

from bot.delivery.statements import HELD, LATER, NOW, changing, claiming, given, written
from bot.store import EVERY, Database, Session, now
from bot.store.tables import inbox, outbox

Claimed: TypeAlias = Row[Any]
"""A claimed row of the inbox or the outbox."""

TRIES: Final = 3
"""Claims in a row that may collide with another process's before we wait for the next round."""

SETTLING_SECONDS: Final = 3.0
"""Before a doubtful row is looked up: a call may still be on its way when the process that made it
is gone, and Slack shows a shared file a moment after it takes it."""


class OvertakenError(Exception):
    """The lease ran out and somebody else has the row: what was done for it must not count."""


@dataclass(frozen=True, slots=True)
class Queue:
    """One of the two tables, seen as a queue.

    Attributes:
        table: The inbox or the outbox.
        lane: The column whose equal values are worked on in order, one at a time.
    """

    table: Table
    lane: ColumnElement[str]

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
        taken = claiming(self.table, self.lane, conditions, written(values))
        asked = {"owner_": owner, "seconds": lease_seconds, **given(values)}
        return (await session.execute(taken, [asked])).first()

    async def renew(self, session: Session, claimed: Claimed, lease_seconds: float) -> None:
        """Hold a row for longer.

        Raises:
            OvertakenError: It is no longer held.
        """
        await self._change(session, claimed, {"lease_until": LATER}, lease_seconds)

    async def give_back(
        self, session: Session, claimed: Claimed, after: float, **values: object
    ) -> None:
        """Let go of a row; it may be claimed again `after` seconds.

        Raises:
            OvertakenError: It is no longer held.
        """
        freed = {"owner": None, "not_before": LATER, **values}
        await self._change(session, claimed, freed, after)

    async def close(self, session: Session, claimed: Claimed, state: str, **values: object) -> None:
        """Finish a row.

        Raises:
            OvertakenError: It is no longer held.
        """
        closed = {"owner": None, "done_at": NOW, "state": state, **values}
        await self._change(session, claimed, closed)

    async def _change(
        self,
        session: Session,
        claimed: Claimed,
        values: Mapping[str, object],
        seconds: float | None = None,
    ) -> None:
        held = {f"held_{name}": getattr(claimed, name) for name in HELD}
        later = {} if seconds is None else {"seconds": seconds}
        changed = changing(self.table, written(values))
        asked = {**held, **later, **given(values)}
        if (await session.execute(changed, [asked])).rowcount != 1:
            raise OvertakenError


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


async def count_dead(database: Database) -> int:
    """Return how many rows were given up: arrivals that failed too often, replies refused."""
    async with database.reading(EVERY) as session:
        dead = 0
        for table, state in ((inbox, "dead"), (outbox, "refused")):
            query = select(func.count()).where(table.c.state == state)
            dead += int((await session.execute(query)).scalar_one())
        return dead


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
            await session.execute(_orphans(inbox))
            settled = now() + SETTLING_SECONDS  # whatever is held here is `sending`
            await session.execute(_orphans(outbox).values(not_before=settled))


def _waiting(table: Any) -> Select[int, float]:
    return select(
        func.count().label("number"), (now() - func.min(table.c.stored_at)).label("age")
    ).where(table.c.done_at.is_(None))


def _orphans(table: Any) -> Update:
    return update(table).where(table.c.owner.is_not(None)).values(owner=None)
