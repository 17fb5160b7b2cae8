"""Building: from the wish to change what is known to a verified version that answers.

lease -> read and validate -> passages -> vectors and index in a new folder -> verify -> one
transaction flips the pointer. Until that transaction the old version answers, after it the new one;
a process killed anywhere leaves nothing that the next reload does not clear away.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.course import Course
from knowledge.editions.edition import Edition
from knowledge.editions.shelf import Shelf
from knowledge.errors import ReloadError
from knowledge.index.embedding import Embedder
from knowledge.index.segments import failpoint
from knowledge.passages.content import Content, Key
from knowledge.reload import flip
from knowledge.reload.intake import Intake
from knowledge.reload.lease import Lease
from knowledge.reload.sources import Item, guidance
from knowledge.reload.verification import calibrated, faults, verified
from knowledge.store import archive
from knowledge.store.records import Member, Records
from knowledge.versions import Refusal, Reload

SMALL_CHANGE = 0.05


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a reload works with.

    Attributes:
        records: The database.
        shelf: The local folder.
        embedder: What makes the vectors of new generations.
        clock: Where the time comes from.
    """

    records: Records
    shelf: Shelf
    embedder: Embedder
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Load:
    """What the next version will hold.

    Attributes:
        workspace: Whose version it is.
        by: Who asked for it.
        intake: The workspace's own documents, or None for the shipped guidance alone.
        members: Every document with its name.
        refused: Documents that were not taken.
    """

    workspace: str
    by: str
    intake: Intake | None
    members: tuple[Member, ...]
    refused: tuple[Refusal, ...]


def load_of(workspace: str, by: str, intake: Intake | None, house: Sequence[Item] = ()) -> Load:
    """Return the load of a workspace: the guidance, the operator's documents, and its own.

    A document of its own takes the place of the operator's one of the same name.
    """
    own = intake.items if intake is not None else ()
    keys = {name: content.key for name, content in guidance().items()}
    keys |= {item.name: item.key for item in (*house, *own)}
    members = tuple(Member(name, key) for name, key in keys.items())
    refused = intake.refused if intake is not None else ()
    return Load(workspace, by, intake, members, tuple(refused))


async def reload(
    shop: Workshop, load: Load, live: Edition | None, lease: Lease, course: Course
) -> tuple[Reload, Edition | None]:
    """Make the version of a load; returns what changed and the new edition, None if none was made.

    Raises:
        ReloadError: Reading, building or verifying failed, or it was cancelled; the old one stays.
    """
    before = await shop.records.members(live.generation) if live is not None else []
    news = _with_notes(difference(before, load.members, load.refused), load)
    same = not (news.added or news.changed or news.removed)
    if live is not None and same and _is_sound(live, shop.embedder):
        stays = replace(news, version=live.version, passages=live.passages, flipped=False)
        return stays, None
    if live is not None:
        shop.shelf.condemn(live)
    course.documents = course.all_documents = len(load.members)
    draft = await flip.begin(shop.records, load.by, shop.embedder.identity, lease)
    try:
        edition = await _built(shop, load, live, (draft, course))
    except BaseException:
        await asyncio.shield(flip.fail(shop.records, draft))
        raise
    try:
        news = replace(news, version=draft.version, passages=edition.passages)
        await _proved(edition, live, course)
        await flip.flip(shop.records, draft, edition, news, load.intake)
    except BaseException:
        shop.shelf.release(edition)
        await asyncio.shield(flip.fail(shop.records, draft))
        raise
    failpoint("flipped", course.failpoint)
    return news, edition


def _is_sound(live: Edition, embedder: Embedder) -> bool:
    """Tell whether the live edition has all of its index, made by today's embedder."""
    return live.embedder.identity == embedder.identity and live.damage is None


async def _built(
    shop: Workshop, load: Load, live: Edition | None, job: tuple[flip.Draft, Course]
) -> Edition:
    draft, course = job
    course.enter("reading")
    await flip.list_members(shop.records, draft, load.members)
    failpoint("began", course.failpoint)
    contents = await _contents(shop.records, load, live)
    failpoint("stored", course.failpoint)
    edition = await shop.shelf.edition(contents, shop.embedder, course)
    edition.generation, edition.version = draft.generation, draft.version
    return edition


async def _contents(records: Records, load: Load, live: Edition | None) -> list[Content]:
    """Return the contents of all members; new ones are stored first."""
    fresh = {content.key: content for content in guidance().values()}
    if load.intake is not None:
        fresh |= {item.key: item.content for item in load.intake.items if item.content is not None}
    wanted: set[Key] = {member.key for member in load.members}
    held = {content.key: content for content in live.contents} if live is not None else {}
    stored = await archive.known(records.engine, wanted)
    missing = [fresh[key] for key in sorted(wanted - stored) if key in fresh]
    for batch in archive.batches(missing, 20):
        async with records.writing() as connection:
            await archive.insert(connection, batch)
    held |= fresh
    loaded = await archive.load(records.engine, wanted - set(held))
    contents = [*loaded, *(held[key] for key in sorted(wanted & set(held)))]
    if len(contents) != len(wanted):
        raise ReloadError(
            f"{len(wanted) - len(contents)} documents are gone from the database.",
            "Add them again, then reload.",
        )
    return contents


async def _proved(edition: Edition, live: Edition | None, course: Course) -> None:
    course.enter("verifying")
    wrong = faults(await asyncio.to_thread(verified, edition))
    if wrong:
        raise ReloadError(f"The new version did not pass: {wrong}.", "Reload again.")
    if live is not None and _alike(live, edition):
        edition.threshold = live.threshold
    else:
        edition.threshold = await asyncio.to_thread(calibrated, edition)
    failpoint("verified", course.failpoint)
    course.enter("done")


def _alike(live: Edition, edition: Edition) -> bool:
    """Tell whether so little has changed that the threshold holds."""
    old = {content.key for content in live.contents}
    new = sum(len(content.passages) for content in edition.contents if content.key not in old)
    return new <= SMALL_CHANGE * edition.passages


def _with_notes(news: Reload, load: Load) -> Reload:
    """Return it with what reading the new and changed documents had to mend."""
    fresh = {*news.added, *news.changed}
    items = load.intake.items if load.intake is not None else ()
    noted = tuple(
        Refusal(each.name, each.note) for each in items if each.note and each.name in fresh
    )
    return replace(news, noted=noted)


def difference(
    before: Sequence[Member], after: Sequence[Member], refused: Sequence[Refusal]
) -> Reload:
    """Return what changes between two lists of documents."""
    old = {member.name: member.key for member in before}
    new = {member.name: member.key for member in after}
    return Reload(
        version=0,
        added=tuple(sorted(set(new) - set(old))),
        changed=tuple(sorted(name for name in set(new) & set(old) if new[name] != old[name])),
        removed=tuple(sorted(set(old) - set(new))),
        refused=tuple(refused),
        documents=len(after),
    )
