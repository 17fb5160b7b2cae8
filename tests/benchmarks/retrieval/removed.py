"""Removed: a question asked of the guidance without the sections that answer it.

This is the hardest near topic: the subject is there, the answer is not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from knowledge.editions.edition import Edition, Place
from knowledge.passages.content import Key
from knowledge.reload.sources import guidance
from tests.knowledge.guidance.corpus import table

Holds = Callable[[str, str], bool]
"""Whether a section, by its name "file > heading" and its text, answers a question."""


def questions() -> Iterator[tuple[str, Holds]]:
    """Yield questions with what answers each.

    Half of the older ones, by a hash, were read: where another section says the same, an answer is
    fair and the question is left out (`restated.toml`). The unseen ones name every such section.
    """
    restated = frozenset(table("restated")["restated"])
    for row in [*table("questions")["answerable"], *table("walk")["walk"]]:
        if _was_read(row["ask"]) and row["ask"] not in restated:
            yield row["ask"], named(row["where"]) if "where" in row else _saying(row["says"])


def named(names: Sequence[str]) -> Holds:
    """Return what holds for the sections of these names."""
    return lambda name, _: name in names


def _saying(expression: str) -> Holds:
    return lambda _, text: re.search(expression, text) is not None


def _was_read(question: str) -> bool:
    return sha256(f"x{question}".encode()).digest()[-1] % 2 == 1


@contextmanager
def cut_out(edition: Edition, holds: Holds) -> Iterator[None]:
    """Take the sections that answer out of an edition for a while."""
    before = [leaf.living.copy() for leaf in edition.leaves]
    for leaf in edition.leaves:
        for position in np.flatnonzero(leaf.living):
            place = leaf.place(int(position))
            leaf.living[position] = not holds(name_of(place), place.text)
    yield
    for leaf, living in zip(edition.leaves, before, strict=True):
        leaf.living[:] = living


def name_of(place: Place) -> str:
    """Return the name of a passage's section as the tables have it: "file > heading"."""
    file = _files().get(place.content.key, place.content.title)
    return f"{file} > {place.heading}"


@cache
def _files() -> dict[Key, str]:
    return {content.key: Path(name).stem for name, content in guidance().items()}
