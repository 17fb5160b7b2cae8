"""Nothing that happens in a turn reads the whole history: every statement goes by an index."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text

from bot.delivery import Inbox, pending_age, restored_turns, resume, waiting
from bot.delivery.outbox import enqueue
from bot.delivery.queue import INBOX
from bot.store import (
    EVERY,
    Database,
    StoredConsultation,
    consultations,
    erase_message,
    forget_old,
)
from tests.delivery.stage import WORKSPACE, Slack, arrival, reply, running, sender, until_there_are

WHOLE_TABLE = re.compile(r"Seq Scan on (inbox|outbox)|SCAN (inbox|outbox|other)(?! USING)")
BY_AGE = re.compile(r"Index Cond: \(stored_at <|USING INDEX \w+ \(stored_at<\?\)")


async def test_a_turn_reads_no_whole_table_with_a_hundred_thousand_old_rows(
    database: Database,
) -> None:
    await fill(database)
    with recorded(database) as statements:
        await a_whole_turn(database)
    assert len(statements) > 10
    plans = {statement: await plan(database, statement, given) for statement, given in statements}
    assert [plan for plan in plans.items() if WHOLE_TABLE.search(plan[1])] == []


async def fill(database: Database) -> None:
    """Insert old rows, done, and a few open ones, inside the database."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
    columns = "workspace, key, {}, payload, state, attempts, not_before, lease_until, stored_at, done_at, error"
    values = "'T1', 'Ev' || i, {}, '{{}}', 'done', 1, 0, 0, 1, CASE WHEN i > 99990 THEN NULL ELSE 1 END, '' FROM n"
    in_ = (
        columns.format('thread, "user", kind'),
        values.format("'t' || (i % 500), 'U' || (i % 500), 'said'"),
    )
    out = (
        columns.format("lane, consultation, slot, channel, method, doubtful"),
        values.format("'k' || i, 'k' || i, 'root', 'C1', 'chat.postMessage', false"),
    )
    async with database.writing(EVERY) as session:
        for table, (names, row) in (("inbox", in_), ("outbox", out)):
            filling = f"INSERT INTO {table} ({names}) "
            await session.execute(text(f"{filling}{numbers}SELECT {row}"))
        await session.execute(text("ANALYZE"))


async def a_whole_turn(database: Database) -> None:
    """Do what the code does in a turn, with the statements that the code makes."""
    await Inbox(database).store(arrival("Ev new", second_key="C1:1.0"))
    async with database.writing(EVERY) as session:
        claimed = await INBOX.claim(session, "me", 60)
        assert claimed is not None
        await INBOX.renew(session, claimed, 60)
        await INBOX.close(session, claimed, "done")
    stored = StoredConsultation("k", "C1", None, "U1", "", {}, 1)
    async with database.writing(WORKSPACE) as session:
        await consultations.save(session, stored, expected=0)
        await consultations.at_thread(session, "C1", "1.0")
        await consultations.of_user(session, "U1")
        await enqueue(session, [reply("re:new", consultation="k", slot="root")])
        await erase_message(session, "C1:1.0", "U2")
    slack = Slack()
    async with running(sender(database, slack)):
        await until_there_are(1, slack.shown)
    await pending_age(database)
    await waiting(database, 4.0)


async def test_starting_again_reads_no_whole_table_with_a_hundred_thousand_old_rows(
    database: Database,
) -> None:
    await fill(database)
    with recorded(database) as statements:
        await resume(database)
        await restored_turns(database)
    plans = {statement: await plan(database, statement, given) for statement, given in statements}
    assert [plan for plan in plans.items() if WHOLE_TABLE.search(plan[1])] == []


async def test_the_retention_job_looks_at_old_rows_alone(database: Database) -> None:
    await fill(database)
    with recorded(database) as statements:
        await forget_old(database, 100_000)  # nothing is as old as that
    looks = [(statement, given) for statement, given in statements if "stored_at <" in statement]
    assert len(looks) == 4
    for statement, given in looks:
        assert BY_AGE.search(await plan(database, statement, given)), statement


@contextmanager
def recorded(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """Record every statement with its values, as they reach the driver."""
    statements: list[tuple[str, Any]] = []

    def record(
        _connection: object, _cursor: object, statement: str, given: Any, *_: object
    ) -> None:
        statements.append((statement, given))

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", record)


async def plan(database: Database, statement: str, given: Any) -> str:
    explain = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[database.dialect]
    async with database.engine.connect() as connection:
        rows = await connection.exec_driver_sql(explain + statement, given)
        return "\n".join(str(row[-1]) for row in rows)
