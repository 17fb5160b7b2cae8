"""Verification: what a generation must show before it answers anybody.

Counts prove little, since a damaged index can count what it cannot find; so passages are looked up
by their own vectors, and known questions must find their known answers.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from knowledge.answers.gathering import gather
from knowledge.editions.edition import Edition, Leaf
from knowledge.errors import SearchError
from knowledge.index.dense import DenseError
from knowledge.search.finding import find
from knowledge.versions import Check

SAMPLES = 20
LOWEST = 0.5
HIGHEST = 0.65
"""Bounds of the threshold. At the lower one, measured on the shipped guidance: see the benchmark."""
MARGIN = 0.05
CHANCE = 0.9
NEAR = 0.999
EXACT = 1_000
MISSES = 0.25
"""The nearest of more passages than `EXACT` are searched approximately, and some miss themselves:
1 in 10 of 100,000 made-up ones (measured). A damaged index misses nearly all."""


@cache
def _tables() -> dict[str, Any]:
    text = resources.files("knowledge.reload").joinpath("golden.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def golden() -> tuple[tuple[str, str, str], ...]:
    """Return (question, title of the document, words to be found) of `golden.toml`."""
    rows = _tables()["question"]
    return tuple((row["ask"], row["source"], row["words"]) for row in rows)


def verified(edition: Edition) -> tuple[Check, ...]:
    """Return every check of an edition, passed or not."""
    return (_counted(edition), _self_hits(edition), _golden(edition))


def faults(checks: tuple[Check, ...]) -> str:
    """Return what failed, as one sentence; empty when nothing did."""
    return "; ".join(f"{check.name}: {check.detail}" for check in checks if not check.passed)


def _counted(edition: Edition) -> Check:
    expected = sum(len(content.passages) for content in edition.contents)
    return Check(
        "count", edition.passages == expected, f"{edition.passages} of {expected} passages indexed"
    )


def _self_hits(edition: Edition) -> Check:
    """Look sampled passages up by their own vector: each must find one as near as itself."""
    missed = 0
    asked = 0
    try:
        for leaf in edition.leaves:
            living = np.flatnonzero(leaf.living)
            chosen = living[np.unique(np.linspace(0, len(living) - 1, SAMPLES).astype(int))]
            asked += len(chosen)
            missed += sum(not _finds_itself(edition, leaf, int(each)) for each in chosen)
    except Exception as error:  # noqa: BLE001  (an embedder or index may fail in any way)
        return Check("self-hits", passed=False, detail=str(error))
    return Check(
        "self-hits",
        missed <= MISSES * asked,
        f"{asked - missed} of {asked} passages find themselves",
    )


def _finds_itself(edition: Edition, leaf: Leaf, position: int) -> bool:
    if leaf.segment.vectors is None:
        raise DenseError(leaf.segment.damage or "the vector index is absent")
    place = leaf.place(position)
    own = edition.embedded(list(place.content.indexed())[place.position])
    _, near = leaf.segment.vectors.nearest(own, 1)
    return bool(len(near) and near[0] > NEAR)


def _golden(edition: Edition) -> Check:
    titles = {content.title for content in edition.contents}
    asked = [row for row in golden() if row[1] in titles]
    missed = [row[0] for row in asked if not _answers(edition, *row)]
    return Check(
        "golden questions", not missed, f"{len(asked) - len(missed)} of {len(asked)} found"
    )


def _answers(edition: Edition, question: str, source: str, words: str) -> bool:
    try:
        finding = find(edition, question, 10, (source,))
    except SearchError:
        return False
    return any(words.lower() in each.place.text.lower() for each in finding.found)


def calibrated(edition: Edition) -> float:
    """Return the coverage below which this edition does not say.

    It is higher for a base that covers questions about anything by chance: above nine in ten of the
    trivia that no such base should answer (a base may be about one of their fields).
    """
    shares = [gather(edition, trivia).coverage for trivia in _tables()["trivia"]["asks"]]
    chance = float(np.quantile(shares, CHANCE)) + MARGIN
    return min(max(LOWEST, chance), HIGHEST)
