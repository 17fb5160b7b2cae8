"""Index: things kept by the words they need, so that a text meets only those it can hold."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

Item = TypeVar("Item")


class Need(Protocol):
    """What a thing needs one of: whole words, or the beginnings of words."""

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words."""

    @property
    def beginnings(self) -> tuple[str, ...]:
        """Return the beginnings."""


class Held(NamedTuple):
    """What a text holds: its words, and everything a word of it begins with."""

    words: frozenset[str]
    beginnings: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Held":
        """Gather the words of a text."""
        held = frozenset(words)
        return cls(held, frozenset(word[:end] for word in held for end in range(len(word) + 1)))


class Index(Generic[Item]):
    """Things in their order, each looked up by what it needs; what needs nothing is always met."""

    def __init__(self, items: Iterable[Item], need: Callable[[Item], Need | None]) -> None:
        """Keep things by their needs."""
        self._items = tuple(items)
        self._always: list[int] = []
        self._words: dict[str, list[int]] = {}
        self._beginnings: dict[str, list[int]] = {}
        for place, item in enumerate(self._items):
            self._keep(place, need(item))
        self._all = Held(frozenset(self._words), frozenset(self._beginnings))

    def possible(self, held: Held) -> Iterator[Item]:
        """Yield what a text may hold, in order."""
        found = set(self._always)
        for word in self._all.words & held.words:
            found.update(self._words[word])
        for beginning in self._all.beginnings & held.beginnings:
            found.update(self._beginnings[beginning])
        return (self._items[place] for place in sorted(found))

    def _keep(self, place: int, need: Need | None) -> None:
        if need is None:
            self._always.append(place)
            return
        for word in need.words:
            self._words.setdefault(word, []).append(place)
        for beginning in need.beginnings:
            self._beginnings.setdefault(beginning, []).append(place)
