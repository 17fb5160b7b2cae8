"""Sender: carries the outbox to Slack, in order, at Slack's pace, and never twice if it can tell.

A row is marked `sending` before the call, in a commit that lasts. Who finds a row so marked does
not know whether Slack has the message: it is looked up by its key first, and repeated only when it
is not there.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeAlias

from sqlalchemy.exc import IntegrityError

from bot.delivery import outcomes
from bot.delivery.doubt import cure
from bot.delivery.nouns import Ambiguous, Gateway, NotSent, Parked, Refused, SendError
from bot.delivery.outbox import addressed, count_message, held_up, outgoing, release_workspace
from bot.delivery.outcomes import Job
from bot.delivery.queue import OUTBOX, TRIES, OvertakenError
from bot.delivery.rounds import DATABASE_ERRORS, Rounds
from bot.store import EVERY, Database, Session
from bot.store.tables import outbox

_LOG: Final = logging.getLogger(__name__)

ASSUMED: Final = ""
"""In place of a ts: taken as sent, because nobody can tell and repeating would be worse."""

_FREE: Final = ~held_up()
_DOUBTFUL: Final = outbox.c.state == "sending"

Settle: TypeAlias = Callable[[Session], Awaitable[None]]
"""Writes down how an attempt went."""


LOOKS = 6
"""Claims after which a look-up that Slack refuses for no known reason is given up."""
NOT_SHOWN = frozenset(
    {
        "access_denied",
        "channel_not_found",
        "ekm_access_denied",
        "is_archived",
        "message_not_found",
        "method_not_supported_for_channel_type",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_in_channel",
        "team_access_not_granted",
        "thread_not_found",
    }
)
"""What Slack says of messages that it will not show (reference of conversations.replies, 2026)."""


@dataclass(slots=True)
class Sender:
    """Works the outbox.

    Attributes:
        database: An open database.
        gateway: Carries one message; see Gateway.
        owner: A name no other sender has, in any process.
        lease_seconds: How long a claim holds: six times the time-out of a call.
        concurrency: Messages of different consultations under way at the same time.
        poll_seconds: How often to look for work that nobody rang the bell for.
    """

    database: Database
    gateway: Gateway
    owner: str
    lease_seconds: float = 60.0
    concurrency: int = 8
    poll_seconds: float = 0.25
    _unparked: dict[str, float] = field(default_factory=dict)
    _rounds: Rounds[Job] = field(init=False)

    def __post_init__(self) -> None:
        """Set up the rounds."""
        self._rounds = Rounds(self._claim, self._work, self.concurrency, self.poll_seconds)

    async def run(self) -> None:
        """Send until drained or cancelled."""
        await self._rounds.run()

    def wake(self) -> None:
        """Look for messages now."""
        self._rounds.wake()

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109  (the deadline of a whole shutdown)
        """Claim nothing more; finish what is under way, or give it back after `timeout`."""
        await self._rounds.drain(timeout)

    async def unpark(self, workspace: str) -> None:
        """Send to a workspace again, once it has a new token."""
        self._unparked[workspace] = asyncio.get_running_loop().time()
        async with self.database.writing(workspace) as session:
            await release_workspace(session)
        self.wake()

    async def _claim(self) -> Job | None:
        for _ in range(TRIES):
            with suppress(IntegrityError):  # another process was faster with this consultation
                async with self.database.writing(EVERY) as session:
                    return await self._take(session)
        return None

    async def _take(self, session: Session) -> Job | None:
        row = await OUTBOX.claim(
            session,
            self.owner,
            self.lease_seconds,
            _FREE,
            doubtful=_DOUBTFUL,
            state="sending",
        )
        if row is None:
            return None
        session.narrow(row.workspace)
        call, ts = await addressed(session, outgoing(row))
        await count_message(session, row.channel)
        return Job(row, call, ts, asyncio.get_running_loop().time())

    async def _work(self, job: Job) -> None:
        """Send one row, whatever happens: sent, tried again later, or refused for good."""
        try:
            settle = await self._attempt(job)
            await self._write(job, settle)
        except OvertakenError:
            _LOG.warning("message %d was taken over", job.row.id)
        except asyncio.CancelledError:  # perhaps sent: it stays `sending` and is looked up
            await asyncio.shield(self._let_go(job))
            raise
        except Exception as error:  # noqa: BLE001  (whatever a gateway raises, the others go on)
            reason = type(error).__name__  # never its text: that may hold somebody's words
            _LOG.warning("message %d is in doubt: %s", job.row.id, reason)
            await self._let_go(job)

    async def _attempt(self, job: Job) -> Settle:
        try:
            found = await self._in_time(self._look_up(job)) if job.row.doubtful else None
        except SendError as error:
            return partial(outcomes.note_unasked, job=job, error=error)
        if found is None:
            await self._check_lease(job)
            try:
                found = await self._in_time(self.gateway.send(job.call, ts=job.ts))
            except SendError as error:
                return partial(outcomes.note_failed, job=job, error=self._judged(error, job))
        return partial(outcomes.note_sent, job=job, ts=found or job.ts)

    def _judged(self, error: SendError, job: Job) -> SendError:
        """Take a dead token for a passing fault when there is a new one since the row was claimed."""
        renewed = self._unparked.get(job.row.workspace, 0.0) > job.claimed_at
        return NotSent() if isinstance(error, Parked) and renewed else error

    async def _in_time(self, calls: Awaitable[str | None]) -> str | None:
        """Give calls half a lease, so that nobody else can have the row meanwhile."""
        try:
            async with asyncio.timeout(self.lease_seconds / 2):
                return await calls
        except TimeoutError as error:
            raise Ambiguous from error

    async def _look_up(self, job: Job) -> str | None:
        """Return the ts of a message that an earlier attempt left, None to send it (again)."""
        remedy = cure(job.call)
        if remedy != "look up":
            return None if remedy == "repeat" else ASSUMED
        try:
            return await self.gateway.find(job.call, since=job.row.stored_at)
        except Refused as error:
            if error.code not in NOT_SHOWN and job.row.attempts < LOOKS:
                raise Ambiguous from error
            # never to be looked at: better twice than never
            _LOG.warning("message %d cannot be looked up: %s", job.row.id, error.code)
            return None

    async def _check_lease(self, job: Job) -> None:
        """Make sure, after a long pause of this process, that the row is still ours to send."""
        if asyncio.get_running_loop().time() - job.claimed_at > self.lease_seconds / 4:
            async with self.database.writing(job.row.workspace) as session:
                await OUTBOX.renew(session, job.row, self.lease_seconds)

    async def _write(self, job: Job, settle: Settle) -> None:
        async with self.database.writing(job.row.workspace, commit="passing") as session:
            await settle(session)

    async def _let_go(self, job: Job) -> None:
        with suppress(OvertakenError, *DATABASE_ERRORS):  # then its lease runs out
            await self._write(job, partial(outcomes.note_failed, job=job, error=Ambiguous()))
