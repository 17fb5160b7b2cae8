"""Uncertainty: the share of all answers to the open questions under which each option wins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import add, sub

from advisors.race import Race, closed_by
from advisors.rules import GateRule, Points, Rulebook

MOST_ENUMERATED = 5
"""The open facts that can move scores most are enumerated; the others stay as assumed.

Measured: five keep a whole decision under 5 ms, seven take three times as long.
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """Every answer to one fact.

    Attributes:
        fact: Its name.
        levels: Level, share and points of each answer.
        least: For option i against option j, the least that an answer gives: `least[i][j]`.
        spread: The widest difference any two answers make between two options.
    """

    fact: str
    levels: tuple[tuple[str, int, Points], ...]
    least: tuple[Points, ...]
    spread: int


@dataclass(frozen=True, slots=True)
class Contest:
    """What an enumeration needs to know.

    Attributes:
        start: Points of each option from the facts that are settled.
        options: The options that may still win, rising.
        gates: Gates that open facts decide: the options each closes.
        rules: The same gates as rules.
        answers: One for each open fact, the widest first.
    """

    start: Points
    options: tuple[int, ...]
    gates: tuple[frozenset[int], ...]
    rules: tuple[GateRule, ...]
    answers: tuple[Answers, ...]


@lru_cache(maxsize=512)
def list_answers(book: Rulebook, fact: str) -> Answers:
    """Return every answer to a fact with its points; they depend on the rulebook alone."""
    points = book.points[fact]
    levels = tuple((s.level, s.share, points[s.level]) for s in book.scales[fact].steps)
    every = [each for _, _, each in levels]
    size = range(len(book.options))
    least = tuple(tuple(min(each[i] - each[j] for each in every) for j in size) for i in size)
    spread = max(-least[i][j] - least[j][i] for i in size for j in size)
    return Answers(fact, levels, least, spread)


def set_up(race: Race, open_facts: Iterable[str]) -> Contest:
    """Prepare the enumeration over the answers to the open facts.

    Args:
        race: The options at the present levels, assumed ones for the open facts.
        open_facts: The facts whose answers are enumerated, the widest `MOST_ENUMERATED` of them.
    """
    book, levels = race.book, race.levels
    answers = [list_answers(book, fact) for fact in open_facts]
    answers.sort(key=lambda each: (-each.spread, each.fact))
    answers = answers[:MOST_ENUMERATED]
    names = frozenset(each.fact for each in answers)
    live, closed = _sort_gates(race, names)
    left = tuple(index for index in race.options if index not in closed)
    start: Points = (0,) * len(book.options)
    for fact, level in levels.items():
        if fact not in names:
            start = tuple(map(add, start, book.points[fact][level]))
    gates = tuple(closed_by(book, gate) for gate in live)
    viable = _find_viable(start, answers, left, frozenset().union(*gates))
    return Contest(start, viable, gates, tuple(live), tuple(answers))


def _sort_gates(race: Race, open_facts: frozenset[str]) -> tuple[list[GateRule], frozenset[int]]:
    """Return the gates that answers may decide, and the options closed whatever they are."""
    live, closed = [], frozenset[int]()
    for gate in race.gates:
        known = [
            race.levels[fact] in allowed for fact, allowed in gate.when if fact not in open_facts
        ]
        if not all(known):
            continue
        if len(known) == len(gate.when):
            closed |= closed_by(race.book, gate)
        else:
            live.append(gate)
    return live, closed


def _find_viable(
    start: Points, answers: Sequence[Answers], options: Sequence[int], closable: frozenset[int]
) -> tuple[int, ...]:
    """Drop the options that some option no gate can close beats whatever is answered."""

    def always_beats(first: int, second: int) -> bool:
        least = sum(each.least[first][second] for each in answers)
        return start[first] - start[second] + least > 0

    sure = [index for index in options if index not in closable]
    return tuple(i for i in options if not any(always_beats(j, i) for j in sure))


