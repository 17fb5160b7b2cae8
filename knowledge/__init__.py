"""Documents in, passages and cited answers out."""

from knowledge.answers.answer import Answer, Citation, Hit
from knowledge.errors import (
    ConfirmationNeededError,
    DocumentError,
    KnowledgeError,
    ReloadError,
    SearchError,
    VersionError,
)
from knowledge.index.embedding import EmbeddingEndpoint
from knowledge.library import Library
from knowledge.store.inventory import renaming
from knowledge.store.schema import metadata
from knowledge.versions import Check, Entry, Progress, Refusal, Reload, Status, Version
from knowledge.words.terms import stem

__all__ = [
    "Answer",
    "Check",
    "Citation",
    "ConfirmationNeededError",
    "DocumentError",
    "EmbeddingEndpoint",
    "Entry",
    "Hit",
    "KnowledgeError",
    "Library",
    "Progress",
    "Refusal",
    "Reload",
    "ReloadError",
    "SearchError",
    "Status",
    "Version",
    "VersionError",
    "metadata",
    "renaming",
    "stem",
]
