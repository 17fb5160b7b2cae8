"""Scoring: the additive value of each option, their order, and how robust the first place is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import add

from advisors.advice import Confidence
from advisors.rules import Judgement, Points, Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Part:
    """What one rule gives to the first option over the second.

    Attributes:
        rule: The rule.
        level: The level its fact stands at.
        contribution: Points on the 0-100 scale: share of the weight x difference of the values.
    """

    rule: Rule
    level: str
    contribution: Fraction


def add_points(book: Rulebook, levels: Mapping[str, str]) -> Points:
    """Return the whole points of each option, in the order of the options."""
    total: Sequence[int] = (0,) * len(book.options)
    for fact, level in levels.items():
        total = tuple(map(add, total, book.points[fact][level]))
    return tuple(total)


def rank(points: Points, open_options: Collection[int]) -> list[int]:
    """Return the open options by points, best first; an exact tie goes to the plainer one."""
    return sorted(open_options, key=lambda index: (-points[index], index))


def find_winner(points: Points, open_options: Sequence[int]) -> int:
    """Return the first of the ranking without sorting; `open_options` must rise."""
    best = open_options[0]
    for index in open_options:
        if points[index] > points[best]:
            best = index
    return best


def compare(book: Rulebook, levels: Mapping[str, str], first: int, second: int) -> list[Part]:
    """Return what each rule gives to one option over another; the parts sum to the margin."""
    whole = sum(Fraction(rule.weight) for rule in book.rules) or Fraction(1)
    parts = []
    for rule in book.rules:
        level = levels[rule.fact]
        difference = value_at_level(book, rule, level, first) - value_at_level(
            book, rule, level, second
        )
        parts.append(Part(rule, level, Fraction(rule.weight) / whole * difference))
    return parts


def value_at_level(book: Rulebook, rule: Rule, level: str, option: int) -> Fraction:
    """Return the value 0-100 of an option; while the level is unknown, the expected value."""
    if level in rule.values:
        return Fraction(rule.values[level][option])
    steps = book.scales[rule.fact].steps
    total = sum(rule.values[step.level][option] * step.share for step in steps)
    return Fraction(total, sum(step.share for step in steps))


def find_radius(contributions: Sequence[Fraction]) -> Fraction:
    """Return r*: every weight may be wrong by this share at once and the first stays first.

    r* = sum w_j d_j / sum w_j |d_j|, cut to 0-1; 1 when nothing speaks against the first.
    """
    against = sum((abs(part) for part in contributions), Fraction(0))
    if against == 0:
        return Fraction(0)
    return max(Fraction(0), sum(contributions, Fraction(0)) / against)


def find_confidence(radius: Fraction, acceptability: Fraction, judgement: Judgement) -> Confidence:
    """Word how sure the advice is: the weaker of what the radius and the acceptability say."""
    if radius < judgement.close_below or acceptability < judgement.close_share:
        return "close"
    if radius <= judgement.clear_above or acceptability <= judgement.clear_share:
        return "leaning"
    return "clear"
