"""Leads: the lead of every option over every other, packed into one whole number.

A state of an enumeration is the leads of all pairs of options and, for each gate that answers can
open, how many of its conditions have failed. Every part has a field of its own, wide enough that
no sum leaves it, so that giving an answer is one addition, and asking whether an option is sure to
win is one addition and one comparison.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from advisors.rules import Points

COUNTER = 8
"""Bits of a counter of failed conditions; a gate has far fewer than 255."""


@dataclass(frozen=True, slots=True)
class Leads:
    """How states are packed.

    Attributes:
        options: The options in the race, rising.
        pairs: Every pair of places in `options`, the earlier first; one field each.
        width: Bits of a field.
        zero: The state in which nobody leads.
        closers: For each option, the fields of the gates that close it until they open.
    """

    options: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    width: int
    zero: int
    closers: tuple[tuple[int, ...], ...]

    def pack(self, points: Points, failed: Iterable[int] = ()) -> int:
        """Return what points add to a state, and what failed conditions of gates add."""
        state = 0
        for field, (first, second) in enumerate(self.pairs):
            lead = points[self.options[first]] - points[self.options[second]]
            state += lead << field * self.width
        for gate in failed:
            state += 1 << self.counter(gate)
        return state

    def counter(self, gate: int) -> int:
        """Return the first bit of a gate's counter."""
        return len(self.pairs) * self.width + gate * COUNTER

    def test(self, place: int, least: Sequence[Points]) -> tuple[int, int, int]:
        """Return what decides whether an option is sure to win: (state + add) & mask == want.

        Args:
            place: Place of the option in `options`.
            least: `least[i][j]`: the least that what is still open gives option i over j.
        """
        add = mask = want = 0
        for field, (first, second) in enumerate(self.pairs):
            if place not in {first, second}:
                continue
            rival = second if place == first else first
            margin = least[self.options[place]][self.options[rival]]
            sign = 1 << (field + 1) * self.width - 1
            mask |= sign
            # the earlier option wins a tie, so it only has to keep a lead of 0
            if place == first:
                add += margin << field * self.width
                want |= sign
            else:
                add -= margin << field * self.width
        return add, mask, want

    def is_open(self, place: int, state: int) -> bool:
        """Tell whether every gate that could close an option has been opened."""
        return all(state >> counter & (1 << COUNTER) - 1 for counter in self.closers[place])

    def winner(self, state: int) -> int:
        """Return the option that wins in a state after which nothing is open."""
        beaten: set[int] = set()
        open_places = [p for p in range(len(self.options)) if self.is_open(p, state)]
        for field, (first, second) in enumerate(self.pairs):
            if first in open_places and second in open_places:
                ahead = state >> (field + 1) * self.width - 1 & 1
                beaten.add(second if ahead else first)
        return next(self.options[place] for place in open_places if place not in beaten)


def pack_leads(options: tuple[int, ...], largest: int, gates: Sequence[frozenset[int]]) -> Leads:
    """Prepare fields for some options.

    Args:
        options: The options in the race, rising.
        largest: No sum of leads is larger than this, up or down.
        gates: For each gate that answers may open, the options it closes.
    """
    pairs = tuple(combinations(range(len(options)), 2))
    width = largest.bit_length() + 3
    zero = sum(1 << (field + 1) * width - 1 for field in range(len(pairs)))
    first = len(pairs) * width
    closers = tuple(
        tuple(first + gate * COUNTER for gate, closed in enumerate(gates) if option in closed)
        for option in options
    )
    return Leads(options, pairs, width, zero, closers)
