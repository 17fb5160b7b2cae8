"""Restoring: what a backup had open, marked, so that nothing is sent twice after it is restored."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import EVERY, Database
from bot.store.tables import inbox, outbox

_RESTORED: Final = "restored"
"""Stands in `error` of a turn that was open in the backup: it may have been answered since."""


async def doubt_open(connection: AsyncConnection) -> None:
    """Doubt every open row: whoever works on it looks first whether it was sent already."""
    for queue, marks in ((inbox, {"error": _RESTORED}), (outbox, {"state": "sending"})):
        await connection.execute(
            update(queue)
            .where(queue.c.done_at.is_(None))
            .values(owner=None, lease_until=0.0, not_before=0.0, attempts=0, **marks)
        )


async def restored_turns(database: Database) -> Mapping[str, float]:
    """Return the keys of open turns that came out of a backup, and when each was stored."""
    query = select(inbox.c.key, inbox.c.stored_at).where(
        inbox.c.done_at.is_(None), inbox.c.error == _RESTORED
    )
    async with database.reading(EVERY) as session:
        return {row.key: row.stored_at for row in await session.execute(query)}
