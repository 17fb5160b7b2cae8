"""Tokens: words, numbers and signs of a text, each with its place, clause and sentence."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

ONE = Decimal(1)
_TOKEN = re.compile(
    r"""
    (?P<skip>https?://\S+|<[@#!][^<>\s]{1,80}>|(?:24|7)\s?/\s?(?:7|24)|\d{1,2}:\d\d(?:\s?[ap]m)?)
  | (?P<date>\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})(?!\w)
  | (?P<currency>(?:usd|eur|gbp|chf|(?:us|au?|ca?|hk|nz|r|s)\$)(?=\s?\d))
  | (?P<minus>[-\u2212\u2013](?=[$€£₹]?\d)|(?<=\d)\s[-\u2013]\s(?=[$€£₹]?\d))
  | (?P<number>(?:[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?![\d.,])|\d+(?:[.,'\u2019_]\d+)*)
      (?:e\d{1,2}(?!\w))?)(?P<suffix>[^\W\d_]*(?:\w*))
  | (?P<short>(?<!\w)(?:w/(?:o(?:ut)?\b)?|(?:approx|abt|avg|ca|cca|eg|e\.g|est|excl|ie|i\.e|incl|max|min|mio|
      mrd|nr|resp|tsd|vs)\.(?=\s?(?-i:[\da-z~$€£₹]))))
  | (?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*(?:[-.]?\d(?:[\w.]*\w)?)?)
  | (?P<stop>[.!?\u2026]+(?=[\s"'\u201d\u2019)*_\]]|$)|[;\n\u2022]|\s--?\s)
  | (?P<pause>[,)\u2014\u2013]|\((?!\s?[~≈<>]?\s?(?:(?:about|around|roughly|approx\.?|abt\.?|ca\.?|avg\.?|
      average|maybe|circa)\s)?[$€£₹]?\d))
  | (?P<sign>=(?!>)|(?P<mark>[$€£¥₹₩₽₺₪%<>/+&×])(?P=mark)*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GROUPED = re.compile(
    r"[1-9]\d{0,2}(?:(?:,\d{3})+(?:\.\d+)?|(?:\.\d{3})+(?:,\d+)?|(?:,\d\d)+,\d{3})"
)
"""Thousands in groups of three (or lakhs in groups of two), the other mark before decimals."""


class Token(NamedTuple):
    """One unit of a text.

    Attributes:
        kind: `word`, `number`, `percent`, `money`, `period`, `date`, `sign` or `question` (its mark).
        text: In lower case with straight apostrophes; the currency code of money, the name of
            a period.
        start: Where it begins in the text.
        end: Where it ends (exclusive).
        clause: The clause it stands in: what a negation reaches.
        sentence: The sentence it stands in: what a phrase can span.
        pause: The part between punctuation marks it stands in: where words are adjacent.
        stretch: The clauses linked by "and" or "which" it stands in: what a gap can span.
        value: The number, or how often a period comes in a month.
        scale: What the number was multiplied by ("k": 1000).
    """

    kind: str
    text: str
    start: int
    end: int
    clause: int
    sentence: int
    pause: int = 0
    stretch: int = 0
    value: Decimal = Decimal(0)
    scale: Decimal = ONE


class _Places:
    """Counts clauses and sentences while a text is read."""

    def __init__(self) -> None:
        self.clause = 0
        self.sentence = 0

    def mark(self, kind: str) -> bool:
        """Count a boundary; tell whether it was one."""
        self.clause += kind in {"stop", "pause"}
        self.sentence += kind == "stop"
        return kind in {"stop", "pause"}


def split(text: str, scales: Mapping[str, Decimal], units: frozenset[str]) -> list[Token]:
    """Split a text into tokens.

    Args:
        text: Anything a person may send.
        scales: What letters right after a number multiply it by ("k", "M").
        units: Letters right after a number that are words of their own ("ms", "x", "GB").
    """
    tokens: list[Token] = []
    places = _Places()
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "suffix":
            tokens += _number_tokens(match, places, scales, units)
            continue
        if "?" in match.group() and kind == "stop":
            tokens.append(_plain(match, "question", places, tokens)._replace(text="?"))
        if not places.mark(kind) and kind != "skip":
            tokens.append(_plain(match, kind, places, tokens))
    return tokens


def _plain(match: re.Match[str], kind: str, places: _Places, before: list[Token]) -> Token:
    word = match.group().lower().replace("\u2019", "'")
    if kind == "minus":
        inside = before and before[-1].end == match.start() and before[-1].text != "$"
        word = "to" if inside or match.group()[0].isspace() else "minus"
    word = word.removesuffix(".") if kind == "short" else word
    kind = {"currency": "word", "short": "word", "minus": "sign"}.get(kind, kind)
    return Token(kind, word, match.start(), match.end(), places.clause, places.sentence)


def _number_tokens(
    match: re.Match[str], places: _Places, scales: Mapping[str, Decimal], units: frozenset[str]
) -> list[Token]:
    """Read a number and what is glued to it: a scale, a unit, or a name such as "4o"."""
    suffix = match["suffix"].lower()
    where = (places.clause, places.sentence)
    scale = scales.get(suffix, ONE)
    value = parse(match["number"], whole=scale == 1)
    if value is None or (suffix and suffix not in scales and suffix not in units):
        return [Token("word", match.group().lower(), match.start(), match.end(), *where)]
    end = match.end() if suffix in scales else match.end("number")
    number = Token(
        "number", match.group()[: end - match.start()].lower(), match.start(), end, *where
    )
    tokens = [number._replace(value=value * scale, scale=scale)]
    if suffix in units:
        tokens.append(Token("word", suffix, end, match.end(), *where))
    return tokens


def parse(figures: str, *, whole: bool = True) -> Decimal | None:
    """Read figures with the separators of any language.

    Args:
        figures: Such as "12,000", "1.200.000", "12 000", "3.5" or "1e6".
        whole: Whether "1.200" is a count: nobody writes a count with three decimals, so it is
            read as 1200 unless a scale follows ("1.200 million").

    Returns:
        The number, or None when the figures are none ("1.2.3" is a version).
    """
    mantissa, _, exponent = figures.lower().partition("e")
    plain = re.sub(r"[ \u00a0\u202f'\u2019_]", "", mantissa)
    thousands = bool(_GROUPED.fullmatch(plain)) and (whole or plain.count(".") != 1)
    if thousands:
        plain = plain.replace(next(mark for mark in plain if mark in ".,"), "")
    plain = plain.replace(",", ".")
    return Decimal(plain).scaleb(int(exponent or 0)) if plain.count(".") <= 1 else None
