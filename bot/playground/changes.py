"""What changed in the stand-in Slack, told to whoever listens: tests that wait, pages that show."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

Json: TypeAlias = dict[str, Any]
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed.

    Attributes:
        kind: What changed: message, gone, modal, home, status, prompts, session, channel, connection, …
        team: The workspace it happened in.
        data: The thing as it is now.
        only: The one person who may see it; "" for everyone in the workspace.
    """

    kind: str
    team: str = ""
    data: Json = field(default_factory=dict)
    only: str = ""


class Changes:
    """The bell of the stand-in Slack: every change rings it."""

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._rung = asyncio.Event()
        self._queues: list[asyncio.Queue[Change | None]] = []

    def announce(self, change: Change) -> None:
        """Tell every listener, and let every waiter look again."""
        for queue in self._queues:
            queue.put_nowait(change)
        self._rung.set()
        self._rung = asyncio.Event()

    def announce_delivery(self, name: str) -> None:
        """Say that something was tried to be told to the bot."""
        self.announce(Change("delivery", data={"name": name}))

    def announce_connection(self) -> None:
        """Say that the bot came or went."""
        self.announce(Change("connection"))

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Change | None]]:
        """Yield a queue of changes from now on; None in it means the end."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue()
        self._queues.append(queue)
        try:
            yield queue
        finally:
            self._queues.remove(queue)

    def close(self) -> None:
        """Tell every listener that nothing more will come."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def wait_for(self, look: Callable[[], Seen | None], seconds: float) -> Seen:
        """Return what `look` returns as soon as that is true, looking again at each change.

        Raises:
            TimeoutError: It did not become true within the seconds given.
        """
        async with asyncio.timeout(seconds):
            while not (seen := look()):
                await self._rung.wait()
        return seen
