"""Answers: what may be answered to an open fact, and how often each answer is expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import gcd

from advisors.rules import Points, Rulebook, Scale

LIKELIER = 5
"""How many times as often an answer is expected that somebody's words suggest.

Measured on the studied descriptions: two presumptions in three are right, which five times the
usual share of a level makes of most scales.
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """Every answer to one fact.

    Attributes:
        fact: Its name.
        levels: Level, share and points of each answer; the shares have no common divisor.
        total: Sum of the shares.
        least: For option i against option j, the least that an answer gives: `least[i][j]`.
        spread: The widest difference any two answers make between two options.
    """

    fact: str
    levels: tuple[tuple[str, int, Points], ...]
    total: int
    least: tuple[Points, ...]
    spread: int


@lru_cache(maxsize=512)
def list_answers(book: Rulebook, fact: str, likely: str = "") -> Answers:
    """Return every answer to a fact with its points; a presumed one is likelier."""
    points = book.points[fact]
    shares = list_shares(book.scales[fact], likely)
    divisor = gcd(*(share for _, share in shares))
    levels = tuple((level, share // divisor, points[level]) for level, share in shares)
    every = [each for _, _, each in levels]
    size = range(len(book.options))
    least = tuple(tuple(min(each[i] - each[j] for each in every) for j in size) for i in size)
    spread = max(-least[i][j] - least[j][i] for i in size for j in size)
    return Answers(fact, levels, sum(share for _, share, _ in levels), least, spread)


def list_shares(scale: Scale, likely: str = "") -> tuple[tuple[str, int], ...]:
    """Return how often each answer is expected; a presumed one so many times as often."""
    return tuple(
        (step.level, step.share * (LIKELIER if step.level == likely else 1)) for step in scale.steps
    )


def list_open(scales: Iterable[Scale], settled: Iterable[str]) -> tuple[str, ...]:
    """Return the facts that may be asked and are not settled, in the order of the conversation."""
    known = frozenset(settled)
    return tuple(s.fact for s in scales if s.ask != "no" and s.fact not in known)
