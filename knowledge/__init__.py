"""Documents in, passages and cited answers out."""

from knowledge.answer import Answer, Citation, Hit
from knowledge.embedding import EmbeddingEndpoint
from knowledge.errors import (
    ConfirmationNeededError,
    DocumentError,
    KnowledgeError,
    ReloadError,
    SearchError,
    VersionError,
)
from knowledge.library import Library
from knowledge.schema import metadata
from knowledge.versions import Check, Entry, Progress, Refusal, Reload, Status, Version
from knowledge.words import stem

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
    "stem",
]
