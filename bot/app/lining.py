"""Lining up: tells people who wait behind others how many are in front of them."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.conversation import NoticeCard, Said
from bot.delivery import enqueue, waiting
from bot.expected import EXPECTED
from bot.store import Database
from bot.turns import Visit, panel, read_visit

_LOG: Final = logging.getLogger(__name__)
WAIT_SECONDS: Final = 4.0
"""Who waits longer would begin to wonder; ordinary turns begin within a tenth of a second."""
LOOK_SECONDS: Final = 2.0
_REMEMBERED: Final = 1000
_PLACES: Final = ("next", "second", "third", "fourth", "fifth")


@dataclass(frozen=True, slots=True)
class LiningUp:
    """Looks every few seconds at who waits, and tells each of them once, by way of the outbox.

    Attributes:
        database: Where arrivals wait.
        on_replies: Wakes the sender.
        wait_seconds: How long somebody waits before being told.
    """

    database: Database
    on_replies: Callable[[], None]
    wait_seconds: float = WAIT_SECONDS
    _told: "deque[str]" = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except EXPECTED as error:
                _LOG.warning("the line is not looked at: %s", type(error).__name__)

    async def look(self) -> None:
        """Tell everybody who waits and does not know yet."""
        line = [read_visit(row.payload) for row in await waiting(self.database, self.wait_seconds)]
        asking = [visit for visit in line if _asks(visit)]
        for place, visit in enumerate(asking):
            if visit.key not in self._told:
                await self._tell(visit, _notice(place))
                self._told.append(visit.key)

    async def _tell(self, visit: Visit, card: NoticeCard) -> None:
        """Tell it once, also when another process tells it, or this one before it was killed."""
        async with self.database.writing(visit.workspace) as session:
            await enqueue(session, [panel(card, visit, key=f"{visit.key}:notice")])
        self.on_replies()


def _asks(visit: Visit) -> bool:
    return isinstance(visit.act, Said) and visit.act.addressed and not visit.bot


def _notice(place: int) -> NoticeCard:
    where = _PLACES[place] if place < len(_PLACES) else f"number {place + 1}"
    return NoticeCard(f"You are {where} in the queue; I have your words and answer them in turn.")
