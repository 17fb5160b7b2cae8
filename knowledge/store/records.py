"""Records: what the database knows of documents, generations and pointers.

Every method is one short transaction; a writing one begins with a write, so that SQLite takes its
lock at once instead of failing half-way.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.passages.content import Key
from knowledge.store import schema
from knowledge.store.archive import drop_generations
from knowledge.versions import Entry

KEPT = 3
"""How many generations of a workspace can be gone back to, the live one included."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a generation: its name there, and its content."""

    name: str
    key: Key


def in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC; SQLite hands back moments without a zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def noted(row: RowMapping) -> dict[str, Any]:
    """Return what a row of `kb_document` says of a document, by the names that `Entry` has."""
    said = {each.name: row[each.name] for each in fields(Entry)}
    return {**said, "added_at": in_utc(row["added_at"])}


class Records:
    """The tables of one database, as plain questions and answers."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Use an engine that the caller owns and closes."""
        self.engine = engine
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Give a transaction that writes; one at a time in this process."""
        async with self._writing, self.engine.begin() as connection:
            yield connection

    async def pointer(self, workspace: str) -> int | None:
        """Return the live generation of a workspace, or None when it has none of its own."""
        table = schema.pointer
        wanted = select(table.c.generation).where(table.c.workspace == workspace)
        async with self.engine.connect() as connection:
            found: int | None = await connection.scalar(wanted)
            return found

    async def base(self, workspace: str) -> str:
        """Return whose version answers a workspace: its own, the operator's, or the shared one."""
        if await self.pointer(workspace) is not None:
            return workspace
        return await self.base_below(workspace)

    async def base_below(self, workspace: str) -> str:
        """Return whose version answers a workspace that has no documents of its own."""
        house = schema.HOUSE
        is_operators = workspace != house and await self.pointer(house) is not None
        return house if is_operators else schema.SHARED

    async def answering(self, workspace: str) -> int | None:
        """Return the generation that answers a workspace, or None when there is none at all."""
        return await self.pointer(await self.base(workspace))

    async def generation(self, number: int) -> RowMapping:
        """Return one generation.

        Raises:
            LookupError: There is none of this id.
        """
        table = schema.generation
        async with self.engine.connect() as connection:
            result = await connection.execute(select(table).where(table.c.id == number))
            row = result.mappings().first()
        if row is None:
            raise LookupError(f"generation {number} is gone")
        return row

    async def generations(self, workspace: str) -> list[RowMapping]:
        """Return a workspace's generations, newest first."""
        table = schema.generation
        wanted = select(table).where(table.c.workspace == workspace)
        async with self.engine.connect() as connection:
            result = await connection.execute(wanted.order_by(table.c.version.desc()))
            return list(result.mappings().all())

    async def members(self, generation: int) -> list[Member]:
        """Return the documents of a generation, by name."""
        table = schema.member
        wanted = select(table).where(table.c.generation == generation).order_by(table.c.name)
        async with self.engine.connect() as connection:
            rows = (await connection.execute(wanted)).mappings().all()
        return [Member(row["name"], (row["owner"], row["digest"])) for row in rows]

    async def own(self, workspace: str) -> list[RowMapping]:
        """Return the rows of a workspace's own documents, by name."""
        table = schema.document
        wanted = select(table).where(table.c.workspace == workspace).order_by(table.c.name)
        async with self.engine.connect() as connection:
            return list((await connection.execute(wanted)).mappings().all())

    async def entries(self, workspace: str) -> tuple[Entry, ...]:
        """Return a workspace's own documents as administrators see them."""
        return tuple(Entry(**noted(row)) for row in await self.own(workspace))

    async def folders(self, workspace: str) -> list[RowMapping]:
        """Return the rows of the folders that a reload of the workspace reads again."""
        table = schema.source
        wanted = select(table).where(table.c.workspace == workspace).order_by(table.c.address)
        async with self.engine.connect() as connection:
            return list((await connection.execute(wanted)).mappings().all())

    async def prune(self, workspace: str) -> list[int]:
        """Drop generations beyond the last three and what only they held; return those kept."""
        rows = await self.generations(workspace)
        live = await self.pointer(workspace)
        whole = [row["id"] for row in rows if row["state"] in {"ready", "retired"}]
        kept = [number for number in whole if number == live][:1]
        kept += [number for number in whole if number != live][: KEPT - len(kept)]
        dropped = [
            row["id"] for row in rows if row["id"] not in kept and row["state"] != "building"
        ]
        if dropped:
            async with self.writing() as connection:
                await drop_generations(connection, dropped)
        return kept

    async def kept(self) -> dict[int, set[Key]]:
        """Return the contents of every generation that can be served, by generation."""
        kept: dict[int, set[Key]] = {}
        member, generation = schema.member, schema.generation
        joined = member.join(generation, generation.c.id == member.c.generation)
        wanted = select(member.c.generation, member.c.owner, member.c.digest)
        alive = generation.c.state.in_(("ready", "retired", "building"))
        async with self.engine.connect() as connection:
            for number, owner, digest in await connection.execute(
                wanted.select_from(joined).where(alive)
            ):
                kept.setdefault(number, set()).add((owner, digest))
        return kept
