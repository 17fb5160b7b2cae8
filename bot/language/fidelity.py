"""Fidelity: the ways in which a sentence can say something else with the words of its source.

Each of these was tried by a model that obeys an attacker; see `tests/language/test_attacks.py`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from bot.language.numbers import counted
from bot.language.words import (
    is_key,
    is_negative,
    is_option,
    is_weighty,
    numerals,
    options_in,
    stems,
    tables,
    tokens,
)
from knowledge import stem

_NAME: Final = re.compile(r"(?<=[\w,;:)’'\"”] )[A-Z][\w-]+")
"""A word with a capital that does not begin a sentence."""
_TURNED: Final = re.compile(r"(?:un|in|im|ir|dis|non|mis|de)-?(?=\w{4})")
_SENTENCE_END: Final = re.compile(r"[.;!?][)\"”’]?\s+|\n+")
_CLAUSE_END: Final = re.compile(r"[,:()\u2013\u2014]|\b(?:and|but|while|which)\b")
_USED: Final = 2
"""So many words of a clause in a sentence mean that it says what the clause says."""
_COMPARED: Final = 0.75
"""The share of the shared words that keep their order where two things are compared."""


def is_faithful(text: str, quote: str, passage: str) -> bool:
    """Tell whether a sentence says nothing but what its quote says where it stands.

    Its words are those of the sentence that is quoted from, in their order; one part may be put in
    front of another. No word that limits what is said is left out, no letter of another script and
    no name is new. What weighs, such as an option, "low", "not" or "send", stands in the quote in
    the same order; the option may be the one the passage speaks of where the quote begins. No word
    is turned into its opposite, and a denial denies the same. Numbers keep their order, what they
    count and the side on which they bound it, and what is compared keeps its order.
    """
    context = _context(quote, passage)
    whole = _context(_whole(quote, passage), passage)
    return (
        adds_nothing(text, passage)
        and _is_part(_keys(text), _keys(context))
        and _follows(text, context)
        and not (_is_turned(text, quote) or _is_swapped(text, quote))
        and _is_drawn(text, whole)
        and not _is_unlimited(text, _whole(quote, passage))
        and _denied(text) <= _denied(whole)
    )


def _whole(quote: str, passage: str) -> str:
    """Return every sentence of a passage that a quote is from."""
    place = passage.find(quote)
    ends = [one.end() for one in _SENTENCE_END.finditer(passage)]
    first = max((end for end in ends if end <= place), default=0)
    last = min((end for end in ends if end >= place + len(quote)), default=len(passage))
    return passage[first:last].strip()


def _context(quote: str, passage: str) -> str:
    """Return a quote, from the option on that was named last where it names none itself."""
    place = passage.find(quote)
    before = list(options_in(passage[:place])) if not any(options_in(quote)) else []
    return passage[before[-1] if before else place : place + len(quote)]


def _is_drawn(text: str, source: str) -> bool:
    """Tell whether the words of a text are a source's, in its order but for an end put in front.

    How an option is called may stand in the place of "it"; the order of options is looked at apart.
    """
    allowed = frozenset(tables()["guards"]["plain"])
    said = [one for one in _carrying(text) if one not in allowed]
    words = list(_carrying(source))
    if not said or not frozenset(said) <= frozenset(words):
        return False
    said, words = ([one for one in each if not is_option(one)] for each in (said, words))
    for start in range(len(words) + 1):
        front = _run(said, words[start:])
        if _is_part(said[front:], words[:start]):
            return True
    return False


def _run(some: list[str], whole: list[str]) -> int:
    """Return how many of some words, from the first on, stand in others in this order."""
    found = 0
    for one in whole:
        found += found < len(some) and some[found] == one
    return found


def _is_unlimited(text: str, source: str) -> bool:
    """Tell whether a text leaves out a condition of its source, or a hedge of a clause it uses."""
    guards, used = tables()["guards"], stems(text)
    clauses = [one for one in _CLAUSE_END.split(source) if len(stems(one) & used) >= _USED]
    needed = Counter(frozenset(tokens(source)) & frozenset(guards["conditions"]))
    for name in ("conditions", "hedges"):
        limits = frozenset(guards[name])
        needed |= Counter(word for one in clauses for word in frozenset(tokens(one)) & limits)
    return not needed <= Counter(tokens(text))


def _denied(text: str) -> frozenset[str]:
    """Return the words behind each denial: what it denies."""
    words = tokens(text)
    return frozenset(
        stem(other)
        for place, one in enumerate(words)
        if is_negative(one)
        for other in words[place + 1 : place + 2]
    )


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
    """Tell whether the numbers stand in the context in this order, bounding and counting the same."""
    said, source = list(counted(text)), list(counted(context))
    if not _is_part([one.bounded for one in said], [one.bounded for one in source]):
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
    """Yield the stems of the words that carry meaning; figures are compared as figures."""
    for one in tokens(text):
        yield from stems(one) - numerals()


def _common(some: list[str], other: list[str]) -> int:
    """Return how many words two lists have in common in the same order."""
    row = [0] * (len(other) + 1)
    for one in some:
        before = row
        row = [0]
        for place, two in enumerate(other):
            row.append(before[place] + 1 if one == two else max(before[place + 1], row[place]))
    return row[-1]
