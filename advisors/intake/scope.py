"""Scope: which words of a text are denied, in doubt or only supposed."""

from advisors.intake.phrases import Sheet
from advisors.intake.vocabulary import Vocabulary

REACH = 6
"""How many words before a wording a negation reaches it, as in "we don't really need any …"."""
REACH_TO_NUMBER = 2
"""The same for a number: "can't do 500 …" denies the doing, "no 500 …" the number."""
REACH_BACK = 3
"""How many words after a wording "… is not important" may begin."""


class Scope:
    """Where a text denies, doubts or supposes, so that each wording can ask."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary, *, supposing: bool) -> None:
        """Find the denying words; `supposing` takes "what if" at its word."""
        self._tokens = sheet.tokens
        self._negators = _spans_by_end(sheet, vocabulary, "negator")
        self._doubts = {} if supposing else _spans_by_end(sheet, vocabulary, "doubt")
        self._suppositions = {} if supposing else _spans_by_end(sheet, vocabulary, "supposition")
        self._dismissals = _spans_by_start(sheet, vocabulary, "dismissal")
        self._softeners = _spans_by_start(sheet, vocabulary, "softener")

    def open(self, first: int, last: int, *, number: bool) -> bool:
        """Tell whether the words are only supposed or in doubt: then they state nothing."""
        reach = range(first, first - REACH - 1, -1)
        doubted = not number and self._before(self._doubts, first, reach) is not None
        supposed = self._before(self._suppositions, first, reach) is not None
        return doubted or supposed or self._behind(self._softeners, last) is not None

    def denied(self, first: int, last: int, *, number: bool) -> tuple[int, int] | None:
        """Return the words including what denies them, or None when nothing does."""
        reach = REACH_TO_NUMBER if number else REACH
        start = self._before(self._negators, first, range(first, first - reach - 1, -1))
        if start is not None:
            return start, last
        end = self._behind(self._dismissals, last)
        return None if end is None else (first, end)

    def _before(self, spans: dict[int, int], first: int, reach: range) -> int | None:
        clause = self._tokens[first].clause
        for end in reach:
            if end < 1 or self._tokens[end - 1].clause != clause:
                return None
            if end in spans:
                return spans[end]
        return None

    def _behind(self, spans: dict[int, int], last: int) -> int | None:
        clause = self._tokens[last - 1].clause
        for start in range(last, min(last + REACH_BACK + 1, len(self._tokens))):
            if self._tokens[start].clause != clause:
                return None
            if start in spans:
                return spans[start]
        return None


def _spans_by_end(sheet: Sheet, vocabulary: Vocabulary, scope: str) -> dict[int, int]:
    return {end: start for one in vocabulary.scopes[scope] for start, end in sheet.find(one)}


def _spans_by_start(sheet: Sheet, vocabulary: Vocabulary, scope: str) -> dict[int, int]:
    return {start: end for one in vocabulary.scopes[scope] for start, end in sheet.find(one)}
