"""Refusing: what the shipped guidance answers, and what it says that it does not say."""

import tempfile
import tomllib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.answers.answering import answered
from knowledge.editions.edition import Edition
from knowledge.reload.sources import guidance
from knowledge.reload.verification import calibrated
from knowledge.search.ranking import ranked
from tests.benchmarks.retrieval import removed
from tests.benchmarks.retrieval.legs import edition_of

DATA = Path(__file__).parents[2] / "knowledge" / "guidance"


RANKED = 15
"""As many passages as `Library.search` ranks for five hits."""


@dataclass(frozen=True)
class Refusals:
    """Shares between 0 and 1, and the reciprocal rank of the first section that answers."""

    answered: float
    outright: float
    off_topic: float
    near_topic: float
    hit_at_3: float
    mrr: float

    @property
    def meets_targets(self) -> bool:
        """Whether the shares are what is promised."""
        return self.answered >= 0.95 and self.off_topic <= 0.02 and self.near_topic <= 0.35


def walk() -> list[dict[str, str]]:
    """Return questions about every statement of the paper, and what an answer must say."""
    rows: list[dict[str, str]] = _table("walk")["walk"]
    return rows


def answerable() -> list[str]:
    """Return every question that the shipped guidance answers."""
    rows = [*_table("questions")["answerable"], *walk()]
    return [*(row["ask"] for row in rows), *_table("walk")["fresh"]]


def lists() -> dict[str, list[str]]:
    """Return all questions by what they are; of those to be refused, the ones kept back."""
    asked, kept = _table("questions"), _table("walk")
    return {
        "answerable": answerable(),
        "near topic": [*asked["near_topic"], *kept["near_topic"]["kept_back"]],
        "off topic": [*asked["off_topic"], *kept["off_topic"]["kept_back"]],
    }


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def share(edition: Edition, asked: list[str]) -> float:
    """Return the share of questions that got a grounded answer."""
    return float(np.mean([answered(edition, question).grounded for question in asked]))


def ranks(edition: Edition, rows: list[dict[str, object]]) -> list[float]:
    """Return for each question 1 / rank of the first passage of a section that answers it."""
    names = {content.key: name for name, content in guidance().items()}
    found = []
    for row in rows:
        wanted = row["where"]
        assert isinstance(wanted, list)
        places = [each.place for each in ranked(edition, str(row["ask"]), RANKED)][:10]
        sections = [
            f"{Path(names[place.content.key]).stem} > {place.section.split(' > ')[-1]}"
            for place in places
        ]
        found.append(next((1 / n for n, s in enumerate(sections, 1) if s in wanted), 0.0))
    return found


def measured(edition: Edition) -> Refusals:
    """Ask every question of the shipped guidance; the refused ones are those kept back."""
    questions = lists()
    answers = [answered(edition, question) for question in questions["answerable"]]
    found = ranks(edition, _table("questions")["answerable"])
    return Refusals(
        answered=float(np.mean([answer.grounded for answer in answers])),
        outright=float(np.mean([answer.direct for answer in answers])),
        off_topic=share(edition, questions["off topic"]),
        near_topic=share(edition, questions["near topic"]),
        hit_at_3=float(np.mean([each >= 1 / 3 for each in found])),
        mrr=float(np.mean(found)),
    )


def report() -> bool:
    """Print the table; returns whether the targets are met."""
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        edition = edition_of(list(guidance().values()), Path(scratch), stack)
        edition.threshold = calibrated(edition)
        result = measured(edition)
        print("\nthe shipped guidance, per cent of questions answered")
        print(f"answerable   {100 * result.answered:5.1f}   at least 95")
        print(f"off topic    {100 * result.off_topic:5.1f}   at most 2")
        print(f"near topic   {100 * result.near_topic:5.1f}   at most 35")
        print(f"search: hit@3 {result.hit_at_3:.3f}, MRR {result.mrr:.3f}")
        met = removed.report(edition, lists())
    return result.meets_targets and met
