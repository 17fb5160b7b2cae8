"""Archive: the texts of documents, their passages and the vectors of both, in the database."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

import numpy as np
from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.index.embedding import Vectors
from knowledge.passages.content import Content, Key
from knowledge.passages.cutting import Passage, text_hash
from knowledge.store import schema

BATCH = 200
Item = TypeVar("Item")


async def known(engine: AsyncEngine, keys: Collection[Key]) -> set[Key]:
    """Return which contents the database already has."""
    table = schema.content
    found: set[Key] = set()
    for batch in batches(sorted(keys)):
        wanted = select(table.c.workspace, table.c.digest).where(
            tuple_(table.c.workspace, table.c.digest).in_(batch)
        )
        async with engine.connect() as connection:
            found |= {(owner, digest) for owner, digest in await connection.execute(wanted)}
    return found


async def load(engine: AsyncEngine, keys: Collection[Key]) -> list[Content]:
    """Return contents with their passages; those that are gone are left out."""
    found: list[Content] = []
    for batch in batches(sorted(keys)):
        found.extend(await _loaded(engine, batch))
    return found


async def _loaded(engine: AsyncEngine, keys: Sequence[Key]) -> list[Content]:
    table, cuts = schema.content, schema.passage
    wanted = select(table).where(tuple_(table.c.workspace, table.c.digest).in_(keys))
    pieces = (
        select(cuts)
        .where(tuple_(cuts.c.workspace, cuts.c.digest).in_(keys))
        .order_by(cuts.c.workspace, cuts.c.digest, cuts.c.position)
    )
    passages: dict[Key, list[Passage]] = {}
    async with engine.connect() as connection:
        rows = (await connection.execute(wanted)).mappings().all()
        for row in (await connection.execute(pieces)).all():
            key = (row.workspace, row.digest)
            passages.setdefault(key, []).append(Passage(row.start, row.end, row.section))
    keyed = [((row["workspace"], row["digest"]), row) for row in rows]
    return [
        Content(
            key,
            row["title"],
            row["link"],
            row["dated"],
            row["text"],
            tuple(passages.get(key, ())),
            tuple((heading, question) for heading, question in json.loads(row["asked"])),
        )
        for key, row in keyed
    ]


async def insert(connection: AsyncConnection, batch: Sequence[Content]) -> None:
    """Store contents that the database does not have, with their passages."""
    rows = [
        {
            "workspace": c.key[0],
            "digest": c.key[1],
            "title": c.title,
            "link": c.link,
            "dated": c.dated,
            "text": c.text,
            "asked": json.dumps(c.asked, ensure_ascii=False),
        }
        for c in batch
    ]
    pieces = [
        {
            "workspace": c.key[0],
            "digest": c.key[1],
            "position": position,
            "start": passage.start,
            "end": passage.end,
            "section": passage.section,
            "text_hash": text_hash(indexed),
        }
        for c in batch
        for position, (passage, indexed) in enumerate(zip(c.passages, c.indexed(), strict=True))
    ]
    await connection.execute(schema.content.insert(), rows)
    if pieces:
        await connection.execute(schema.passage.insert(), pieces)


async def drop_generations(connection: AsyncConnection, numbers: Sequence[int]) -> None:
    """Delete generations, and the contents that nothing else refers to.

    The cost follows what is dropped, not what the workspace has.
    """
    member, generation = schema.member, schema.generation
    # A transaction that reads first cannot write on SQLite once somebody else has written.
    going = update(generation).where(generation.c.id.in_(numbers))
    await connection.execute(going.values(state="failed"))
    held = select(member.c.owner, member.c.digest).where(member.c.generation.in_(numbers))
    gone = {(owner, digest) for owner, digest in await connection.execute(held.distinct())}
    await connection.execute(delete(member).where(member.c.generation.in_(numbers)))
    await connection.execute(delete(generation).where(generation.c.id.in_(numbers)))
    for batch in batches(sorted(gone)):
        await _drop_unused(connection, batch)


async def _drop_unused(connection: AsyncConnection, keys: Sequence[Key]) -> None:
    member, document, content = schema.member, schema.document, schema.content
    used: set[Key] = set()
    for owner, digest in (
        (member.c.owner, member.c.digest),
        (document.c.workspace, document.c.digest),
    ):
        rows = await connection.execute(
            select(owner, digest).where(tuple_(owner, digest).in_(keys)).distinct()
        )
        used |= {(first, second) for first, second in rows}
    unused = [key for key in keys if key not in used]
    if not unused:
        return
    await _drop_vectors(connection, unused)
    for table in (schema.passage, content):
        place = tuple_(table.c.workspace, table.c.digest)
        await connection.execute(delete(table).where(place.in_(unused)))


async def _drop_vectors(connection: AsyncConnection, keys: Sequence[Key]) -> None:
    """Delete the vectors of passages that go, unless a passage that stays says the same."""
    passage, vector = schema.passage, schema.vector
    going = tuple_(passage.c.workspace, passage.c.digest).in_(keys)
    for workspace in sorted({workspace for workspace, _ in keys}):
        mine = passage.c.workspace == workspace
        hashes = (await connection.scalars(select(passage.c.text_hash).where(mine, going))).all()
        for batch in batches(sorted(set(hashes))):
            stays = select(passage.c.text_hash).where(mine, passage.c.text_hash.in_(batch), ~going)
            await connection.execute(
                delete(vector).where(
                    vector.c.workspace == workspace,
                    vector.c.text_hash.in_(batch),
                    vector.c.text_hash.not_in(stays),
                )
            )


async def cached_vectors(
    engine: AsyncEngine, workspace: str, embedder: str, hashes: Sequence[str]
) -> dict[str, Vectors]:
    """Return the vectors that were made before, by text hash."""
    table = schema.vector
    found: dict[str, Vectors] = {}
    for batch in batches(sorted(set(hashes))):
        wanted = select(table.c.text_hash, table.c.vector).where(
            table.c.workspace == workspace,
            table.c.embedder == embedder,
            table.c.text_hash.in_(batch),
        )
        async with engine.connect() as connection:
            for name, held in await connection.execute(wanted):
                found[name] = np.frombuffer(held, dtype="<f4")
    return found


async def keep_vectors(
    connection: AsyncConnection, workspace: str, embedder: str, made: Mapping[str, Vectors]
) -> None:
    """Store vectors by text hash; those that are there already stay."""
    table = schema.vector
    same = (table.c.workspace == workspace, table.c.embedder == embedder)
    await connection.execute(delete(table).where(*same, table.c.text_hash.in_(sorted(made))))
    rows = [
        {
            "workspace": workspace,
            "embedder": embedder,
            "text_hash": name,
            "vector": vector.astype("<f4").tobytes(),
        }
        for name, vector in sorted(made.items())
    ]
    await connection.execute(table.insert(), rows)


def batches(items: Sequence[Item], size: int = BATCH) -> list[Sequence[Item]]:
    """Return the items in runs of at most `size`."""
    return [items[start : start + size] for start in range(0, len(items), size)]
