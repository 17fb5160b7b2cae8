"""Lease: one reload of a workspace at a time, over all processes."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.errors import ReloadError
from knowledge.store import schema
from knowledge.store.records import Records, in_utc

LASTS = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to reload a workspace, held until it is given back or runs out.

    Attributes:
        workspace: What it is for.
        owner: Machine, process and a unique part: a dead process of this machine holds nothing.
        clock: Where the time comes from.
    """

    workspace: str
    owner: str
    clock: Callable[[], datetime]

    def until(self) -> datetime:
        """Return when it runs out if it is renewed now."""
        return self.clock().astimezone(UTC) + LASTS

    async def renew(self, connection: AsyncConnection) -> bool:
        """Extend it within a transaction; returns whether the reload was cancelled meanwhile.

        Raises:
            ReloadError: It ran out and somebody else took it.
        """
        table = schema.lease
        mine = (table.c.workspace == self.workspace, table.c.owner == self.owner)
        result = await connection.execute(update(table).where(*mine).values(until=self.until()))
        if result.rowcount != 1:
            raise ReloadError(
                "Another process took the reload over.", "Look at the status, then reload again."
            )
        cancelled = await connection.scalar(select(table.c.cancelled).where(*mine))
        return bool(cancelled)


async def take(records: Records, workspace: str, clock: Callable[[], datetime]) -> Lease:
    """Take the lease of a workspace.

    Raises:
        ReloadError: A reload of it is running.
    """
    lease = Lease(workspace, f"{_machine()}:{os.getpid()}:{uuid4().hex[:8]}", clock)
    table = schema.lease
    over = or_(table.c.until < clock().astimezone(UTC), table.c.owner.in_(await _dead(records)))
    row = {"workspace": workspace, "owner": lease.owner, "until": lease.until(), "cancelled": False}
    try:
        async with records.writing() as connection:
            await connection.execute(delete(table).where(table.c.workspace == workspace, over))
            await connection.execute(table.insert().values(row))
    except IntegrityError as error:
        raise ReloadError(
            "A reload of this knowledge base is running.", "Wait until it ends, or cancel it."
        ) from error
    return lease


async def give_back(records: Records, lease: Lease) -> None:
    """Let go of a lease."""
    table = schema.lease
    async with records.writing() as connection:
        await connection.execute(delete(table).where(table.c.owner == lease.owner))


async def is_held(records: Records, workspace: str, now: datetime) -> bool:
    """Tell whether a reload of the workspace is running."""
    table = schema.lease
    dead = await _dead(records)
    async with records.engine.connect() as connection:
        wanted = select(table.c.owner, table.c.until).where(table.c.workspace == workspace)
        row = (await connection.execute(wanted)).first()
    return row is not None and in_utc(row.until) >= in_utc(now) and row.owner not in dead


async def cancel(records: Records, workspace: str) -> None:
    """Ask whichever process reloads the workspace to stop."""
    table = schema.lease
    async with records.writing() as connection:
        await connection.execute(
            update(table).where(table.c.workspace == workspace).values(cancelled=True)
        )


async def _dead(records: Records) -> list[str]:
    """Return owners that were processes of this machine and are no more."""
    here = _machine() + ":"
    async with records.engine.connect() as connection:
        owners = (await connection.scalars(select(schema.lease.c.owner))).all()
    return [owner for owner in owners if owner.startswith(here) and not _lives(owner)]


def _lives(owner: str) -> bool:
    try:
        os.kill(int(owner.split(":")[1]), 0)
    except (ProcessLookupError, ValueError, IndexError):
        return False
    except PermissionError:
        return True
    return True


def _machine() -> str:
    return socket.gethostname().replace(":", "-")[:40]
