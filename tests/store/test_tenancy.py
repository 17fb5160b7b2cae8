"""A session is bound to one workspace, and what forgets it is refused before it runs."""

import pytest
from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.sql.base import Executable

from bot.store import EVERY, Database, WorkspaceMissingError, metadata
from bot.store.tables import consultation, feedback, inbox, message

MINE = consultation.c.workspace == "T1"


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
def test_every_table_is_keyed_by_workspace(table: object) -> None:
    named = metadata.tables[str(table)]
    keys = [named.primary_key, *named.constraints, *named.indexes]
    assert not named.c.workspace.nullable
    assert any("workspace" in key.columns for key in keys)  # type: ignore[attr-defined]  # constraints have columns


@pytest.mark.parametrize(
    "statement",
    [
        select(consultation),
        select(func.count()).select_from(consultation),
        select(consultation.c.id).where(consultation.c.id == "k"),
        select(consultation).where(consultation.c.workspace == "T2"),
        select(consultation).where(consultation.c.workspace != "T1"),
        select(consultation).where(MINE, consultation.c.id.in_(select(message.c.consultation))),
        select(consultation, feedback).where(MINE),
        select(consultation).where(MINE, exists().where(message.c.slot == "root")),
        update(consultation).values(title=""),
        update(consultation).where(consultation.c.id == "k").values(title=""),
        delete(inbox),
        delete(inbox).where(inbox.c.workspace == "T2"),
    ],
    ids=str,
)
async def test_a_statement_without_the_workspace_is_refused(
    database: Database, statement: Executable
) -> None:
    async with database.reading("T1") as session:
        with pytest.raises(WorkspaceMissingError):
            await session.execute(statement)


@pytest.mark.parametrize("rows", [[], [{"name": "n"}], [{"workspace": "T2", "name": "n"}]])
async def test_a_row_for_another_workspace_is_refused(
    database: Database, rows: list[dict[str, object]]
) -> None:
    table = metadata.tables["workspace_setting"]
    async with database.reading("T1") as session:
        with pytest.raises(WorkspaceMissingError):
            await session.execute(table.insert(), [{"value": 1, **row} for row in rows])


async def test_a_statement_made_once_is_confined_by_the_workspace_it_is_given(
    database: Database,
) -> None:
    asked = update(consultation).where(consultation.c.workspace == bindparam("whose"))
    statement = asked.values(title="")
    async with database.writing("T1") as session:
        await session.execute(statement, [{"whose": "T1"}])
        with pytest.raises(WorkspaceMissingError):
            await session.execute(statement, [{"whose": "T2"}])
        with pytest.raises(WorkspaceMissingError):
            await session.execute(statement)


async def test_a_session_of_every_workspace_can_be_narrowed_and_not_widened(
    database: Database,
) -> None:
    async with database.reading(EVERY) as session:
        await session.execute(select(consultation))
        session.narrow("T1")
        with pytest.raises(WorkspaceMissingError):
            await session.execute(select(consultation))
        with pytest.raises(WorkspaceMissingError):
            session.narrow("T2")
