"""Writer: the line in which the sessions of a process wait to write to SQLite.

SQLite itself lets writers try again and again; at the 99th percentile that took fifteen times as
long as standing in a line. What Slack waits for goes to the front of it.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.errors import DeliveryError

Line: TypeAlias = "deque[asyncio.Future[None]]"


@dataclass(slots=True)
class Writer:
    """Lets one session write at a time.

    Attributes:
        wait_seconds: How long a session stands in the line.
    """

    wait_seconds: float
    _urgent: Line = field(default_factory=deque)
    _others: Line = field(default_factory=deque)
    _busy: bool = False

    async def begin(self, *, urgent: bool) -> None:
        """Wait for those in front.

        Raises:
            DeliveryError: They did not end in time.
        """
        if not self._busy:
            self._busy = True
            return
        turn = asyncio.get_running_loop().create_future()
        (self._urgent if urgent else self._others).append(turn)
        try:
            async with asyncio.timeout(self.wait_seconds):
                await turn
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn.done() and not turn.cancelled():  # the turn came while we were leaving
                self.end()
            if isinstance(error, TimeoutError):
                raise DeliveryError(
                    "The database was busy with another write for too long.",
                    "Try again in a moment.",
                ) from error
            raise

    def end(self) -> None:
        """Let the next one write."""
        for line in (self._urgent, self._others):
            while line:
                turn = line.popleft()
                if not turn.done():
                    turn.set_result(None)
                    return
        self._busy = False


@dataclass(slots=True)
class WriteTurn:
    """A session's turn to write, taken at most once and always given back.

    Attributes:
        writer: The line; None where many may write (PostgreSQL).
    """

    writer: Writer | None
    _taken: bool = False

    async def take(self, *, urgent: bool = False) -> None:
        """Wait for the turn, unless it is taken.

        Raises:
            DeliveryError: It did not come in time.
        """
        if self.writer is not None and not self._taken:
            await self.writer.begin(urgent=urgent)
            self._taken = True

    def end(self) -> None:
        """Let the next one write."""
        if self.writer is not None and self._taken:
            self._taken = False
            self.writer.end()
