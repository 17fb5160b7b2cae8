"""Fidelity: the ways in which a sentence can say something else with the words of its source.

Each of these was tried by a model that obeys an attacker; see `tests/language/test_attacks.py`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.language.numbers import counted
from bot.language.words import is_key, is_weighty, options_in, stems, tables, tokens
from knowledge import stem

_NAME: Final = re.compile(r"(?<=[\w,;:)’'\"”] )[A-Z][\w-]+")
"""A word with a capital that does not begin a sentence."""
_TURNED: Final = re.compile(r"(?:un|in|im|ir|dis|non|mis|de)-?(?=\w{4})")
_COMPARED: Final = 0.75
"""The share of the shared words that keep their order where two things are compared."""


def is_faithful(text: str, quote: str, passage: str) -> bool:
    """Tell whether a sentence adds nothing of weight to its quote and its passage.

    No letter of another script and no name is new. What weighs, such as an option, "low", "not" or
    "send", stands in the quote in the same order; the option may be the one the passage speaks of
    where the quote begins. No word is turned into its opposite. Numbers keep their order and what
    they count, and what is compared keeps its order.
    """
    context = _context(quote, passage)
    if not adds_nothing(text, passage) or not _is_part(_keys(text), _keys(context)):
        return False
    return _follows(text, context) and not (_is_turned(text, quote) or _is_swapped(text, quote))


def _context(quote: str, passage: str) -> str:
    """Return a quote, from the option on that was named last where it names none itself."""
    place = passage.find(quote)
    before = list(options_in(passage[:place])) if not any(options_in(quote)) else []
    return passage[before[-1] if before else place : place + len(quote)]


def _keys(text: str) -> list[str]:
    """Return the words of a text whose loss or change would change what it says, in order."""
    return [stem(one) for one in tokens(text) if is_key(one)]


def adds_nothing(text: str, material: str) -> bool:
    """Tell whether a text has no sign, no name and no word of weight but those of its material."""
    return not (
        _strange(text, material)
        or _names(text) - _forms(material)
        or _weighty(text) - _weighty(material)
    )


def _strange(text: str, source: str) -> frozenset[str]:
    """Return letters and signs beyond ASCII that the source does not have: look-alikes, unseen ones."""
    return frozenset(sign for sign in text if not sign.isascii()) - frozenset(source)


def _names(text: str) -> frozenset[str]:
    return frozenset().union(*(_forms(name) for name in _NAME.findall(text)))


def _weighty(text: str) -> frozenset[str]:
    return frozenset(stem(one) for one in tokens(text) if is_weighty(one))


def _forms(text: str) -> frozenset[str]:
    """Return the stems of all words, also of those that carry no meaning of their own."""
    return frozenset(stem(one) for one in tokens(text))


def _is_turned(text: str, quote: str) -> bool:
    """Tell whether a word says the opposite of one in the quote: "unsuitable" of "suitable"."""
    known = frozenset(tokens(quote))
    new = (one for one in tokens(text) if one not in known)
    return any(_TURNED.sub("", one, count=1) in known for one in new if _TURNED.match(one))


def _follows(text: str, context: str) -> bool:
    """Tell whether the numbers stand in the context in this order, counting the same."""
    said, source = list(counted(text)), list(counted(context))
    if not _is_part([one.figure for one in said], [one.figure for one in source]):
        return False
    return all(
        not one.what
        or any(one.what in other.around for other in source if one.figure == other.figure)
        for one in said
    )


def _is_part(some: Iterable[object], whole: Iterable[object]) -> bool:
    rest = iter(whole)
    return all(one in rest for one in some)


def _is_swapped(text: str, quote: str) -> bool:
    """Tell whether a comparison puts its sides in another order than the quote."""
    if not frozenset(tokens(text)) & frozenset(tables()["guards"]["comparisons"]):
        return False
    source = list(_carrying(quote))
    shared = [one for one in _carrying(text) if one in source]
    return _common(shared, source) < _COMPARED * len(shared)


def _carrying(text: str) -> Iterator[str]:
    for one in tokens(text):
        yield from stems(one)


def _common(some: list[str], other: list[str]) -> int:
    """Return how many words two lists have in common in the same order."""
    row = [0] * (len(other) + 1)
    for one in some:
        before = row
        row = [0]
        for place, two in enumerate(other):
            row.append(before[place] + 1 if one == two else max(before[place + 1], row[place]))
    return row[-1]
