"""Flip: the generation's rows, and the one transaction that makes a new version answer."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.editions.edition import Edition
from knowledge.errors import ReloadError
from knowledge.reload.intake import Intake
from knowledge.reload.lease import Lease
from knowledge.store import inventory, schema
from knowledge.store.archive import batches
from knowledge.store.records import Member, Records
from knowledge.versions import Reload


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation that is being built, and the lease under which that happens."""

    generation: int
    version: int
    by: str
    lease: Lease

    @property
    def workspace(self) -> str:
        """Whose generation it is."""
        return self.lease.workspace


async def begin(records: Records, by: str, embedder: str, lease: Lease) -> Draft:
    """Open a generation in state "building"; those that a dead process left become "failed"."""
    table = schema.generation
    mine = table.c.workspace == lease.workspace
    async with records.writing() as connection:
        await lease.renew(connection)
        await connection.execute(
            update(table).where(mine, table.c.state == "building").values(state="failed")
        )
        last = await connection.scalar(select(func.max(table.c.version)).where(mine))
        row = {
            "workspace": lease.workspace,
            "version": (last or 0) + 1,
            "state": "building",
            "embedder": embedder,
            "dimension": 0,
            "documents": 0,
            "passages": 0,
            "threshold": 0.0,
            "made_by": by,
            "made_at": lease.clock().astimezone(UTC),
        }
        result = await connection.execute(insert(table).values(row).returning(table.c.id))
        return Draft(int(result.scalar_one()), (last or 0) + 1, by, lease)


async def list_members(records: Records, draft: Draft, members: Sequence[Member]) -> None:
    """Write down which documents the generation has."""
    for batch in batches(members, 500):
        rows = [
            {
                "workspace": draft.workspace,
                "generation": draft.generation,
                "owner": member.key[0],
                "digest": member.key[1],
                "name": member.name,
            }
            for member in batch
        ]
        async with records.writing() as connection:
            await connection.execute(insert(schema.member), rows)


async def fail(records: Records, draft: Draft) -> None:
    """Close a generation that will never answer."""
    table = schema.generation
    async with records.writing() as connection:
        await connection.execute(
            update(table)
            .where(table.c.id == draft.generation, table.c.state == "building")
            .values(state="failed")
        )


async def flip(
    records: Records,
    draft: Draft,
    edition: Edition,
    news: Reload,
    intake: Intake | None,
) -> None:
    """Make a verified generation the one that answers, in one transaction.

    Raises:
        ReloadError: The lease was lost or the reload cancelled; nothing has changed.
    """
    table = schema.generation
    async with records.writing() as connection:
        if await draft.lease.renew(connection):
            raise ReloadError("The reload was cancelled.", "The version before it still answers.")
        await retire(connection, draft.workspace)
        facts = {
            "state": "ready",
            "documents": len(edition.contents),
            "passages": edition.passages,
            "dimension": edition.dimension,
            "threshold": edition.threshold,
            "report": json.dumps(asdict(news)),
        }
        if intake is not None:
            await inventory.put(connection, draft.workspace, *_rows(intake))
        facts["listed"] = await inventory.written(connection, draft.workspace)
        await connection.execute(update(table).where(table.c.id == draft.generation).values(facts))
        await point(connection, draft)


async def retire(connection: AsyncConnection, workspace: str) -> None:
    """Mark the generation that answered as one that can be gone back to."""
    table = schema.generation
    await connection.execute(
        update(table)
        .where(table.c.workspace == workspace, table.c.state == "ready")
        .values(state="retired")
    )


async def point(connection: AsyncConnection, draft: Draft) -> None:
    """Let the workspace's pointer show a generation."""
    table = schema.pointer
    await connection.execute(delete(table).where(table.c.workspace == draft.workspace))
    row = {
        "workspace": draft.workspace,
        "generation": draft.generation,
        "version": draft.version,
        "moved_by": draft.by,
        "moved_at": draft.lease.clock().astimezone(UTC),
    }
    await connection.execute(insert(table).values(row))


def _rows(intake: Intake) -> tuple[inventory.Rows, inventory.Rows]:
    """Return the rows of the documents and of the folders of an intake."""
    documents = [
        {
            "id": item.id,
            "name": item.name,
            "origin": item.origin,
            "address": item.address,
            "digest": item.key[1],
            "note": item.note,
            "added_by": item.added_by,
            "added_at": item.added_at,
        }
        for item in intake.items
    ]
    folders = [
        {"address": each.address, "added_by": each.added_by, "added_at": each.added_at}
        for each in intake.folders
    ]
    return documents, folders


async def leave(records: Records, lease: Lease) -> None:
    """Give a workspace back to the shared base: no pointer, no documents, its versions retired."""
    async with records.writing() as connection:
        await lease.renew(connection)
        await retire(connection, lease.workspace)
        for table in (schema.pointer, schema.document, schema.source):
            await connection.execute(delete(table).where(table.c.workspace == lease.workspace))
