"""Sources: where documents come from: the shipped guidance, a folder, an upload, a link."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path
from uuid import uuid4

from knowledge.course import Course
from knowledge.documents.reading import KINDS, MAX_BYTES, Document, read
from knowledge.errors import DocumentError
from knowledge.passages.content import Content, Key, content_of
from knowledge.passages.cutting import SIZE
from knowledge.store.schema import SHARED
from knowledge.versions import Entry, Refusal

MAX_FILES = 10_000
MAX_PASSAGES = 2_000
"""Passages of one document; a longer one crowds the others out and is better split."""
LONGEST_PASSAGE = SIZE * 8
"""Signs without the space between them: a token has at most six (`sentences.measure`), and some room."""


@dataclass(frozen=True, slots=True)
class Item(Entry):
    """One document of a workspace, as the next version will have it.

    Attributes:
        key: Its content.
        content: The content when it was read just now, None when it is in the database.
    """

    key: Key
    content: Content | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item comes from, and who brought it."""

    kind: str
    address: str
    added_by: str
    added_at: datetime


@cache
def guidance() -> dict[str, Content]:
    """Return the shipped guidance by name."""
    folder = resources.files("knowledge").joinpath("guidance")
    files = sorted(each.name for each in folder.iterdir() if each.name.endswith(".md"))
    documents = (
        replace(read(f"guidance/{name}", folder.joinpath(name).read_bytes()), asked=_asked(name))
        for name in files
    )
    return {document.name: content_of(SHARED, document) for document in documents}


def _asked(name: str) -> tuple[tuple[str, str], ...]:
    """Return what people ask the sections of a shipped document: each heading, then its questions."""
    file = resources.files("knowledge").joinpath("guidance", "asked", f"{name[:-3]}.txt")
    pairs: list[tuple[str, str]] = []
    heading = ""
    for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
        if line.startswith("# "):
            heading = line[2:]
        else:
            pairs.append((heading, line))
    return tuple(pairs)


def item_of(workspace: str, document: Document, origin: Origin) -> Item:
    """Cut a document and return it as an item.

    Raises:
        DocumentError: It has more passages than one document may have.
    """
    content = content_of(workspace, document) if _may_fit(document.text) else None
    if content is None or len(content.passages) > MAX_PASSAGES:
        raise DocumentError(
            f"{document.name}: more than {MAX_PASSAGES:,} passages", "Split the document."
        )
    return Item(
        id=uuid4().hex,
        name=document.name,
        origin=origin.kind,
        address=origin.address,
        note=document.note,
        added_by=origin.added_by,
        added_at=origin.added_at,
        key=content.key,
        content=content,
    )


def _may_fit(text: str) -> bool:
    """Tell whether a text may have few enough passages; to cut 15 MB into them took 11 s."""
    return sum(map(len, text.split())) <= MAX_PASSAGES * LONGEST_PASSAGE


def read_folder(workspace: str, origin: Origin, course: Course) -> tuple[list[Item], list[Refusal]]:
    """Read every file of a folder that has an accepted kind; others and hidden ones are left out.

    Symbolic links are refused, and so is anything that resolves to a place outside the folder.

    Raises:
        DocumentError: The folder is absent or holds too many files.
    """
    folder = Path(origin.address)
    root = folder.resolve()
    if not root.is_dir():
        raise DocumentError(f"{folder}: there is no such folder", "Check the path.")
    files = sorted(each for each in root.rglob("*") if _is_wanted(each.relative_to(root)))
    if len(files) > MAX_FILES:
        raise DocumentError(f"{folder}: more than {MAX_FILES:,} files", "Add smaller folders.")
    items: list[Item] = []
    refused: list[Refusal] = []
    course.expect(len(files))
    for file in files:
        name = file.relative_to(root).as_posix()
        try:
            items.append(item_of(workspace, read_file(root, file), origin))
        except DocumentError as error:
            refused.append(Refusal(name, str(error).removeprefix(f"{name}: ")))
        course.read_one()
    return items, refused


def _is_wanted(file: Path) -> bool:
    """Tell whether a path within a folder is of an accepted kind and not hidden."""
    hidden = any(part.startswith(".") for part in file.parts)
    return file.suffix.lower() in KINDS and not hidden


def read_file(root: Path, file: Path) -> Document:
    """Read one file of a folder.

    Raises:
        DocumentError: It is a symbolic link, lies outside, is too large, or cannot be read.
    """
    name = file.relative_to(root).as_posix()
    links = [each for each in (file, *file.parents) if each.is_relative_to(root) and each != root]
    if any(each.is_symlink() for each in links) or not file.resolve().is_relative_to(root):
        raise DocumentError(
            f"{name}: symbolic links are not followed", "Put the file itself there."
        )
    try:
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            raise DocumentError(f"{name}: not a file of at most 20 MB", "Split it.")
        return read(checked_name(name), file.read_bytes())
    except OSError as error:
        raise DocumentError(f"{name}: {error.strerror}", "Check its permissions.") from error


def checked_name(name: str) -> str:
    """Return the name of a document when it is safe to keep and to show.

    Raises:
        DocumentError: It is empty, too long, absolute, climbs, or holds control signs.
    """
    parts = name.replace("\\", "/").split("/")
    climbs = any(part in {"", ".", ".."} for part in parts)
    if climbs or len(name) > 400 or not name.isprintable() or name.startswith("guidance/"):  # noqa: PLR2004  (the column holds 500)
        shown = "".join(sign for sign in name[:60] if sign.isprintable())
        raise DocumentError(f"{shown!r}: not a usable name", "Rename the file plainly.")
    return name
