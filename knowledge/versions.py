"""Versions: what a reload did, which versions there are, how the base is doing."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from typing_extensions import override

SHARED_VERSION = 0
"""The number of what all workspaces share; a base's own versions count from 1."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reload has come.

    Attributes:
        stage: reading, embedding, indexing, verifying or done.
        documents: Documents read so far.
        passages: Passages embedded or indexed so far.
        seconds_left: Estimate for this stage, or None when there is nothing to go by.
        all_documents: How many documents there are, or 0 while nobody knows.
        all_passages: How many passages this stage has to do, or 0 while nobody knows.
    """

    stage: str
    documents: int
    passages: int
    seconds_left: float | None = None
    all_documents: int = 0
    all_passages: int = 0

    @property
    def share(self) -> float | None:
        """How much of the stage is done, 0-1, or None while nobody knows."""
        if self.all_passages:
            return self.passages / self.all_passages
        return self.documents / self.all_documents if self.all_documents else None

    @override
    def __str__(self) -> str:
        """Say it.

        >>> str(Progress("embedding", 20, 150, 4.2, 20, 600))
        'embedding: 20 of 20 documents, 150 of 600 passages, about 4 s left'
        """
        left = f"about {self.seconds_left:.0f} s left" if self.seconds_left else ""
        counts = (
            _counted(self.documents, self.all_documents, "documents"),
            _counted(self.passages, self.all_passages, "passages"),
        )
        return f"{self.stage}: {', '.join(filter(None, (*counts, left)))}".removesuffix(": ")


def _counted(done: int, total: int, things: str) -> str:
    return f"{done:,} of {total:,} {things}" if total else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that was not taken or not wholly, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reload:
    """What a reload did.

    Attributes:
        version: The version that answers now; 0 for what all workspaces share.
        added: Names of new documents.
        changed: Names of documents with a new text.
        removed: Names of documents that are gone.
        refused: Documents that were not taken.
        noted: New or changed documents with what reading them had to mend or leave out.
        documents: Documents in the version.
        passages: Passages in the version.
        flipped: False when nothing had changed and the version stayed.
    """

    version: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    noted: tuple[Refusal, ...] = ()
    documents: int = 0
    passages: int = 0
    flipped: bool = True


def report_of(text: str) -> Reload:
    """Return the report that a flip wrote down; an empty one for a generation without."""
    held = json.loads(text) if text else {}
    if not held:
        return Reload(version=0)
    return Reload(
        version=int(held["version"]),
        added=tuple(held["added"]),
        changed=tuple(held["changed"]),
        removed=tuple(held["removed"]),
        refused=tuple(Refusal(row["name"], row["reason"]) for row in held["refused"]),
        noted=tuple(Refusal(row["name"], row["reason"]) for row in held.get("noted", ())),
        documents=int(held["documents"]),
        passages=int(held["passages"]),
    )


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a base.

    Attributes:
        version: Its number; numbers only grow. 0 is what all workspaces share.
        state: building, ready, failed or retired.
        live: True for the one that answers.
        documents: How many documents it has.
        passages: How many passages it has.
        embedder: Identity of what made its vectors.
        made_by: Who loaded it.
        made_at: When, in UTC.
        report: What it changed against the version before.
    """

    version: int
    state: str
    live: bool
    documents: int
    passages: int
    embedder: str
    made_by: str
    made_at: datetime
    report: Reload

    @property
    def is_shared(self) -> bool:
        """Whether it is what all workspaces share, without documents of one's own."""
        return self.version == SHARED_VERSION


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a base, as administrators see it.

    Attributes:
        id: What `Library.remove` takes.
        name: Its name.
        origin: upload, link or folder.
        address: Its link, or the folder it was found in.
        note: What reading it had to mend.
        added_by: Who added it.
        added_at: When, in UTC.
    """

    id: str
    name: str
    origin: str
    address: str
    note: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Status:
    """How a workspace's base is doing.

    Attributes:
        version: The version that answers; 0 for what all workspaces share.
        shared: True while the workspace has no documents of its own.
        documents: Documents in it.
        passages: Passages in it.
        embedder: Identity of what made its vectors.
        made_by: Who loaded it.
        made_at: When, in UTC.
        reloading: True while a reload runs.
        degraded: Why the search is not at full strength, or None.
        own: The workspace's own documents.
        refused: Documents the last reload did not take.
        waiting: How many documents of the guidance and of the operator changed since; the next
            reload takes them in.
    """

    version: int
    shared: bool
    documents: int
    passages: int
    embedder: str
    made_by: str
    made_at: datetime
    reloading: bool = False
    degraded: str | None = None
    own: tuple[Entry, ...] = field(default=())
    refused: tuple[Refusal, ...] = field(default=())
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a version.

    Attributes:
        name: What was checked.
        passed: Whether it holds.
        detail: What was found.
    """

    name: str
    passed: bool
    detail: str
