"""History: the status of a base, its versions, the way back, and forgetting."""

import asyncio
from zlib import crc32

from sqlalchemy import delete, insert, update

from knowledge.editions.edition import Edition
from knowledge.editions.serving import Editions
from knowledge.errors import KnowledgeError, VersionError
from knowledge.reload import flip
from knowledge.reload import intake as intakes
from knowledge.reload import lease as leases
from knowledge.reload.building import load_of
from knowledge.reload.loading import Loader
from knowledge.store import schema
from knowledge.store.records import Records, in_utc
from knowledge.store.schema import HOUSE, SHARED
from knowledge.versions import Status, Version, report_of


async def status_of(editions: Editions, workspace: str, edition: Edition) -> Status:
    """Tell how a workspace's base is doing."""
    records = editions.records
    row = await records.generation(edition.generation)
    return Status(
        version=edition.version,
        shared=row["workspace"] != workspace,
        documents=len(edition.contents),
        passages=edition.passages,
        embedder=edition.embedder.identity,
        made_by=row["made_by"],
        made_at=in_utc(row["made_at"]),
        reloading=await leases.is_held(records, workspace, editions.clock()),
        degraded=edition.damage,
        own=await records.entries(workspace),
        refused=report_of(row["report"]).refused,
        waiting=await _waiting(records, workspace, edition),
    )


async def _waiting(records: Records, workspace: str, edition: Edition) -> int:
    """Return how many documents a reload of a workspace with documents of its own would bring."""
    own = await intakes.current(records, workspace)
    if not own.items:
        return 0
    house = () if workspace == HOUSE else (await intakes.current(records, HOUSE)).items
    held = {content.key for content in edition.contents}
    return sum(each.key not in held for each in load_of(workspace, "", own, house).members)


async def versions_of(editions: Editions, workspace: str) -> tuple[Version, ...]:
    """Return the versions of the base that answers a workspace, newest first."""
    base = await editions.records.base(workspace)
    live = await editions.records.pointer(base)
    return tuple(
        Version(
            version=row["version"],
            state=row["state"],
            live=row["id"] == live,
            documents=row["documents"],
            passages=row["passages"],
            embedder=row["embedder"],
            made_by=row["made_by"],
            made_at=in_utc(row["made_at"]),
            report=report_of(row["report"]),
        )
        for row in await editions.records.generations(base)
    )


async def roll_back(
    editions: Editions, loader: Loader, workspace: str, wish: tuple[int | None, str]
) -> Version:
    """Let the version of a wish (version, by) answer again; its documents become the current ones.

    Without a number it is the newest one that is kept from before the one that answers.

    Raises:
        VersionError: It is not kept.
        ReloadError: A reload is running.
    """
    version, by = wish
    lease = await leases.take(editions.records, workspace, loader.clock)
    try:
        version = await _before(editions, workspace) if version is None else version
        number = await _kept(editions.records, workspace, version)
        edition = await editions.opened(number)
        try:
            draft = flip.Draft(number, version, by, lease)
            await _flip_back(editions.records, draft)
        except BaseException:
            editions.shelf.release(edition)
            raise
        editions.swap(workspace, edition)
    finally:
        await asyncio.shield(leases.give_back(editions.records, lease))
    return next(each for each in await versions_of(editions, workspace) if each.live)


async def _before(editions: Editions, workspace: str) -> int:
    versions = await versions_of(editions, workspace)
    live = next((each.version for each in versions if each.live), 0)
    older = [each.version for each in versions if each.version < live and each.state == "retired"]
    if not older:
        raise VersionError(
            "No version from before the one that answers is kept.", "Look at the list of versions."
        )
    return max(older)


async def _kept(records: Records, workspace: str, version: int) -> int:
    rows = await records.generations(workspace)
    kept = {r["version"]: r["id"] for r in rows if r["state"] in {"ready", "retired"}}
    if version not in kept:
        named = ", ".join(str(each) for each in sorted(kept)) or "none of its own"
        raise VersionError(
            f"Version {version} is not kept for this workspace.", f"Kept versions: {named}."
        )
    return int(kept[version])


async def _flip_back(records: Records, draft: flip.Draft) -> None:
    table = schema.generation
    own = await records.own(draft.workspace)
    members = await records.members(draft.generation)
    async with records.writing() as connection:
        await draft.lease.renew(connection)
        await flip.retire(connection, draft.workspace)
        await connection.execute(
            update(table).where(table.c.id == draft.generation).values(state="ready")
        )
        await flip.point(connection, draft)
        known = {row["name"]: dict(row) for row in own}
        rows = [
            {**known.get(member.name, _restored(draft, member.name)), "digest": member.key[1]}
            for member in members
            if member.key[0] == draft.workspace
        ]
        document = schema.document
        await connection.execute(delete(document).where(document.c.workspace == draft.workspace))
        if rows:
            await connection.execute(insert(document), rows)


def _restored(draft: flip.Draft, name: str) -> dict[str, object]:
    """Return the row of a document that had been removed since."""
    return {
        "workspace": draft.workspace,
        "id": f"restored-{draft.generation}-{crc32(name.encode()):08x}",
        "name": name,
        "origin": "upload",
        "address": "",
        "note": "",
        "added_by": draft.by,
        "added_at": draft.lease.clock(),
    }


async def forget_workspace(editions: Editions, loader: Loader, workspace: str) -> None:
    """Erase everything of a workspace: rows, indexes, and what is open of it.

    Raises:
        KnowledgeError: The workspace is the shared one.
    """
    if workspace in {HOUSE, SHARED}:
        raise KnowledgeError("What all workspaces share is not forgotten.", "Name a workspace.")
    loader.cancel(workspace)
    tables = (
        schema.lease,
        schema.pointer,
        schema.member,
        schema.generation,
        schema.document,
        schema.source,
        schema.passage,
        schema.content,
        schema.vector,
    )
    async with editions.records.writing() as connection:
        for table in tables:
            await connection.execute(delete(table).where(table.c.workspace == workspace))
    editions.drop(workspace)
    kept = (await editions.records.kept()).values()
    await asyncio.to_thread(editions.shelf.collect, kept)
