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
    points = book.at(levels).points
    for fact, level in levels.items():
        total = tuple(map(add, total, points[fact][level]))
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
    rules = book.at(levels).rules
    whole = sum(Fraction(rule.weight) for rule in rules) or Fraction(1)
    parts = []
    for rule in rules:
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


def find_confidence(radius: Fraction, sureness: Fraction, judgement: Judgement) -> Confidence:
    """Word how sure the advice is: the weaker of what the radius and the sureness say."""
    return min(_judge(radius, sureness, judgement), key=_WEAKEST_FIRST.index)


def explain_confidence(radius: Fraction, sureness: Fraction, judgement: Judgement) -> str:
    """Say both measures, and which of them kept the advice from being clear."""
    measures = (
        f"Every weight may be wrong by {_percent(radius)} % at once and it stays first; it is best in "
        f"{_percent(sureness)} % of the ways in which what is unknown could turn out."
    )
    confidence = find_confidence(radius, sureness, judgement)
    if confidence == "clear":
        return measures
    close = confidence == "close"
    first, second = _judge(radius, sureness, judgement)
    weights = judgement.close_below if close else judgement.clear_above
    answers = judgement.close_share if close else judgement.clear_share
    limits = [
        *([f"the weights ({_limit(weights, close=close)})"] if first == confidence else []),
        *([f"what is unknown ({_limit(answers, close=close)})"] if second == confidence else []),
    ]
    return f"{measures} It is {_CALLED[confidence]} because of {' and '.join(limits)}."


_WEAKEST_FIRST: tuple[Confidence, ...] = ("close", "leaning", "clear")
_CALLED = {"close": "a close call", "leaning": "leaning, not clear,"}


def _judge(
    radius: Fraction, sureness: Fraction, judgement: Judgement
) -> tuple[Confidence, Confidence]:
    """Return what each measure says alone."""
    return (
        _word(radius, judgement.close_below, judgement.clear_above),
        _word(sureness, judgement.close_share, judgement.clear_share),
    )


def _word(measure: Fraction, close_below: Fraction, clear_above: Fraction) -> Confidence:
    if measure < close_below:
        return "close"
    return "clear" if measure > clear_above else "leaning"


def _percent(share: Fraction) -> int:
    return int(share * 100)


def _limit(share: Fraction, *, close: bool) -> str:
    return f"below {_percent(share)} %" if close else f"clear takes more than {_percent(share)} %"
