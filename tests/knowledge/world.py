"""The small world of these tests: a clock, documents, an edition without a database."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

from knowledge.answers.answer import Answer
from knowledge.documents.reading import Document, read
from knowledge.editions.edition import Edition
from knowledge.index import segments
from knowledge.index.embedding import HashedEmbedder
from knowledge.passages.content import Content, content_of

TEAM = "T100"
OTHER = "T200"
BOSS = "U1"
HOUSE = ""
"""The workspace of the operator's documents, which answer everybody."""

LEAVE = b"# Handbook\n\n## Leave\n\nEvery employee has thirty days of holiday a year.\n"
PETS = b"# Pets\n\nAn iguana may come to the office on Tuesdays.\n"
TRAVEL = b"# Travel\n\nTrains are preferred to aeroplanes below six hours.\n"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def contents(files: Mapping[str, str]) -> list[Content]:
    """Cut Markdown documents, by name."""
    return [content_of(TEAM, read(name, text.encode())) for name, text in files.items()]


def document(name: str, content: bytes) -> Document:
    return read(name, content)


@contextmanager
def edition_of(held: list[Content], folder: Path) -> Iterator[Edition]:
    """An edition without a database."""
    embedder = HashedEmbedder()
    ordered = sorted(held, key=lambda content: content.key)
    vectors = embedder.embed([text for content in ordered for text in content.indexed()])
    folder.mkdir(exist_ok=True)
    built = segments.build(folder, embedder.identity, held, vectors, lambda _: None)
    segment = segments.Segment(built)
    try:
        yield Edition(held, [segment], embedder)
    finally:
        segment.close()


def files() -> dict[str, str]:
    folder = resources.files("knowledge").joinpath("guidance")
    texts = [each.read_text(encoding="utf-8") for each in folder.iterdir() if each.is_file()]
    titles = [re.search(r'^title: "?(.*?)"?$', text, re.MULTILINE) for text in texts]
    return {found.group(1): text for found, text in zip(titles, texts, strict=True) if found}


def check_quotes(answer: Answer) -> None:
    texts = files()
    for citation in answer.citations:
        assert citation.quote in texts[citation.source]
        assert citation.section
    assert answer.grounded == bool(answer.citations)
