"""Retention: the job that forgets what is old, a workspace at a time, in short transactions."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Delete,
    ScalarSelect,
    Select,
    Table,
    Update,
    and_,
    delete,
    select,
    update,
)

from bot.store.columns import now
from bot.store.database import Database
from bot.store.preferences import RETENTION_DAYS
from bot.store.tables import (
    audit,
    consultation,
    feedback,
    inbox,
    message,
    model_use,
    oauth_state,
    outbox,
    pace,
    workspace_setting,
)
from bot.store.tenancy import EVERY

DAY: Final = 86400.0
IDS_DAYS: Final = 7
"""Ids of arrivals outlive their words: Slack redelivers for minutes, an outage lasts days."""
RECORDS_DAYS: Final = 400
"""The audit trail and the use of the model: a year, and time to look back on it."""
BATCH: Final = 500
"""Rows a transaction: an acknowledgement never waits longer than these take."""


async def forget_old(database: Database, days: int) -> int:
    """Erase what is older than the retention of its workspace; return the number of rows.

    Args:
        database: An open database.
        days: For workspaces that set no `retention_days` of their own.
    """
    total = 0
    for workspace, own_days in (await _retention_of(database)).items():
        for statement in _steps(workspace, own_days if own_days > 0 else days):
            total += await _repeat(database, workspace, statement)
    await database.compact()
    return total


async def _retention_of(database: Database) -> dict[str, int]:
    """Return the days of every workspace that has rows, 0 where the default holds."""
    tables = (consultation, inbox, outbox, oauth_state, audit, model_use, pace)
    async with database.reading(EVERY) as session:
        found: dict[str, int] = {}
        for table in tables:
            rows = await session.execute(select(table.c.workspace).distinct())
            found.update(dict.fromkeys(rows.scalars(), 0))
        query = select(workspace_setting).where(workspace_setting.c.name == RETENTION_DAYS)
        found.update({row.workspace: int(row.value) for row in await session.execute(query)})
    return dict(sorted(found.items()))


async def _repeat(database: Database, workspace: str, statement: Update | Delete) -> int:
    total = 0
    while True:
        async with database.writing(workspace) as session:
            rows = (await session.execute(statement)).rowcount
        total += rows
        if rows < BATCH:
            return total


def _ago(days: int) -> ScalarSelect[float]:
    """Return the moment so many days ago, asked for once a statement.

    A clock that is asked anew for each row rules every index out: over 500,000 rows that took a
    second instead of a millisecond (PostgreSQL, `clock_timestamp`).
    """
    return select(now() - days * DAY).scalar_subquery()


def _steps(workspace: str, days: int) -> Iterator[Update | Delete]:
    old = _ago(days)
    for queue, finished in ((inbox, ("done", "dead")), (outbox, ("sent", "refused"))):
        over = and_(queue.c.workspace == workspace, queue.c.state.in_(finished))
        wordy = _some(queue, over, queue.c.stored_at < old, queue.c.payload != {})
        yield (
            update(queue)
            .where(over, queue.c.id.in_(wordy))
            .values(payload={}, **({"user": ""} if queue is inbox else {"fallback": None}))
        )
        gone = _some(queue, over, queue.c.stored_at < _ago(max(days, IDS_DAYS)))
        yield delete(queue).where(over, queue.c.id.in_(gone))
    yield from _consultations(workspace, old)
    yield from (
        delete(table).where(table.c.workspace == workspace, expired)
        for table, expired in (
            (oauth_state, oauth_state.c.expires_at < _ago(0)),
            (pace, pace.c.free_at < _ago(1)),
            (audit, audit.c.at < _ago(RECORDS_DAYS)),
            (model_use, model_use.c.updated_at < _ago(RECORDS_DAYS)),
        )
    )


def _consultations(workspace: str, old: ScalarSelect[float]) -> Iterator[Delete]:
    over = and_(consultation.c.workspace == workspace, consultation.c.updated_at < old)
    for table in (message, feedback):
        ended = select(consultation.c.id).where(over)
        yield delete(table).where(table.c.workspace == workspace, table.c.consultation.in_(ended))
    yield delete(consultation).where(over)


def _some(queue: Table, *conditions: ColumnElement[bool]) -> Select[int]:
    return select(queue.c.id).where(*conditions).order_by(queue.c.stored_at).limit(BATCH)
