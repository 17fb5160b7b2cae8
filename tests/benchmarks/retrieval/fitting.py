"""Fitting: the weights of `answerability.toml`, from what people ask the sections of the guidance.

A quarter of those questions, by a hash, is left out of the index and asked instead: once of the whole
guidance, once with the section that answers cut out. Others are known not to be answered
(`tests/knowledge/guidance/fitted.toml`). No question of any test is used.

    python -m tests.benchmarks.retrieval.fitting
"""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import astuple, fields, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.answers.answerability import Signs, signs
from knowledge.answers.gathering import gather
from knowledge.editions.edition import Edition
from knowledge.reload.sources import guidance
from knowledge.words.attributing import unattributed
from tests.benchmarks.retrieval.legs import edition_of
from tests.benchmarks.retrieval.removed import cut_out, named
from tests.knowledge.guidance.corpus import table

NAMES = tuple(each.name for each in fields(Signs))
ANSWER = (
    "first_asked",
    "any_asked",
    "wording",
    "first_says",
    "spoken",
    "strength",
    "rivals",
    "length",
    "rarity",
)
TOPIC = ("any_asked", "first_says", "spoken", "strength", "length", "rarity", "subject")
LEFT_OUT = 4
RIDGE = 1.0
ROUNDS = 50

Rows = NDArray[np.float64]


def left_out(question: str) -> bool:
    """Tell whether a question is asked and not indexed."""
    return sha256(question.encode()).digest()[0] % LEFT_OUT == 0


def edition_without(stack: ExitStack) -> Edition:
    """Return the guidance without the questions that are left out."""
    contents = [
        replace(content, asked=tuple(pair for pair in content.asked if not left_out(pair[1])))
        for content in guidance().values()
    ]
    return edition_of(contents, Path(stack.enter_context(tempfile.TemporaryDirectory())), stack)


def seen(edition: Edition, question: str) -> tuple[float, ...]:
    """Return the signs of a question."""
    asked = unattributed(question)
    evidence = gather(edition, asked)
    return astuple(signs(edition, asked, evidence)) if evidence.sections else (0.0,) * len(NAMES)


def measured(edition: Edition) -> tuple[Rows, Rows, Rows]:
    """Return the signs of what is answered, of what is not, and of other topics."""
    whole, without = [], []
    for name, content in guidance().items():
        for heading, question in content.asked:
            if left_out(question):
                whole.append(seen(edition, question))
                with cut_out(edition, named([f"{Path(name).stem} > {heading}"])):
                    without.append(seen(edition, question))
    near, off = (
        [seen(edition, question) for question in table("fitted")[kind]]
        for kind in ("near_topic", "off_topic")
    )
    return np.array(whole), np.array([*without, *near]), np.array(off)


def fitted(names: Sequence[str], answered: Rows, not_answered: Rows) -> tuple[float, Rows]:
    """Return the constant and the weights of a logistic sum, both sides counting the same."""
    columns = [NAMES.index(name) for name in names]
    rows = np.concatenate([answered, not_answered])[:, columns]
    is_answered = np.r_[np.ones(len(answered)), np.zeros(len(not_answered))]
    counts = np.where(is_answered, 1 / len(answered), 1 / len(not_answered)) * len(answered)
    mean, spread = rows.mean(0), rows.std(0)
    scaled = np.c_[np.ones(len(rows)), (rows - mean) / spread]
    penalty = RIDGE * np.diag(np.r_[1e-9, np.ones(len(names))])
    weights = np.zeros(scaled.shape[1])
    for _ in range(ROUNDS):  # Newton's method
        odds = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (counts * (odds - is_answered)) + penalty @ weights
        bend = (scaled.T * (counts * odds * (1 - odds))) @ scaled + penalty
        weights -= np.linalg.solve(bend, slope)
    own = weights[1:] / spread
    return float(weights[0] - own @ mean), own


def report() -> None:
    """Print the sums as they stand in `answerability.toml`; the lines are set by hand."""
    with ExitStack() as stack:
        whole, without, others = measured(edition_without(stack))
    print(f"# {len(whole)} answered, {len(without)} not answered, {len(others)} of other topics")
    for name, signs_of_it, against in (("topic", TOPIC, others), ("answer", ANSWER, without)):
        constant, weights = fitted(signs_of_it, whole, against)
        print(f"\n[sum.{name}]\nconstant = {constant:.2f}\n\n[sum.{name}.weights]")
        for each, weight in zip(signs_of_it, weights, strict=True):
            print(f"{each} = {weight:.2f}")


if __name__ == "__main__":
    report()