_States = dict[tuple[Points, int], int]
"""Leads over the first viable option and gates opened (one bit each), with their shares."""


def find_shares(contest: Contest) -> dict[int, Fraction]:
    """Return the exact share of answers under which each option wins; they sum to 1.

    States that agree in every difference are merged, and a state is settled as soon as no
    remaining answer can change its winner, so that the enumeration stays small and exact.
    """
    options = contest.options
    if len(options) == 1:
        return {options[0]: Fraction(1)}
    wins: dict[int, Fraction] = {}
    states: _States = {(_leads(contest.start, options), 0): 1}
    total = 1
    for answers, bounds in zip(contest.answers, _bounds(contest), strict=True):
        states, settled = _settle(contest, states, bounds)
        for winner, count in settled.items():
            wins[winner] = wins.get(winner, Fraction(0)) + Fraction(count, total)
        total *= sum(share for _, share, _ in answers.levels)
        states = _spread(contest, states, answers)
    for (leads, opened), count in states.items():
        winner = _winner(contest, leads, opened)
        wins[winner] = wins.get(winner, Fraction(0)) + Fraction(count, total)
    return wins


def _leads(points: Points, options: Sequence[int]) -> Points:
    first = points[options[0]]
    return tuple(points[index] - first for index in options)


def _spread(contest: Contest, states: _States, answers: Answers) -> _States:
    merged: dict[tuple[Points, int], int] = {}
    for level, share, points in answers.levels:
        move = (_leads(points, contest.options), _opened(contest.rules, answers.fact, level))
        merged[move] = merged.get(move, 0) + share
    moves = [(change, bits, share) for (change, bits), share in merged.items()]
    after: _States = {}
    for (leads, opened), count in states.items():
        for change, bits, share in moves:
            state = (tuple(map(add, leads, change)), opened | bits)
            after[state] = after.get(state, 0) + count * share
    return after


def _opened(gates: Sequence[GateRule], fact: str, level: str) -> int:
    bits = 0
    for bit, gate in enumerate(gates):
        for name, allowed in gate.when:
            if name == fact and level not in allowed:
                bits |= 1 << bit
    return bits


def _bounds(contest: Contest) -> list[tuple[Points, ...]]:
    """Return, before each answer, the least that the rest gives viable option i over j."""
    options = contest.options
    bounds = [tuple((0,) * len(options) for _ in options)]
    for answers in reversed(contest.answers):
        rows = (tuple(answers.least[i][j] for j in options) for i in options)
        bounds.append(tuple(tuple(map(add, *pair)) for pair in zip(bounds[-1], rows, strict=True)))
    return bounds[:0:-1]


def _settle(
    contest: Contest, states: _States, bounds: Sequence[Points]
) -> tuple[_States, dict[int, int]]:
    """Return the states still undecided, and what the certain winners of the others count."""
    left: _States = {}
    settled: dict[int, int] = {}
    for state, count in states.items():
        leads, opened = state
        floor = max(leads)
        place = leads.index(floor)
        # how far each other option can still come; the leader does not race itself
        reach = list(map(sub, leads, bounds[place]))
        reach[place] = floor - 1
        certain = max(reach) < floor
        leader = contest.options[place]
        if certain and _is_safe(contest, leader, opened):
            settled[leader] = settled.get(leader, 0) + count
        else:
            left[state] = count
    return left, settled


def _is_safe(contest: Contest, leader: int, opened: int) -> bool:
    return all(
        opened >> bit & 1 or leader not in closed for bit, closed in enumerate(contest.gates)
    )


def _winner(contest: Contest, leads: Points, opened: int) -> int:
    best, most = contest.options[0], leads[0]
    for index, lead in zip(contest.options[1:], leads[1:], strict=True):
        if lead > most and _is_safe(contest, index, opened):
            best, most = index, lead
    return best
