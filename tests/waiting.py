"""Waiting: for what a running bot does in its own time; a database rings no bell."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.delivery import pending_age
from bot.store import Database

LONGEST_SECONDS: Final = 60.0
"""Far longer than anything takes: what never comes fails with a name and not with the test's."""


async def until(holds: Callable[[], Awaitable[object]], seconds: float = LONGEST_SECONDS) -> None:
    """Wait until something holds.

    Raises:
        TimeoutError: It never does.
    """
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110  (what is waited for is in a database)
            await asyncio.sleep(0.01)


async def worked(database: Database) -> None:
    """Wait until no arrival waits to be worked."""

    async def is_worked() -> bool:
        return not (await pending_age(database)).arrivals

    await until(is_worked)


async def quiet(database: Database) -> None:
    """Wait until everything is worked and every reply is out."""

    async def is_quiet() -> bool:
        backlog = await pending_age(database)
        return not backlog.arrivals + backlog.replies

    await until(is_quiet)
