"""Intake: a workspace's own documents as its next version will have them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from knowledge.course import Course
from knowledge.documents.links import Fetcher
from knowledge.documents.reading import KINDS
from knowledge.errors import ConfirmationNeededError, DocumentError
from knowledge.reload.sources import Item, Origin, item_of, read_folder
from knowledge.store.records import Records, in_utc, noted
from knowledge.versions import Refusal

ID_SHOWN = 8
"""Letters of an id that are shown, and enough to name a document by."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Documents to come, and those that were refused.

    Attributes:
        items: The documents, one of each name.
        folders: Folders that every reload reads again.
        refused: Documents that were not taken.
        lost: Those of the refused that are not in `items` by an older version.
    """

    items: tuple[Item, ...] = ()
    folders: tuple[Origin, ...] = ()
    refused: tuple[Refusal, ...] = field(default=())
    lost: tuple[Refusal, ...] = field(default=())

    def with_item(self, item: Item) -> "Intake":
        """Return it with one document more; one of the same name is replaced and keeps its id.

        Raises:
            DocumentError: Another document has the same text.
        """
        twin = next((e for e in self.items if e.key == item.key and e.name != item.name), None)
        if twin is not None:
            raise DocumentError(
                f"{item.name}: the same text as {twin.name}", "Keep one of the two documents."
            )
        old = next((each for each in self.items if each.name == item.name), None)
        kept = [each for each in self.items if each.name != item.name]
        item = replace(item, id=old.id) if old is not None else item
        return replace(self, items=(*kept, item))

    def without(self, number: str) -> "Intake":
        """Return it without the document of an id or a name.

        Raises:
            DocumentError: There is no such document.
        """
        kept = tuple(item for item in self.items if not _is_called(item, number))
        if len(kept) == len(self.items):
            raise DocumentError(
                f"{number}: no such document in this workspace", "The status lists the documents."
            )
        left = {item.address for item in kept if item.origin == "folder"}
        gone = {item.address for item in self.items if item.origin == "folder"} - left
        folders = tuple(each for each in self.folders if each.address not in gone)
        return replace(self, items=kept, folders=folders)


def _is_called(item: Item, name: str) -> bool:
    """Tell whether a name means a document: its own, its id, or the beginning of its id."""
    return name in (item.id, item.name) or (len(name) >= ID_SHOWN and item.id.startswith(name))


async def current(records: Records, workspace: str) -> Intake:
    """Return a workspace's documents as they are."""
    items = tuple(
        Item(**noted(row), key=(workspace, row["digest"])) for row in await records.own(workspace)
    )
    folders = tuple(
        Origin("folder", row["address"], row["added_by"], in_utc(row["added_at"]))
        for row in await records.folders(workspace)
    )
    return Intake(items=items, folders=folders)


async def reread(fetcher: Fetcher, intake: Intake, workspace: str, course: Course) -> Intake:
    """Read every folder and every link again; a link that fails keeps its old text."""
    result = replace(intake, items=tuple(item for item in intake.items if item.origin != "folder"))
    links = [each for each in intake.items if each.origin == "link"]
    course.expect(len(links))
    for origin in intake.folders:
        result = await with_folder(result, workspace, origin, course)
    for item in links:
        origin = Origin("link", item.address, item.added_by, item.added_at)
        try:
            result = result.with_item(await from_link(fetcher, workspace, origin, item.name))
        except DocumentError as error:
            refusal = Refusal(item.name, f"{error}; its last text stays")
            result = replace(result, refused=(*result.refused, refusal))
        course.read_one()
    return result


def adding(item: Item) -> Callable[[Intake, str, Course], Awaitable[Intake]]:
    """Return the change that takes one document in."""

    async def change(before: Intake, _workspace: str, _course: Course) -> Intake:
        return before.with_item(item)

    return change


async def with_folder(intake: Intake, workspace: str, origin: Origin, course: Course) -> Intake:
    """Return it with what a folder holds now.

    Raises:
        ConfirmationNeededError: The folder is gone.
    """
    try:
        found, refused = await asyncio.to_thread(read_folder, workspace, origin, course)
    except DocumentError as error:
        if origin not in intake.folders:
            raise
        raise ConfirmationNeededError(
            f"{error}", "Bring the folder back, or remove its documents."
        ) from error
    if not found and not refused:
        raise ConfirmationNeededError(
            f"{origin.address}: holds no document.",
            f"Put files of a kind that is read: {', '.join(KINDS)}.",
        )
    others = tuple(item for item in intake.items if item.address != origin.address)
    ids = {item.name: item.id for item in intake.items if item.address == origin.address}
    found = [replace(item, id=ids.get(item.name, item.id)) for item in found]
    intake, copies = _with_each(replace(intake, items=others), found)
    folders = tuple(each for each in intake.folders if each.address != origin.address)
    return replace(
        intake,
        folders=(*folders, origin),
        refused=(*intake.refused, *refused, *copies),
        lost=(*intake.lost, *refused),
    )


def _with_each(intake: Intake, found: Sequence[Item]) -> tuple[Intake, list[Refusal]]:
    """Return it with these documents, and the copies among them, which are refused."""
    copies: list[Refusal] = []
    for item in found:
        try:
            intake = intake.with_item(item)
        except DocumentError as error:
            copies.append(Refusal(item.name, str(error).removeprefix(f"{item.name}: ")))
    return intake, copies


async def from_link(
    fetcher: Fetcher, workspace: str, origin: Origin, name: str | None = None
) -> Item:
    """Fetch and read a document from an https link.

    Raises:
        DocumentError: The address is not allowed, does not answer, or its document is refused.
    """
    document = await fetcher.fetch(origin.address)
    document = replace(document, name=name or document.name)
    return await asyncio.to_thread(item_of, workspace, document, origin)


def origin_of(kind: str, address: str, by: str, clock: Callable[[], datetime]) -> Origin:
    """Return where a document comes from, brought just now."""
    return Origin(kind, address, by, clock().astimezone(UTC))
