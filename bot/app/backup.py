"""Backup: everything the bot keeps, as one file that either database can be restored from.

It is read from one snapshot, so it can be made while the bot works. It is encrypted with the first
of ADVISOR_ENCRYPTION_KEYS where there is one; the keys are never in it.
"""

import base64
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Final, TextIO

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app.chunks import FORMAT, Contents, check_keys, close_chunk, read_chunks, read_contents
from bot.clock import now
from bot.delivery import doubt_open
from bot.errors import SettingsError
from bot.slack.vault import Vault
from bot.store import Database, metadata
from bot.store.migration import current
from bot.store.tables import installation
from knowledge import metadata as knowledge_metadata

CHUNK: Final = 500
"""Rows a chunk: what is held in memory at a time."""
_TEMPORARY: Final = frozenset({"kb_lease"})
"""What only means something to the processes that were running."""


async def back_up(database: Database, file: TextIO, vault: Vault | None) -> Mapping[str, int]:
    """Write a backup; return the number of rows by table.

    Raises:
        SettingsError: The database does not answer, or has no tables yet.
    """
    revision = await current(database)
    if revision is None:
        raise SettingsError("The database is empty.", "There is nothing to back up.")
    rows: dict[str, int] = {}
    async with _snapshot(database) as connection:
        sealed_with = vault.newest if vault else ""
        keys = await _key_ids(connection)
        contents = Contents(FORMAT, now().isoformat(), revision, sealed_with, keys)
        file.write(json.dumps(asdict(contents)) + "\n")
        number = 0
        for table in _tables():
            rows[table.name] = 0
            async for part in _parts(connection, table):
                chunk = {"table": table.name, "rows": part}
                file.write(close_chunk(chunk, number, contents, vault) + "\n")
                rows[table.name] += len(part)
                number += 1
        file.write(close_chunk({"end": rows}, number, contents, vault) + "\n")
    return rows


async def restore(database: Database, file: TextIO, vault: Vault | None) -> Mapping[str, int]:
    """Fill an empty, migrated database from a backup; all of it or nothing.

    What was on its way when the backup was made may have arrived since: open messages are looked
    up in Slack before they are sent, and so are the answers to open turns.

    Raises:
        SettingsError: The file is damaged, cut short, of another version, or needs another key;
            or the database has rows.
    """
    contents = read_contents(file.readline())
    check_keys(contents, vault)
    if contents.revision != await current(database):
        raise SettingsError(
            f"The backup has tables of version {contents.revision}, this program of another.",
            "Restore with the program's version that made it, then upgrade.",
        )
    found: dict[str, int] = {}
    async with database.engine.begin() as connection:
        await _require_empty(connection)
        for chunk in read_chunks(file, contents, vault):
            table = _table(chunk["table"])
            rows = [_read_row(table, row) for row in chunk["rows"]]
            await connection.execute(insert(table), rows)
            found[table.name] = found.get(table.name, 0) + len(rows)
        await doubt_open(connection)
        await _count_on(connection, database)
    return found


def _tables() -> Iterator[Table]:
    for table in chain(knowledge_metadata.sorted_tables, metadata.sorted_tables):
        if table.name not in _TEMPORARY:
            yield table


def _table(name: str) -> Table:
    return next(table for table in _tables() if table.name == name)


@asynccontextmanager
async def _snapshot(database: Database) -> AsyncIterator[AsyncConnection]:
    """Yield a connection that sees one moment, whatever is written meanwhile."""
    async with database.engine.connect() as connection:
        if database.shared:
            yield await connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            return
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None  # noqa: S101  (an open connection has one; says so to mypy)
        await driver.execute("BEGIN")
        try:
            yield connection
        finally:
            await driver.rollback()


async def _key_ids(connection: AsyncConnection) -> tuple[str, ...]:
    query = select(installation.c.key_id).distinct()
    return tuple(sorted((await connection.execute(query)).scalars()))


async def _parts(connection: AsyncConnection, table: Table) -> AsyncIterator[list[Any]]:
    async with connection.stream(select(table).order_by(*table.primary_key)) as found:
        async for part in found.mappings().partitions(CHUNK):
            yield [{name: _written(value) for name, value in row.items()} for row in part]


def _written(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):  # SQLite forgets the zone, which is always UTC
        return value.replace(tzinfo=value.tzinfo or UTC).isoformat()
    return value


def _read_row(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _read(table, name, value) for name, value in row.items()}


def _read(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type.python_type if value is not None else None
    if kind is bytes:
        return base64.b64decode(value)
    return datetime.fromisoformat(value) if kind is datetime else value


async def _require_empty(connection: AsyncConnection) -> None:
    for table in _tables():
        if (await connection.execute(select(func.count()).select_from(table))).scalar_one():
            raise SettingsError(
                f"The database is not empty: {table.name} has rows.",
                "Restore into a new one; nothing was changed.",
            )


async def _count_on(connection: AsyncConnection, database: Database) -> None:
    """Let new rows be numbered after the restored ones; SQLite does so by itself."""
    if not database.shared:
        return
    for table in _tables():
        column = table.autoincrement_column
        if column is not None:
            place = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
            largest = f"(SELECT max({column.name}) FROM {table.name})"  # noqa: S608  (our own names)
            await connection.execute(text(f"SELECT setval({place}, coalesce({largest}, 1))"))
