"""Restored: sends nothing twice that may have been sent after a backup was made."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.delivery import Gateway, Outgoing, cure


@dataclass(frozen=True, slots=True)
class Careful:
    """A gateway that looks before it answers a turn which was open in a restored backup.

    Attributes:
        gateway: Carries.
        turns: Keys of those turns, and when each was stored; mostly none.
    """

    gateway: Gateway
    turns: Mapping[str, float]

    async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
        """Carry one row out, unless it has arrived; see `bot.delivery.Gateway`.

        What only one person sees cannot be looked up; it is better missing than doubled.
        """
        since = self.turns.get(outgoing.key.rpartition("#")[0])
        if since is not None:
            remedy = cure(outgoing)
            if remedy == "leave":
                return None
            if remedy == "look up" and (found := await self.gateway.find(outgoing, since=since)):
                return found
        return await self.gateway.send(outgoing, ts=ts)

    async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
        """Look for a message that an earlier attempt may have left."""
        return await self.gateway.find(outgoing, since=since)
