"""Records: what people said about the advice, what administrators did, what the model used."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from bot.store.columns import now
from bot.store.session import Session
from bot.store.tables import audit, feedback, model_use

WHOLE_WORKSPACE = ""
"""The user under whom the use of a whole workspace is counted."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said about one version of a recommendation."""

    consultation: str
    user: str
    helpful: bool
    comment: str
    version: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit trail: who did what to what, and when (seconds since 1970)."""

    actor: str
    action: str
    target: str
    detail: Mapping[str, Any]
    at: float


@dataclass(frozen=True, slots=True)
class Use:
    """Use of the language model.

    Attributes:
        calls: How often it was asked.
        tokens: Tokens in and out.
        micro_usd: Cost in millionths of a dollar.
    """

    calls: int = 0
    tokens: int = 0
    micro_usd: int = 0


async def give_feedback(session: Session, given: Feedback) -> None:
    """Keep one person's feedback on a consultation, in place of what the person said before."""
    await session.put(feedback, **asdict(given))


async def comment_feedback(session: Session, consultation: str, user: str, comment: str) -> None:
    """Add a reason to what a person said about a consultation."""
    await session.execute(
        update(feedback)
        .where(
            feedback.c.workspace == session.workspace,
            feedback.c.consultation == consultation,
            feedback.c.user == user,
        )
        .values(comment=comment)
    )


async def count_feedback(session: Session) -> tuple[int, int]:
    """Return how many found the advice helpful, and how many did not."""
    query = (
        select(feedback.c.helpful, func.count().label("number"))
        .where(feedback.c.workspace == session.workspace)
        .group_by(feedback.c.helpful)
    )
    counts = {row.helpful: row.number for row in await session.execute(query)}
    return counts.get(True, 0), counts.get(False, 0)


async def read_feedback(session: Session, limit: int = 20) -> Sequence[Feedback]:
    """Return what people said with a reason, the newest first."""
    query = (
        select(feedback)
        .where(feedback.c.workspace == session.workspace, feedback.c.comment != "")
        .order_by(feedback.c.at.desc())
        .limit(limit)
    )
    return [
        Feedback(row.consultation, row.user, row.helpful, row.comment, row.version)
        for row in await session.execute(query)
    ]


async def write_audit(
    session: Session, actor: str, action: str, target: str = "", **detail: object
) -> None:
    """Add a line to the audit trail; never a secret, never anybody's words."""
    await session.insert(audit, actor=actor, action=action, target=target, detail=detail)


async def read_audit(session: Session, limit: int = 50) -> Sequence[Entry]:
    """Return the newest lines of the audit trail, the newest first."""
    query = (
        select(audit)
        .where(audit.c.workspace == session.workspace)
        .order_by(audit.c.id.desc())
        .limit(limit)
    )
    return [
        Entry(row.actor, row.action, row.target, row.detail, row.at)
        for row in await session.execute(query)
    ]


async def add_use(session: Session, day: date, user: str, use: Use) -> None:
    """Count use of the model for a person and for the workspace; negative numbers take it back.

    The workspace's row comes first: who has written it keeps everybody else waiting, so that a
    budget that is checked afterwards is checked by one at a time.
    """
    for who in dict.fromkeys((WHOLE_WORKSPACE, user)):
        await session.insert(
            model_use, day=day.isoformat(), user=who, calls=0, tokens=0, micro_usd=0
        )
        await session.execute(
            update(model_use)
            .where(
                model_use.c.workspace == session.workspace,
                model_use.c.day == day.isoformat(),
                model_use.c.user == who,
            )
            .values(
                calls=model_use.c.calls + use.calls,
                tokens=model_use.c.tokens + use.tokens,
                micro_usd=model_use.c.micro_usd + use.micro_usd,
                updated_at=now(),
            )
        )


async def used(session: Session, since: date, until: date, user: str = WHOLE_WORKSPACE) -> Use:
    """Return the use by a person, or by the workspace, from one day to another inclusive."""
    query = select(
        func.sum(model_use.c.calls).label("calls"),
        func.sum(model_use.c.tokens).label("tokens"),
        func.sum(model_use.c.micro_usd).label("micro_usd"),
    ).where(
        model_use.c.workspace == session.workspace,
        model_use.c.user == user,
        model_use.c.day.between(since.isoformat(), until.isoformat()),
    )
    row = (await session.execute(query)).one()
    return Use(int(row.calls or 0), int(row.tokens or 0), int(row.micro_usd or 0))
