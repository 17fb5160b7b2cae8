"""Listing: a person's consultations with a way to each."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from bot.conversation import Consultation, ListedConsultation
from bot.store import Session, StoredConsultation, consultations, messages

LINKED: Final = 10
"""Permalinks are asked for one by one; older consultations are named without."""

Link = Callable[[str, str, str], Awaitable[str]]
"""Returns the address of a message (workspace, channel, ts), "" when there is none."""


async def _linked(
    session: Session, theirs: Sequence[StoredConsultation], link: Link
) -> tuple[str, ...]:
    """Return the address of each consultation, "" where there is none."""
    places = [await _place(session, one) for one in theirs[:LINKED]]
    found = await asyncio.gather(
        *(link(session.workspace, channel, ts) for channel, ts in places if ts)
    )
    addresses = iter(found)
    known = [next(addresses) if ts else "" for _, ts in places]
    return (*known, *[""] * (len(theirs) - len(known)))


async def listed(
    session: Session, user: str, link: Link, *, newest: bool = False
) -> tuple[ListedConsultation, ...]:
    """Return a person's consultations, or the newest alone; the newest first."""
    theirs = (await consultations.of_user(session, user))[: 1 if newest else None]
    links = await _linked(session, theirs, link)
    return tuple(_entry(one, link) for one, link in zip(theirs, links, strict=True))


def _entry(kept: StoredConsultation, link: str) -> ListedConsultation:
    done = Consultation.is_recommended(kept.state)
    return ListedConsultation(kept.title or "Untitled", done, _day(kept), kept.channel, link)


def _day(kept: StoredConsultation) -> str:
    return f"{datetime.fromtimestamp(kept.updated_at, UTC):%Y-%m-%d}"


async def _place(session: Session, kept: StoredConsultation) -> tuple[str, str]:
    for slot in ("advice", "root"):
        if place := await messages.find(session, kept.id, slot):
            return place.channel, place.ts
    return kept.channel, kept.thread_ts or ""
