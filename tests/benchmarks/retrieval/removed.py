"""Removed: what is still answered once the sections that answer it are cut out of the guidance.

This is the hardest near topic: the subject is there, the answer is not. Half of the questions, by a
hash, were read: where another section says the same, an answer is fair and the question is left out
(`tests/knowledge/guidance/restated.toml`).
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path

import numpy as np

from knowledge.answers.answering import answered
from knowledge.documents.reading import read
from knowledge.editions.edition import Edition
from knowledge.passages.content import Content, content_of
from knowledge.store.schema import SHARED
from tests.benchmarks.retrieval.legs import edition_of
from tests.knowledge.guidance.corpus import table

MOST_NEIGHBOURS = 0.35
BLOCK = re.compile(r"^(?=#{1,6} )", re.MULTILINE)

Holds = Callable[[str, str], bool]
"""Whether a section, by its name "file > heading" and its text, answers a question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of one question: whether quotes were given, and whether as the answer."""

    question: str
    grounded: bool
    direct: bool

    @property
    def kept_back(self) -> bool:
        """Whether it is of the half to which nothing was fitted."""
        return sha256(f"h{self.question}".encode()).digest()[0] % 2 == 1


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
    answer = answered(edition, question)
    return Asked(question, answer.grounded, answer.direct)


def measured(threshold: float) -> list[Asked]:
    """Ask each question of the guidance without what answers it."""
    result = []
    for question, holds in questions():
        with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
            edition = edition_of(cut(holds), Path(scratch), stack)
            edition.threshold = threshold
            result.append(asked(edition, question))
    return result


def report(edition: Edition, lists: Mapping[str, Sequence[str]]) -> bool:
    """Print what is answered outright and what with a reservation; returns whether targets are met.

    Args:
        edition: The shipped guidance.
        lists: Questions to it by what they are; those without their answer are added here.
    """
    found = {
        name: [asked(edition, question) for question in listed] for name, listed in lists.items()
    }
    found["answer cut out"] = measured(edition.threshold)
    print("\nper cent answered outright, with or without a reservation, and outright by halves")
    print(f"{'':16}{'asked':>8}{'outright':>10}{'quoted':>8}{'fitted to':>11}{'kept back':>11}")
    for name, each in found.items():
        halves = [[one for one in each if one.kept_back == kept] for kept in (False, True)]
        shares = [_outright(each), _share(one.grounded for one in each), *map(_outright, halves)]
        cells = [f"{100 * share:.1f}" for share in shares]
        print(f"{name:16}{len(each):>8}{cells[0]:>10}{cells[1]:>8}{cells[2]:>11}{cells[3]:>11}")
    kept = [one for one in found["answer cut out"] if one.kept_back]
    met = _outright(kept) <= MOST_NEIGHBOURS
    print("answer cut out, outright, kept back: at most 35:", "met" if met else "MISSED")
    return met


def _outright(found: Iterable[Asked]) -> float:
    return _share(one.direct for one in found)


def _share(facts: Iterable[bool]) -> float:
    return float(np.mean(list(facts)))
