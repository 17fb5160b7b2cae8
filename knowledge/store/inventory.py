"""Inventory: a workspace's documents and folders, as a generation was made from them."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, Update, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.store import schema

Rows = list[dict[str, Any]]


async def put(connection: AsyncConnection, workspace: str, documents: Rows, folders: Rows) -> None:
    """Let these be all documents and folders of a workspace."""
    for table, rows in ((schema.document, documents), (schema.source, folders)):
        await connection.execute(delete(table).where(table.c.workspace == workspace))
        if rows:
            await connection.execute(
                insert(table), [{**row, "workspace": workspace} for row in rows]
            )


async def written(connection: AsyncConnection, workspace: str) -> str:
    """Return all documents and folders of a workspace as JSON."""
    held = {
        name: await _rows(connection, table, workspace)
        for name, table in (("documents", schema.document), ("folders", schema.source))
    }
    return json.dumps(held, ensure_ascii=False, default=datetime.isoformat)


async def _rows(connection: AsyncConnection, table: Table, workspace: str) -> Rows:
    found = await connection.execute(select(table).where(table.c.workspace == workspace))
    return [
        {name: value for name, value in row.items() if name != "workspace"}
        for row in found.mappings()
    ]


def read(text: str) -> tuple[Rows, Rows]:
    """Return (documents, folders) of what `written` wrote."""
    held = json.loads(text)
    return _with_moments(held["documents"]), _with_moments(held["folders"])


def _with_moments(rows: Sequence[dict[str, Any]]) -> Rows:
    return [{**row, "added_at": datetime.fromisoformat(row["added_at"])} for row in rows]


def renaming(workspace: str, person: str, name: str) -> Update:
    """Return the change that calls a person otherwise in all that generations were made from."""
    table = schema.generation
    who, other = (f'"added_by": {json.dumps(each, ensure_ascii=False)}' for each in (person, name))
    mine = update(table).where(table.c.workspace == workspace, table.c.listed.contains(who))
    return mine.values(listed=func.replace(table.c.listed, who, other))
