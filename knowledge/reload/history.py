"""History: the status of a base, its versions, the way back, and forgetting."""

import asyncio
from dataclasses import replace
from zlib import crc32

from sqlalchemy import RowMapping, delete, update

from knowledge.editions.edition import Edition
from knowledge.editions.serving import Editions
from knowledge.errors import KnowledgeError, VersionError
from knowledge.reload import flip
from knowledge.reload import intake as intakes
from knowledge.reload import lease as leases
from knowledge.reload.building import load_of
from knowledge.reload.lease import Lease
from knowledge.reload.loading import Loader
from knowledge.store import inventory, schema
from knowledge.store.records import Records, in_utc
from knowledge.store.schema import HOUSE, SHARED
from knowledge.versions import SHARED_VERSION, Reload, Status, Version, report_of


async def status_of(editions: Editions, workspace: str, edition: Edition) -> Status:
    """Tell how a workspace's base is doing."""
    records = editions.records
    row = await records.generation(edition.generation)
    shared = row["workspace"] != workspace
    return Status(
        version=SHARED_VERSION if shared else edition.version,
        shared=shared,
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
    """Return a workspace's own versions, newest first, and what it shares with all as the last."""
    records = editions.records
    live = await records.pointer(workspace)
    own = [_version(row, live) for row in await records.generations(workspace)]
    shared = await _shared(records, workspace, is_live=live is None)
    return (*own, shared) if shared is not None else tuple(own)


async def _shared(records: Records, workspace: str, *, is_live: bool) -> Version | None:
    """Return what answers a workspace when it has no documents of its own, as its version 0."""
    number = await records.pointer(await records.base_below(workspace))
    if number is None:
        return None
    return replace(
        _version(await records.generation(number), number),
        version=SHARED_VERSION,
        state="ready" if is_live else "retired",
        live=is_live,
        report=Reload(SHARED_VERSION),
    )


def _version(row: RowMapping, live: int | None) -> Version:
    return Version(
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


async def roll_back(
    editions: Editions, loader: Loader, workspace: str, wish: tuple[int | None, str]
) -> Version:
    """Let the version of a wish (version, by) answer again; its documents become the current ones.

    Without a number it is the newest one that is kept from before the one that answers. Version 0,
    what all workspaces share, is always kept.

    Raises:
        VersionError: It is not kept.
        ReloadError: A reload is running.
    """
    version, by = wish
    lease = await leases.take(editions.records, workspace, loader.clock)
    try:
        version = await _before(editions, workspace) if version is None else version
        if version == SHARED_VERSION:
            await loader.leave(lease)
        else:
            await _go_back(editions, lease, version, by)
    finally:
        await asyncio.shield(leases.give_back(editions.records, lease))
    return next(each for each in await versions_of(editions, workspace) if each.live)


async def _go_back(editions: Editions, lease: Lease, version: int, by: str) -> None:
    number = await _kept(editions.records, lease.workspace, version)
    edition = await editions.opened(number)
    try:
        await _flip_back(editions.records, flip.Draft(number, version, by, lease))
    except BaseException:
        editions.shelf.release(edition)
        raise
    editions.swap(lease.workspace, edition)


async def _before(editions: Editions, workspace: str) -> int:
    versions = await versions_of(editions, workspace)
    live = next((each.version for each in versions if each.live), SHARED_VERSION)
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
        named = ", ".join(str(each) for each in (SHARED_VERSION, *sorted(kept)))
        raise VersionError(
            f"Version {version} is not kept for this workspace.", f"Kept versions: {named}."
        )
    return int(kept[version])


async def _flip_back(records: Records, draft: flip.Draft) -> None:
    table = schema.generation
    kept = (await records.generation(draft.generation))["listed"]
    documents, folders = inventory.read(kept) if kept else (await _restored(records, draft), [])
    async with records.writing() as connection:
        await draft.lease.renew(connection)
        await flip.retire(connection, draft.workspace)
        await connection.execute(
            update(table).where(table.c.id == draft.generation).values(state="ready")
        )
        await flip.point(connection, draft)
        await inventory.put(connection, draft.workspace, documents, folders)


async def _restored(records: Records, draft: flip.Draft) -> inventory.Rows:
    """Return the documents of a generation that was made before what it was made from was kept."""
    return [
        {
            "id": f"restored-{draft.generation}-{crc32(member.name.encode()):08x}",
            "name": member.name,
            "origin": "upload",
            "address": "",
            "digest": member.key[1],
            "note": "",
            "added_by": draft.by,
            "added_at": draft.lease.clock(),
        }
        for member in await records.members(draft.generation)
        if member.key[0] == draft.workspace
    ]


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
