"""Outcomes: what is written down after an attempt to send, and what happens to the row next."""

import logging
from dataclasses import dataclass
from typing import Final

from bot.delivery.doubt import cure
from bot.delivery.nouns import NotSent, Outgoing, Parked, Refused, SendError
from bot.delivery.outbox import WHOLE_WORKSPACE, hold_channel
from bot.delivery.queue import OUTBOX, SETTLING_SECONDS, Claimed
from bot.store import Place, Session, messages

_LOG: Final = logging.getLogger(__name__)

GONE: Final = frozenset({"cant_update_message", "edit_window_closed", "message_not_found"})
"""Slack's reasons to refuse an update whose message can only be posted anew."""
LONGEST_WAIT_SECONDS: Final = 60.0
PARKED_SECONDS: Final = 25.0
"""A workspace with a dead token is tried again after this, or when it is installed anew."""
ATTEMPTS: Final = 1000
"""About sixteen hours of an unreachable Slack."""


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed row and the call that it needs now.

    Attributes:
        row: The row of the outbox.
        call: The call, with its thread or the message it updates filled in.
        ts: The message it updates; None for a new one.
        claimed_at: When it was claimed, by this process's monotonic clock.
    """

    row: Claimed
    call: Outgoing
    ts: str | None
    claimed_at: float


async def note_sent(session: Session, *, job: Job, ts: str | None) -> None:
    """It is there: close the row and remember which message shows the slot."""
    await OUTBOX.close(session, job.row, "sent")
    if ts and job.row.slot and job.call.method == "chat.postMessage":
        place = Place(job.call.channel, ts)
        await messages.remember(session, job.row.consultation, job.row.slot, place)


async def note_failed(session: Session, *, job: Job, error: SendError) -> None:
    """It is not, or nobody knows: try again later, try it plainer, or give up."""
    if isinstance(error, Refused):
        await _refused(session, job, error.code)
    elif job.row.attempts >= ATTEMPTS:
        await _give_up(session, job, type(error).__name__)
    elif isinstance(error, NotSent):
        await _not_sent(session, job, error.retry_after)
    elif isinstance(error, Parked):
        await _parked(session, job, "pending")
    else:  # it stays `sending`, so that the next attempt looks it up first
        settling = 0.0 if cure(job.call) == "repeat" else SETTLING_SECONDS
        await OUTBOX.give_back(session, job.row, max(settling, _backoff(job)))


async def note_unasked(session: Session, *, job: Job, error: SendError) -> None:
    """Slack could not be asked about a doubtful row: it stays `sending`, and doubtful."""
    if isinstance(error, Parked):
        await _parked(session, job, "sending")
    else:
        told = error.retry_after if isinstance(error, NotSent) else None
        await OUTBOX.give_back(session, job.row, told or _backoff(job))


async def _parked(session: Session, job: Job, state: str) -> None:
    await OUTBOX.give_back(session, job.row, 0.0, state=state, attempts=job.row.attempts - 1)
    await hold_channel(session, WHOLE_WORKSPACE, PARKED_SECONDS)


async def _not_sent(session: Session, job: Job, retry_after: float | None) -> None:
    wait = _backoff(job) if retry_after is None else retry_after
    await OUTBOX.give_back(session, job.row, wait, state="pending")
    if retry_after is not None:  # the row first, then its channel: as claiming locks them
        await hold_channel(session, job.row.channel, retry_after)


async def _refused(session: Session, job: Job, code: str) -> None:
    if job.ts is not None and code in GONE:
        await messages.forget(session, job.row.consultation, job.row.slot)
        await OUTBOX.give_back(session, job.row, 0.0, state="pending")
    elif job.row.fallback is not None:
        _LOG.warning("message %d is sent plainly, Slack refused it: %s", job.row.id, code)
        await OUTBOX.give_back(
            session,
            job.row,
            0.0,
            state="pending",
            method=_plain_method(job.row),
            payload=job.row.fallback,
            fallback=None,
        )
    else:
        await _give_up(session, job, code)


async def _give_up(session: Session, job: Job, reason: str) -> None:
    _LOG.error("message %d (%s) is given up: %s", job.row.id, job.row.method, reason)
    await OUTBOX.close(session, job.row, "refused", error=reason)


def _plain_method(row: Claimed) -> str:
    """Return the method for a fallback: the same for a message, a message in place of a form."""
    if row.method.startswith("chat."):
        return str(row.method)
    return "chat.postEphemeral" if "user" in row.fallback else "chat.postMessage"


def _backoff(job: Job) -> float:
    return min(LONGEST_WAIT_SECONDS, float(2 ** min(job.row.attempts - 1, 6)))
