"""Inbox: an event is stored, and only then acknowledged."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from bot.delivery.nouns import Arrival
from bot.errors import DeliveryError
from bot.store import Database
from bot.store.columns import storable
from bot.store.session import inserting
from bot.store.tables import inbox

MOST_AT_ONCE: Final = 50
"""Arrivals a transaction: a crowd of them waits for the disk once, and not once each."""

_STATEMENTS: Final = {
    dialect: inserting(dialect, inbox).returning(inbox.c.workspace, inbox.c.key)
    for dialect in ("sqlite", "postgresql")
}

Store: TypeAlias = Callable[[Arrival], Awaitable[bool]]
"""Stores an arrival: `Inbox.store`, or what wraps it."""
Waiting: TypeAlias = "tuple[Arrival, asyncio.Future[bool]]"


def _nobody() -> None:
    """Wake nobody: another process works the turns."""


@dataclass(slots=True)
class Inbox:
    """Where arrivals are stored.

    One transaction is under way at a time; what arrives meanwhile goes into the next together.

    Attributes:
        database: An open database.
        wake: Tells a worker of this process that there is something to do.
    """

    database: Database
    wake: Callable[[], None] = _nobody
    _waiting: list[Waiting] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def store(self, arrival: Arrival) -> bool:
        """Store an arrival; it survives a kill once this returns.

        Returns:
            False when it, or the same message under its second key, was stored before.

        Raises:
            DeliveryError: It could not be stored; do not acknowledge it.
        """
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, stored))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await stored

    async def _write(self) -> None:
        while self._waiting:
            together, self._waiting = (
                self._waiting[:MOST_AT_ONCE],
                self._waiting[MOST_AT_ONCE:],
            )
            together.sort(key=_name)  # in one order, so that two processes do not lock each other
            if not await self._put(together) and len(together) > 1:
                for alone in together:  # one of them may be what the database does not take
                    await self._put([alone])

    async def _put(self, together: Sequence[Waiting]) -> bool:
        """Store arrivals in one transaction; tell whether that succeeded."""
        try:
            new = await self._insert([arrival for arrival, _ in together])
        except Exception as error:  # noqa: BLE001  (whatever it is, they wait for an answer)
            if len(together) == 1:
                _answer(together[0], _refusal(error))
            return False
        if new:
            self.wake()
        for one in together:
            key = (storable(one[0].workspace), storable(one[0].key))
            _answer(one, key in new)
            new.discard(key)  # the same arrival twice is new once
        return True

    async def _insert(self, arrivals: Sequence[Arrival]) -> set[tuple[str, str]]:
        """Insert arrivals; return workspaces and keys of those that are new."""
        rows = [_row(one) for one in arrivals]
        kept = await self.database.keep(_STATEMENTS[self.database.dialect], rows)
        return {(row.workspace, row.key) for row in kept}


def _row(arrival: Arrival) -> Mapping[str, object]:
    return {
        "workspace": arrival.workspace,
        "key": arrival.key,
        "second_key": arrival.second_key,
        "thread": arrival.thread,
        "user": arrival.user,
        "kind": arrival.kind,
        "payload": dict(arrival.payload),
        "state": "waiting",
    }


def _name(waiting: Waiting) -> str:
    return waiting[0].second_key or waiting[0].key


def _answer(waiting: Waiting, outcome: bool | DeliveryError) -> None:  # noqa: FBT001  (an outcome)
    stored = waiting[1]
    if stored.done():  # whoever waited has gone
        return
    if isinstance(outcome, DeliveryError):
        stored.set_exception(outcome)
    else:
        stored.set_result(outcome)


def _refusal(error: Exception) -> DeliveryError:
    refusal = DeliveryError(
        f"The event could not be stored: {type(error).__name__}.",
        "Slack delivers it again; check the database if this goes on.",
    )
    refusal.__cause__ = error
    return refusal
