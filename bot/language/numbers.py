"""Numbers: every figure that a text states, in one form, so that none can be made up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from bot.language.words import plain, stems, tables, tokens

Figure: TypeAlias = tuple[Decimal, str]
"""A value, and what it counts as far as it is marked: "%", "$", "€", "£" or ""."""

_NEXT: Final = re.compile(r"[\s-]{0,2}([^\W\d_]+)")
_BESIDE: Final = (re.compile(r"[^\W\d_]+(?=\W*$)"), re.compile(r"\W*(?:\w+\W+){0,2}\w*"))
"""The word in front of a figure, and the three behind it: what it counts is one of these."""
_GROUP: Final = re.compile(r"(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure where it stands.

    Attributes:
        figure: Its value and mark.
        bounds: The words in front of it that say on which side of it the truth lies.
        what: The stem of the word behind it, which it counts; "" for none.
        around: The stems of the words beside it.
    """

    figure: Figure
    bounds: frozenset[str]
    what: str
    around: frozenset[str]

    @property
    def bounded(self) -> tuple[Figure, frozenset[str]]:
        """The figure and its bounds."""
        return self.figure, self.bounds


def counted(text: str) -> Iterator[Counted]:
    """Yield every figure of a text, in digits or in words, in order."""
    text = _GROUP.sub("", plain(text))
    for match in _pattern().finditer(text):
        following = _NEXT.match(text, match.end())
        what = stems(following.group(1)) if following else frozenset()
        yield Counted(
            _figure(match), _bounds(text, match), next(iter(what), ""), _beside(text, match)
        )


def figures(text: str) -> frozenset[Figure]:
    """Return every figure in a text.

    >>> sorted(figures("50k requests, $2,000 and ninety percent"))
    [(Decimal('90'), '%'), (Decimal('2000'), '$'), (Decimal('50000'), '')]
    """
    return frozenset(one.figure for one in counted(text))


def values(text: str) -> frozenset[Decimal]:
    """Return the values of the figures in a text, whatever they count."""
    return frozenset(value for value, _ in figures(text))


def _bounds(text: str, match: re.Match[str]) -> frozenset[str]:
    before = tokens(text[max(0, match.start() - 30) : match.start()])[-2:]
    return frozenset(before) & frozenset(tables()["guards"]["bounds"])


def _beside(text: str, match: re.Match[str]) -> frozenset[str]:
    before = _BESIDE[0].search(text[max(0, match.start() - 30) : match.start()])
    behind = _BESIDE[1].match(text, match.end())
    return stems(" ".join(one.group() for one in (before, behind) if one))


def _figure(match: re.Match[str]) -> Figure:
    spelled, scales, marks = tables()["numbers"], tables()["scales"], tables()["marks"]
    before, word, scale, after = match.group("before", "word", "scale", "after")
    value = Decimal(spelled[word] if word in spelled else word.replace(",", "."))
    if scale:
        value *= Decimal(scales[scale])
    mark = marks[after] if after else marks.get(before or "", "")
    return value.normalize() + 0, mark


@cache
def _pattern() -> re.Pattern[str]:
    spelled, scales, marks = (_either(tables()[name]) for name in ("numbers", "scales", "marks"))
    return re.compile(
        rf"(?P<before>[$€£])?\s?(?P<word>\d+(?:[.,]\d+)?|(?<![^\W\d_])(?:{spelled})(?![^\W\d_]))"
        rf"(?:[\s-]?(?P<scale>{scales})(?![^\W_]))?(?:\s?(?P<after>{marks})(?![^\W_]))?"
    )


def _either(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
