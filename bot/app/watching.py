"""Watching: whether the application can do its work right now."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.delivery import pending_age
from bot.expected import EXPECTED
from bot.store import Database
from knowledge import Library

OLDEST_SECONDS: Final = 60.0
"""A turn or a message that waits longer than this is a fault somebody should look at."""
_PROBE: Final = "what is fine-tuning"
SHARED: Final = ""
"""The workspace that stands for the shared knowledge base."""


async def _nothing_to_check() -> bool:
    return True


@dataclass
class Readiness:
    """Checks database, knowledge base, queues and Socket Mode by using them.

    Attributes:
        database: Must answer.
        library: Must find something: a damaged index still counts its rows.
        socket: Returns whether the connection lives; without Socket Mode it always does.
    """

    database: Database
    library: Library
    socket: Callable[[], Awaitable[bool]] = _nothing_to_check

    async def faults(self) -> Mapping[str, str]:
        """Return what is wrong, by part; empty when everything works."""
        checks = {
            "database": self._database,
            "knowledge": self._knowledge,
            "socket": self._socket,
        }
        found = {part: await check() for part, check in checks.items()}
        return {part: what for part, what in found.items() if what}

    async def _database(self) -> str:
        try:
            backlog = await pending_age(self.database)
        except Exception as error:  # noqa: BLE001  (whatever a driver raises, it is not ready)
            return f"does not answer ({type(error).__name__})"
        oldest = max(backlog.oldest_arrival, backlog.oldest_reply)
        return f"work waits for {oldest:.0f} s" if oldest > OLDEST_SECONDS else ""

    async def _knowledge(self) -> str:
        try:
            hits = await self.library.search(_PROBE, workspace=SHARED, limit=1)
        except EXPECTED as error:
            return str(error)
        return "" if hits else "finds nothing"

    async def _socket(self) -> str:
        return "" if await self.socket() else "is not connected"
