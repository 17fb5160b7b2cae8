"""Sheets: a text laid out so that every step of a phrase is a look-up."""

import bisect
from collections.abc import Iterator, Sequence
from functools import cache

from advisors.intake.index import Held, Index
from advisors.intake.phrases import Atom, Family, Phrase, need
from advisors.intake.tokens import Token

GAP = 4
KEYS = {"number": "#", "percent": "%", "money": "$", "period": "@", "date": "&"}


class Sheet:
    """The tokens of one text, indexed so that every step of a phrase is a look-up."""

    def __init__(self, tokens: Sequence[Token], walls: frozenset[int] = frozenset()) -> None:
        """Index the tokens by their words and kinds; no gap skips a wall (a denying word)."""
        self.tokens = tokens
        self._walls = walls
        self._places: dict[str, list[int]] = {}
        for place, token in enumerate(tokens):
            for key in _keys(token):
                self._places.setdefault(key, []).append(place)
        self._words = sorted(self._places)
        self.held = Held.of(self._words)
        self._atoms: dict[Atom, frozenset[int]] = {}
        self._families: dict[Family, list[tuple[Phrase, frozenset[int]]]] = {}
        self._known: dict[tuple[Family, int], set[int]] = {}
        self._beginnings: dict[Family, frozenset[int]] = {}

    def find(self, wanted: Phrase) -> Iterator[tuple[int, int]]:
        """Yield every place where a phrase stands, as (first token, token after the last)."""
        if self._possible(wanted):
            for start in sorted(self._starts(wanted)):
                if ends := self.ends(wanted, start):
                    yield start, max(ends)

    def ends(self, wanted: Phrase, start: int) -> set[int]:
        """Return where a phrase that begins at a token can end (exclusive)."""
        here = {start}
        for step in wanted:
            reached = here.copy() if step.optional else set()
            for place in here:
                if place == start or self._goes_on(place):
                    reached |= self._after(step.part, place)
            here = reached
            if not here:
                break
        return here

    def _goes_on(self, place: int) -> bool:
        """Tell whether nothing parts a token from the one before it."""
        if place >= len(self.tokens):
            return False
        here, before = self.tokens[place], self.tokens[place - 1]
        return (here.sentence, here.pause) == (before.sentence, before.pause)

    def _after(self, part: Atom | Family | None, place: int) -> set[int]:
        if part is None:
            return self._gap(place)
        if isinstance(part, Atom):
            return {place + 1} if place in self.at(part) else set()
        key = (part, place)
        if key not in self._known:
            self._known[key] = {
                end
                for one, starts in self._live(part)
                if place in starts
                for end in self.ends(one, place)
            }
        return self._known[key]

    def _gap(self, place: int) -> set[int]:
        stretch = self.tokens[place - 1].stretch
        reached = {place}
        for skipped in range(place, min(place + GAP, len(self.tokens) - 1)):
            inside = self.tokens[skipped + 1].stretch == self.tokens[skipped].stretch == stretch
            if not inside or self.tokens[skipped].kind in KEYS or skipped in self._walls:
                break
            reached.add(skipped + 1)
        near = self.tokens[min(place, len(self.tokens) - 1)].stretch == stretch
        return reached if near else set()

    def at(self, atom: Atom) -> frozenset[int]:
        """Return where an atom stands."""
        if atom not in self._atoms:
            words = [*atom.words, *(word for one in atom.beginnings for word in self._begun(one))]
            self._atoms[atom] = frozenset(
                place for word in words for place in self._places.get(word, ())
            )
        return self._atoms[atom]

    def _begun(self, beginning: str) -> Iterator[str]:
        for place in range(bisect.bisect_left(self._words, beginning), len(self._words)):
            if not self._words[place].startswith(beginning):
                return
            yield self._words[place]

    def _live(self, family: Family) -> list[tuple[Phrase, frozenset[int]]]:
        """Return the members that can stand in this text, each with where it can begin."""
        if family not in self._families:
            self._families[family] = [
                (one, frozenset(self._starts(one)))
                for one in _index(family).possible(self.held)
                if self._possible(one)
            ]
        return self._families[family]

    def _possible(self, wanted: Phrase) -> bool:
        """Tell whether every part that must be there stands anywhere in the text."""
        return all(step.optional or self._somewhere(step.part) for step in wanted)

    def _somewhere(self, part: Atom | Family | None) -> bool:
        if isinstance(part, Family):
            return bool(self._live(part))
        return part is None or bool(self.at(part))

    def _starts(self, wanted: Phrase) -> set[int]:
        """Return where a phrase can begin: its first part stands there, its second behind it."""
        first, rest = wanted[0], wanted[1:]
        starts = set(self._begins(first.part))
        if first.optional:
            return starts | self._starts(rest) if rest else starts
        return self._followed(starts, first.part, rest)

    def _followed(self, starts: set[int], first: Atom | Family | None, rest: Phrase) -> set[int]:
        """Keep the places behind which the next part that must be there can begin."""
        gap = GAP if rest and rest[0].part is None else 0
        behind = rest[1:] if gap else rest
        if first is None or not behind or behind[0].part is None or behind[0].optional:
            return starts
        distances = range(1, _longest(first) + gap + 1)
        following = self._begins(behind[0].part)
        if len(following) > len(starts):
            return {one for one in starts if any(one + far in following for far in distances)}
        return starts & {one - far for one in following for far in distances}

    def _begins(self, part: Atom | Family | None) -> set[int] | frozenset[int]:
        if not isinstance(part, Family):
            return self.at(part) if part else set()
        if part not in self._beginnings:
            live = self._live(part)
            self._beginnings[part] = frozenset(start for _, starts in live for start in starts)
        return self._beginnings[part]


@cache
def _index(family: Family) -> Index[Phrase]:
    return Index(family.members, need)


@cache
def _longest(part: Atom | Family | None) -> int:
    """Return how many tokens a part can cover at most."""
    if isinstance(part, Family):
        return max(sum(_longest(step.part) for step in one) for one in part.members)
    return GAP if part is None else 1


def _keys(token: Token) -> tuple[str, ...]:
    key = KEYS.get(token.kind)
    if key is None:
        return (token.text, "_") if token.kind == "word" else (token.text,)
    return (key, f"{key}{token.text}") if key in "@$" else (key, token.text)
