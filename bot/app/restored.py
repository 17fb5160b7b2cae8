"""Restored: sends nothing twice that may have been sent after a backup was made."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.app.backup import RESTORED
from bot.delivery import Gateway, Outgoing
from bot.store import EVERY, Database, metadata

LOOKED_UP = "chat.postMessage"
HARMLESS = ("chat.update", "views.publish")


@dataclass(frozen=True, slots=True)
class Careful:
    """A gateway that looks before it answers a turn which was open in a restored backup.

    Attributes:
        gateway: Carries.
        turns: Keys of those turns; mostly none.
    """

    gateway: Gateway
    turns: frozenset[str]

    async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
        """Carry one row out, unless it has arrived; see `bot.delivery.Gateway`.

        What only one person sees cannot be looked up; it is better missing than doubled.
        """
        if ts is None and outgoing.key.rpartition("#")[0] in self.turns:
            if outgoing.method == LOOKED_UP:
                found = await self.gateway.find(outgoing)
                return found or await self.gateway.send(outgoing, ts=ts)
            if outgoing.method not in HARMLESS:
                return None
        return await self.gateway.send(outgoing, ts=ts)

    async def find(self, outgoing: Outgoing) -> str | None:
        """Look for a message that an earlier attempt may have left."""
        return await self.gateway.find(outgoing)


async def read_restored(database: Database) -> frozenset[str]:
    """Return the keys of open turns that came out of a backup."""
    inbox = metadata.tables["inbox"]
    query = select(inbox.c.key).where(inbox.c.done_at.is_(None), inbox.c.error == RESTORED)
    async with database.reading(EVERY) as session:
        return frozenset((await session.execute(query)).scalars())
