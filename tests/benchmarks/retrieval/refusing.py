"""Refusing: what the shipped guidance answers, and what it says that it does not say."""

import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.answers.answer import Answer
from knowledge.answers.answering import answered
from knowledge.editions.edition import Edition
from knowledge.reload.sources import guidance
from knowledge.reload.verification import calibrated
from knowledge.search.ranking import ranked
from tests.benchmarks.retrieval.legs import edition_of
from tests.benchmarks.retrieval.removed import Holds, cut_out, name_of, named, questions
from tests.knowledge.guidance.corpus import table

RANKED = 15
"""As many passages as `Library.search` ranks for five hits."""
KINDS = ("answerable", "answer cut out", "near topic", "off topic")
WRITERS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Share:
    """What became of some questions: how many, and the shares answered outright and quoted, 0-1."""

    asked: int
    outright: float
    quoted: float


def share_of(answers: Iterable[Answer]) -> Share:
    """Return the shares of answers without a reservation, and of those with one or without."""
    each = list(answers)
    outright, quoted = [one.direct for one in each], [one.grounded for one in each]
    return Share(len(each), sum(outright) / len(each), sum(quoted) / len(each))


def walk() -> list[dict[str, str]]:
    """Return questions about every statement of the paper, and what an answer must say."""
    rows: list[dict[str, str]] = table("walk")["walk"]
    return rows


def seen(edition: Edition) -> dict[str, Share]:
    """Return what becomes of the questions that were looked at while the answers were mended."""
    asked, kept = table("questions"), table("walk")
    rows = [*asked["answerable"], *walk()]
    return {
        "answerable": _share(edition, [*(row["ask"] for row in rows), *kept["fresh"]]),
        "answer cut out": share_of(_without(edition, ask, holds) for ask, holds in questions()),
        "near topic": _share(edition, [*asked["near_topic"], *kept["near_topic"]["kept_back"]]),
        "off topic": _share(edition, [*asked["off_topic"], *kept["off_topic"]["kept_back"]]),
    }


def unseen(edition: Edition, writer: str) -> dict[str, Share]:
    """Return what becomes of a writer's questions, to which nothing was fitted."""
    asked = table("unseen")[writer]
    rows = asked["answerable"]
    return {
        "answerable": _share(edition, [row["ask"] for row in rows]),
        "answer cut out": share_of(
            _without(edition, row["ask"], named(row["where"])) for row in rows
        ),
        "near topic": _share(edition, asked["near_topic"]),
        "off topic": _share(edition, asked["off_topic"]),
    }


def _share(edition: Edition, asked: Iterable[str]) -> Share:
    return share_of(answered(edition, question) for question in asked)


def _without(edition: Edition, question: str, holds: Holds) -> Answer:
    with cut_out(edition, holds):
        return answered(edition, question)


def ranks(edition: Edition, rows: Iterable[dict[str, Any]]) -> list[float]:
    """Return for each question 1 / rank of the first passage of a section that answers it."""
    found = []
    for row in rows:
        places = [each.place for each in ranked(edition, row["ask"], RANKED)][:10]
        hits = (1 / n for n, place in enumerate(places, 1) if name_of(place) in row["where"])
        found.append(next(hits, 0.0))
    return found


def searched(edition: Edition) -> dict[str, list[float]]:
    """Return the reciprocal ranks of each list of questions."""
    lists = {"seen": table("questions")["answerable"]}
    lists |= {writer: table("unseen")[writer]["answerable"] for writer in WRITERS}
    return {name: ranks(edition, rows) for name, rows in lists.items()}


def report() -> bool:
    """Print the tables; returns whether the targets are met."""
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        edition = edition_of(list(guidance().values()), Path(scratch), stack)
        edition.threshold = calibrated(edition)
        found = {"seen": seen(edition), **{each: unseen(edition, each) for each in WRITERS}}
        print("\nthe shipped guidance: asked, per cent answered outright / with a reservation too")
        print(f"{'':16}" + "".join(f"{name:>20}" for name in found))
        for kind in KINDS:
            cells = [_cell(one[kind]) for one in found.values()]
            print(f"{kind:16}" + "".join(f"{cell:>20}" for cell in cells))
        for name, each in searched(edition).items():
            hits = np.mean([rank >= 1 / 3 for rank in each])
            print(f"search, {name}: hit@3 {hits:.3f}, MRR {np.mean(each):.3f}")
    every = together(one["answerable"] for one in found.values())
    print(f"all lists together, answerable: {100 * every.outright:.1f} per cent outright")
    met = targets_met(found)
    for target, is_met in met.items():
        print(f"{target}:", "met" if is_met else "MISSED")
    return all(met.values())


def _cell(share: Share) -> str:
    return f"{share.asked}  {100 * share.outright:.0f} / {100 * share.quoted:.0f}"


def targets_met(found: dict[str, dict[str, Share]]) -> dict[str, bool]:
    """Return which of what is promised holds over all lists together."""
    every = {kind: together(one[kind] for one in found.values()) for kind in KINDS}
    return {
        "answerable, quoted: 95 at least": every["answerable"].quoted >= 0.95,
        "answer cut out, outright: 35 at most": every["answer cut out"].outright <= 0.35,
        "near topic, outright: 35 at most": every["near topic"].outright <= 0.35,
        "off topic, quoted: 2 at most": every["off topic"].quoted <= 0.02,
    }


def together(shares: Iterable[Share]) -> Share:
    """Return the shares of several lists as one."""
    each = list(shares)
    asked = sum(one.asked for one in each)
    outright = sum(one.asked * one.outright for one in each) / asked
    return Share(asked, outright, sum(one.asked * one.quoted for one in each) / asked)
