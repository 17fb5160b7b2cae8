"""Removed: what is still answered once the sections that answer it are cut out of the guidance.

This is the hardest near topic: the subject is there, the answer is not. Half of the questions, by a
hash, were read: where another section says the same, an answer is fair and the question is left out
(`tests/knowledge/guidance/restated.toml`).
"""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path

import numpy as np

from knowledge.answers.answering import answered, gather
from knowledge.documents.reading import read
from knowledge.editions.edition import Edition
from knowledge.passages.content import Content, content_of
from knowledge.store.schema import SHARED
from tests.benchmarks.retrieval.legs import edition_of
from tests.knowledge.guidance.corpus import table

BLOCK = re.compile(r"^(?=#{1,6} )", re.MULTILINE)
LEVELS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8)

Holds = Callable[[str, str], bool]
"""Whether a section, by its name "file > heading" and its text, answers a question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of one question: whether it was answered, and how far it was spoken of, 0-1."""

    grounded: bool
    coverage: float


def questions() -> Iterator[tuple[str, Holds]]:
    """Yield the questions that were read and not found restated, with what answers each."""
    restated = frozenset(table("restated")["restated"])
    rows = [*table("questions")["answerable"], *table("walk")["walk"]]
    for row in rows:
        if _was_read(row["ask"]) and row["ask"] not in restated:
            yield row["ask"], _named(row["where"]) if "where" in row else _saying(row["says"])


def _named(names: Sequence[str]) -> Holds:
    return lambda name, _: name in names


def _saying(expression: str) -> Holds:
    return lambda _, text: re.search(expression, text) is not None


def _was_read(question: str) -> bool:
    return sha256(f"x{question}".encode()).digest()[-1] % 2 == 1


def cut(holds: Holds) -> list[Content]:
    """Return the guidance without the sections that answer a question."""
    folder = resources.files("knowledge").joinpath("guidance")
    files = sorted(each.name for each in folder.iterdir() if each.name.endswith(".md"))
    texts = {name: folder.joinpath(name).read_text(encoding="utf-8") for name in files}
    left = {name: _without(name.removesuffix(".md"), text, holds) for name, text in texts.items()}
    return [
        content_of(SHARED, read(f"guidance/{name}", text.encode()))
        for name, text in left.items()
        if re.search(r"^[^#\s]", text.split("---\n", 2)[2], re.MULTILINE)
    ]


def _without(stem: str, text: str, holds: Holds) -> str:
    front, *blocks = BLOCK.split(text)
    return front + "".join(
        block
        for block in blocks
        if not holds(f"{stem} > {block.splitlines()[0].lstrip('# ').strip()}", block)
    )


def asked(edition: Edition, question: str) -> Asked:
    """Ask one question."""
    return Asked(answered(edition, question).grounded, gather(edition, question).coverage)


def measured(threshold: float) -> list[Asked]:
    """Ask each question of the guidance without what answers it."""
    result = []
    for question, holds in questions():
        with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
            edition = edition_of(cut(holds), Path(scratch), stack)
            edition.threshold = threshold
            result.append(asked(edition, question))
    return result


def report(edition: Edition, answerable: Sequence[str]) -> bool:
    """Print how many are still answered, and what each threshold would cost; returns whether met."""
    whole = [asked(edition, question) for question in answerable]
    without = measured(edition.threshold)
    share = float(np.mean([each.grounded for each in without]))
    print(f"\nthe answer cut out, {len(without)} questions: {100 * share:.1f} answered, at most 35")
    print("coverage wanted   answerable   answer cut out")
    for level in LEVELS:
        shares = [100 * np.mean([e.coverage >= level for e in each]) for each in (whole, without)]
        print(f"{level:15.2f}   {shares[0]:10.1f}   {shares[1]:14.1f}")
    return share <= 0.35
