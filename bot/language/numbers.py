"""Numbers: every figure that a text states, in one form, so that none can be made up."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from bot.language.words import plain, tables

Figure: TypeAlias = tuple[Decimal, str]
"""A value, and what it counts as far as it is marked: "%", "$", "€", "£" or ""."""

_GROUP: Final = re.compile(r"(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))")


def figures(text: str) -> frozenset[Figure]:
    """Return every figure in a text, in digits or in words.

    >>> sorted(figures("50k requests, $2,000 and ninety percent"))
    [(Decimal('90'), '%'), (Decimal('2000'), '$'), (Decimal('50000'), '')]
    """
    return frozenset(_figures(_GROUP.sub("", plain(text))))


def values(text: str) -> frozenset[Decimal]:
    """Return the values of the figures in a text, whatever they count."""
    return frozenset(value for value, _ in figures(text))


def _figures(text: str) -> Iterator[Figure]:
    spelled, scales, marks = tables()["numbers"], tables()["scales"], tables()["marks"]
    for match in _pattern().finditer(text):
        before, word, scale, after = match.group("before", "word", "scale", "after")
        value = Decimal(spelled[word] if word in spelled else word.replace(",", "."))
        if scale:
            value *= Decimal(scales[scale])
        mark = marks[after] if after else marks.get(before or "", "")
        yield value.normalize() + 0, mark


@cache
def _pattern() -> re.Pattern[str]:
    spelled, scales, marks = (_either(tables()[name]) for name in ("numbers", "scales", "marks"))
    return re.compile(
        rf"(?P<before>[$€£])?\s?(?P<word>\d+(?:[.,]\d+)?|(?<![^\W\d_])(?:{spelled})(?![^\W\d_]))"
        rf"(?:[\s-]?(?P<scale>{scales})(?![^\W_]))?(?:\s?(?P<after>{marks})(?![^\W_]))?"
    )


def _either(names: dict[str, str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
