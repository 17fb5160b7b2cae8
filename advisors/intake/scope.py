"""Scope: which words of a text are denied, in doubt or only supposed."""

from collections.abc import Iterator

from advisors.intake.sheet import Sheet
from advisors.intake.tokens import Token
from advisors.intake.vocabulary import Vocabulary

REACH = 6
"""How many words before a wording a negation reaches it, as in "we don't really need any …"."""
REACH_TO_NUMBER = 2
"""The same for a number: "can't do 500 …" denies the doing, "no 500 …" the number."""
SHORT_QUESTION = 9
"""A question of fewer words asks what it names; in a longer one people tell of themselves."""
REACH_BACK = 3
"""How many words after a wording "… is not important" may begin."""


class Scope:
    """Where a text denies, doubts or supposes, so that each wording can ask."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary, *, supposing: bool) -> None:
        """Find the denying words; `supposing` takes "what if" at its word."""
        self._tokens = sheet.tokens
        self._negators = _spans_by_end(sheet, vocabulary, "negator")
        self._dismissals = _spans_by_start(sheet, vocabulary, "dismissal")
        self._softeners = _spans_by_start(sheet, vocabulary, "softener")
        self._suppositions: dict[int, int] = {}
        self._doubts: dict[int, int] = {}
        self._elsewhere: frozenset[int] = frozenset()
        if not supposing:
            self._elsewhere = _elsewhere(sheet, vocabulary)
            asked = _not_of_method(sheet, vocabulary, "asked")
            self._suppositions = asked | _spans_by_end(sheet, vocabulary, "supposition")
            self._doubts = self._suppositions | _doubts(sheet, vocabulary)

    def open(self, first: int, last: int, *, number: bool) -> bool:
        """Tell whether words are supposed, asked, in doubt or of others: then they state nothing."""
        if not self._elsewhere.isdisjoint(range(first, last)):
            return True
        doubts = self._suppositions if number else self._doubts
        here = _part(self._tokens[first])
        for end in range(first, max(first - REACH - 1, 0), -1):
            if _part(self._tokens[end - 1]) != here:
                break
            if end in doubts:
                return True
        return self._behind(self._softeners, last) is not None

    def denied(self, first: int, last: int, *, number: bool) -> tuple[int, int] | None:
        """Return the words including what denies them, or None when nothing does."""
        clause = self._tokens[first].clause
        reach = REACH_TO_NUMBER if number else REACH
        for end in range(first, max(first - reach - 1, 0), -1):
            if self._tokens[end - 1].clause != clause:
                break
            if end in self._negators:
                return self._negators[end], last
        behind = self._behind(self._dismissals, last)
        return None if behind is None else (first, behind)

    def _behind(self, spans: dict[int, int], last: int) -> int | None:
        clause = self._tokens[last - 1].clause
        for start in range(last, min(last + REACH_BACK + 1, len(self._tokens))):
            if self._tokens[start].clause != clause:
                return None
            if start in spans:
                return spans[start]
        return None


def _part(token: Token) -> tuple[int, int]:
    """Tell between which punctuation marks a token stands: what "if" and "maybe" reach."""
    return token.sentence, token.pause


def _spans_by_end(sheet: Sheet, vocabulary: Vocabulary, scope: str) -> dict[int, int]:
    return {end: start for one in vocabulary.scopes[scope] for start, end in sheet.find(one)}


def _spans_by_start(sheet: Sheet, vocabulary: Vocabulary, scope: str) -> dict[int, int]:
    return {start: end for one in vocabulary.scopes[scope] for start, end in sheet.find(one)}


def _doubts(sheet: Sheet, vocabulary: Vocabulary) -> dict[int, int]:
    """Find the doubting words, but for those of a number: "maybe 900 pages" is sure of the rest."""
    found = _not_of_method(sheet, vocabulary, "doubt")
    return {end: start for end, start in found.items() if not _is_number(sheet, end)}


def _not_of_method(sheet: Sheet, vocabulary: Vocabulary, scope: str) -> dict[int, int]:
    """Find words by their end, but for those that a method follows: what it is for is stated."""
    methods = _spans_by_start(sheet, vocabulary, "method")
    found = _spans_by_end(sheet, vocabulary, scope)
    return {end: start for end, start in found.items() if methods.keys().isdisjoint((end, end + 1))}


def _is_number(sheet: Sheet, place: int) -> bool:
    return place < len(sheet.tokens) and sheet.tokens[place].kind in {"number", "money"}


def _elsewhere(sheet: Sheet, vocabulary: Vocabulary) -> frozenset[int]:
    """Return the places that tell of others or of what was once, and those that are asked about."""
    back = _spans_by_start(sheet, vocabulary, "back")
    own = back | _spans_by_start(sheet, vocabulary, "own")
    asked = _spans_by_start(sheet, vocabulary, "inquiry")
    places = {place for start, end in asked.items() for place in range(start, end)}
    places.update(_questions(sheet, vocabulary))
    for scope, ends in (("aside", back), ("comparison", own)):
        for start in _spans_by_end(sheet, vocabulary, scope):
            places.update(_until(sheet, start, ends))
    return frozenset(places)


def _until(sheet: Sheet, start: int, ends: dict[int, int]) -> Iterator[int]:
    """Yield the places of the rest of a sentence, until a word that ends the aside."""
    for place in range(start, len(sheet.tokens)):
        if place in ends or sheet.tokens[place].sentence != sheet.tokens[start - 1].sentence:
            return
        yield place


def _questions(sheet: Sheet, vocabulary: Vocabulary) -> Iterator[int]:
    """Yield the places of short questions, unless they ask about a method."""
    methods = _spans_by_start(sheet, vocabulary, "method")
    asking = _spans_by_start(sheet, vocabulary, "asking")
    start = 0
    for place, token in enumerate(sheet.tokens):
        if token.sentence != sheet.tokens[start].sentence:
            start = place
        short = token.kind == "question" and place - start < SHORT_QUESTION
        if short and start in asking and methods.keys().isdisjoint(range(start, place)):
            yield from range(start, place)
