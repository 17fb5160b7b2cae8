"""Worker: claims arrivals, thread by thread and in order, and turns each into replies."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.exc import IntegrityError

from bot.delivery.nouns import Arrival, Handler, NotSent, Outgoing, Parked
from bot.delivery.outbox import enqueue
from bot.delivery.queue import INBOX, TRIES, Claimed, OvertakenError
from bot.delivery.rounds import DATABASE_ERRORS, Rounds, is_away
from bot.store import EVERY, Database

_LOG: Final = logging.getLogger(__name__)

ATTEMPTS: Final = 5
"""A turn that failed so often is put aside, with one apology, and does not hold others up."""
CRASHES: Final = 10
"""A turn whose process ended so often is put aside too. There are more of these, for whoever is at
work when a process dies is mostly not the cause."""
BACKOFF_SECONDS: Final = 1.0
"""Before the second attempt; doubled for each further one."""
AWAY_SECONDS: Final = 5.0
"""Before a turn is tried again that the database did not take (full, locked, restarted), or for
which Slack could not be reached; it does not count, for nothing is wrong with the turn."""
PARKED_SECONDS: Final = 25.0
"""Before a turn is tried again whose workspace has a dead token; it does not count. Who waits is
answered within half a minute of the fault's end."""


def _nobody() -> None:
    """Wake nobody: another process sends."""


@dataclass(slots=True)
class Worker:
    """Works the inbox.

    Attributes:
        database: An open database.
        handler: Turns an arrival into replies; see Handler.
        owner: A name no other worker has, in any process.
        apologise: What to say about a turn that cannot be worked.
        lease_seconds: How long a claim holds without being renewed. At least six times the
            time-out of a call a turn makes, so that a slow call never costs the claim.
        concurrency: Turns of different threads at work at the same time.
        turn_seconds: How long one attempt at a turn may take.
        poll_seconds: How often to look for work that nobody rang the bell for.
        on_replies: Rung when replies were stored: wakes the sender of this process.
    """

    database: Database
    handler: Handler
    owner: str
    apologise: Callable[[Arrival], Sequence[Outgoing]]
    lease_seconds: float = 60.0
    concurrency: int = 8
    turn_seconds: float = 120.0
    poll_seconds: float = 0.5
    on_replies: Callable[[], None] = _nobody
    _rounds: Rounds[Claimed] = field(init=False)

    def __post_init__(self) -> None:
        """Set up the rounds."""
        self._rounds = Rounds(self._claim, self._work, self.concurrency, self.poll_seconds)

    async def run(self) -> None:
        """Work until drained or cancelled."""
        await self._rounds.run()

    def wake(self) -> None:
        """Look for work now."""
        self._rounds.wake()

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109  (the deadline of a whole shutdown)
        """Claim nothing more; finish the turns at work, or give them back after `timeout`."""
        await self._rounds.drain(timeout)

    async def _claim(self) -> Claimed | None:
        for _ in range(TRIES):
            with suppress(IntegrityError):  # another process was faster with this thread
                async with self.database.writing(EVERY, commit="passing") as session:
                    return await INBOX.claim(session, self.owner, self.lease_seconds)
        return None

    async def _work(self, claimed: Claimed) -> None:
        """Work one turn, whatever happens: done, tried again later, or put aside."""
        try:
            if claimed.attempts > CRASHES:
                await self._bury(claimed, "the process ended at every attempt")
            else:
                await self._turn(claimed)
        except OvertakenError:
            _LOG.warning("turn %d was taken over; its result is dropped", claimed.id)
        except NotSent as error:
            wait = error.retry_after or AWAY_SECONDS
            await self._give_back(claimed, wait, attempts=claimed.attempts - 1)
        except Parked:
            await self._give_back(claimed, PARKED_SECONDS, attempts=claimed.attempts - 1)
        except asyncio.CancelledError:
            await asyncio.shield(self._give_back(claimed, 0.0, attempts=claimed.attempts - 1))
            raise
        except Exception as error:  # noqa: BLE001  (a turn may fail in any way; the others go on)
            await self._retry(claimed, error)

    async def _turn(self, claimed: Claimed) -> None:
        arrival = _arrival(claimed)
        async with (
            self._renewing(claimed),
            asyncio.timeout(self.turn_seconds),
            self.database.writing(arrival.workspace, commit="passing") as session,
        ):
            replies = await self.handler(session, arrival)
            await INBOX.close(session, claimed, "done")
            await enqueue(session, replies)
        self.on_replies()

    async def _retry(self, claimed: Claimed, error: Exception) -> None:
        reason = type(error).__name__  # never its text: that may hold somebody's words
        _LOG.warning("turn %d failed, attempt %d: %s", claimed.id, claimed.attempts, reason)
        if is_away(error):
            await self._give_back(claimed, AWAY_SECONDS, attempts=claimed.attempts - 1)
        elif claimed.attempts < ATTEMPTS:
            wait = BACKOFF_SECONDS * 2 ** (claimed.attempts - 1)
            await self._give_back(claimed, wait, error=reason)
        else:
            await self._bury(claimed, reason)

    async def _bury(self, claimed: Claimed, reason: str) -> None:
        _LOG.error("turn %d is put aside as a dead letter: %s", claimed.id, reason)
        with suppress(OvertakenError, *DATABASE_ERRORS):  # then it is claimed and buried again
            async with self.database.writing(claimed.workspace) as session:
                await INBOX.close(session, claimed, "dead", error=reason)
                await enqueue(session, self.apologise(_arrival(claimed)))
            self.on_replies()

    async def _give_back(self, claimed: Claimed, after: float, **values: object) -> None:
        with suppress(OvertakenError, *DATABASE_ERRORS):  # then its lease runs out
            async with self.database.writing(claimed.workspace) as session:
                await INBOX.give_back(session, claimed, after, **values)

    @asynccontextmanager
    async def _renewing(self, claimed: Claimed) -> AsyncIterator[None]:
        renewal = asyncio.ensure_future(self._renew(claimed))
        try:
            yield
        finally:
            renewal.cancel()

    async def _renew(self, claimed: Claimed) -> None:
        while True:
            await asyncio.sleep(self.lease_seconds / 3)
            with suppress(OvertakenError, *DATABASE_ERRORS):  # closing the turn will find out
                async with self.database.writing(claimed.workspace) as session:
                    await INBOX.renew(session, claimed, self.lease_seconds)


def _arrival(claimed: Claimed) -> Arrival:
    return Arrival(
        key=claimed.key,
        workspace=claimed.workspace,
        thread=claimed.thread,
        kind=claimed.kind,
        payload=claimed.payload,
        second_key=claimed.second_key,
        user=claimed.user,
    )
