"""Race: the options at given levels, and who would win at others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import add, sub
from types import MappingProxyType

from advisors.advice import Approach
from advisors.conditions import holds
from advisors.rules import GateRule, Points, Rulebook
from advisors.scoring import add_points, find_winner, rank


@dataclass(frozen=True, slots=True)
class Race:
    """The options of one question at the present levels.

    Attributes:
        book: The rulebook.
        gates: Every gate that counts, the market's included.
        options: Places of the options that may be chosen from, rising.
        levels: The level of every fact.
        points: Whole points of each option.
        closed: Places of the options closed now.
        presumed: The level of every fact that is presumed: the likelier answer.
    """

    book: Rulebook
    gates: tuple[GateRule, ...]
    options: tuple[int, ...]
    levels: Mapping[str, str]
    points: Points
    closed: frozenset[int]
    presumed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def likely(self, fact: str) -> str:
        """Return the presumed level of a fact, or "" when nothing is presumed."""
        return self.presumed.get(fact, "")

    def approach(self, index: int) -> Approach:
        """Return the name of the option at a place."""
        return self.book.options[index].approach

    def ranking(self) -> list[int]:
        """Return the open options, best first."""
        return rank(self.points, [i for i in self.options if i not in self.closed])

    def winner(self) -> int:
        """Return the place of the option that wins now."""
        return find_winner(self.points, [i for i in self.options if i not in self.closed])

    def points_with(self, moved: Mapping[str, str]) -> Points:
        """Return the points of each option at other levels of some facts."""
        if self.book.hinge in moved:
            return add_points(self.book, {**self.levels, **moved})
        points, rows = self.points, self.book.at(self.levels).points
        for fact, level in moved.items():
            steps = map(sub, rows[fact][level], rows[fact][self.levels[fact]])
            points = tuple(map(add, points, steps))
        return points

    def moved_to(self, fact: str, level: str) -> "Race":
        """Return the same options with one fact at another level."""
        levels = {**self.levels, fact: level}
        closed = find_closed(self.book, self.gates, levels)
        return replace(self, levels=levels, points=add_points(self.book, levels), closed=closed)

    def winner_with(self, changes: Iterable[tuple[str, str]]) -> int:
        """Return the place of the option that would win at other levels of some facts."""
        moved = dict(changes)
        points = self.points_with(moved)
        closed = self.closed
        if any(fact in moved for gate in self.gates for fact, _ in gate.when):
            closed = find_closed(self.book, self.gates, {**self.levels, **moved})
        return find_winner(points, [i for i in self.options if i not in closed])


def start_race(
    book: Rulebook, gates: tuple[GateRule, ...], levels: Mapping[str, str], *, in_paper: bool
) -> Race:
    """Line up the options; with `in_paper` only those of the paper's own choice."""
    places = range(len(book.options))
    options = tuple(i for i in places if book.options[i].in_paper or not in_paper)
    closed = find_closed(book, gates, levels)
    return Race(book, gates, options, levels, add_points(book, levels), closed)


def find_closed(
    book: Rulebook, gates: Iterable[GateRule], levels: Mapping[str, str]
) -> frozenset[int]:
    """Return the places of the options that some gate closes at these levels."""
    return frozenset(
        index for gate in gates if holds(gate.when, levels) for index in closed_by(book, gate)
    )


def closed_by(book: Rulebook, gate: GateRule) -> frozenset[int]:
    """Return the options a gate closes, by their place in the order of the options."""
    return frozenset(i for i, option in enumerate(book.options) if option.approach in gate.closes)
