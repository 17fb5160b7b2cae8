"""Uncertainty: the share of all answers to the open questions under which each option wins.

The share is found by exact enumeration. Answers are given fact by fact, the widest first; states
with the same leads are merged, and a state is settled as soon as no answer that is still open can
change its winner or close it, whichever facts remain. What is still undecided when the states
become too many is decided with the remaining facts as assumed. So the share is exact over all open
facts whenever it can be.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import add

from advisors.answers import Answers, list_answers, list_shares
from advisors.leads import Leads, pack_leads
from advisors.race import Race, closed_by
from advisors.rules import GateRule, Points

MOST_STATES = 600
"""A round of answers that would lead to more states than this is not begun.

Measured: a whole decision then takes under 5 ms at the median of the documented cases.
"""


@dataclass(frozen=True, slots=True)
class Contest:
    """What an enumeration needs to know.

    Attributes:
        leads: How states are packed.
        start: The state given by the facts that are settled.
        answers: One for each open fact, the widest first.
        moves: For each open fact, what each answer adds to a state, with its share.
        usual: For each open fact, what its assumed level adds.
    """

    leads: Leads
    start: int
    answers: tuple[Answers, ...]
    moves: tuple[tuple[tuple[int, int], ...], ...]
    usual: tuple[int, ...]


def find_shares(race: Race, open_facts: Collection[str]) -> dict[int, Fraction]:
    """Return the share of answers under which each option wins; the shares sum to 1.

    Where an open fact decides which rules count, each of its answers is enumerated by itself.

    Args:
        race: The options at the present levels, assumed ones for the open facts.
        open_facts: The facts whose answers are enumerated.
    """
    hinge = race.book.hinge
    if hinge not in open_facts or not _turns(race, open_facts):
        return _enumerate(_set_up(race, open_facts))
    rest = [fact for fact in open_facts if fact != hinge]
    shares = list_shares(race.book.scales[hinge], race.likely(hinge))
    total = sum(share for _, share in shares)
    won: dict[int, Fraction] = {}
    for level, share in shares:
        for option, part in _enumerate(_set_up(race.moved_to(hinge, level), rest)).items():
            won[option] = won.get(option, Fraction(0)) + part * share / total
    return won


def _turns(race: Race, open_facts: Collection[str]) -> bool:
    """Tell whether the open hinge changes what some other fact gives."""
    swung = {rule.fact for rule in race.book.rules if rule.given}
    leaves = race.book.leaves.values()
    return any(
        fact in open_facts or len({leaf.points[fact][race.levels[fact]] for leaf in leaves}) > 1
        for fact in swung
    )


def _set_up(race: Race, open_facts: Iterable[str]) -> Contest:
    """Prepare the enumeration."""
    book = race.book.at(race.levels)
    answers = [list_answers(book, fact, race.likely(fact)) for fact in open_facts]
    answers.sort(key=lambda each: (-each.spread, each.fact))
    names = frozenset(each.fact for each in answers)
    live, closed = _sort_gates(race, names)
    left = tuple(index for index in race.options if index not in closed)
    start = _add_settled(race, names)
    gates = [closed_by(book, gate) for gate in live]
    viable = _find_viable(start, answers, left, frozenset().union(*gates))
    largest = max(map(abs, start)) + sum(each.spread for each in answers) + 100 * book.whole
    leads = pack_leads(viable, 2 * largest, gates)

    watched = _watch(live)

    def move(fact: str, level: str) -> int:
        failed = [place for place, allowed in watched.get(fact, ()) if level not in allowed]
        return leads.pack(book.points[fact][level], failed)

    moves = tuple(
        tuple((move(each.fact, level), share) for level, share, _ in each.levels)
        for each in answers
    )
    usual = tuple(move(each.fact, race.levels[each.fact]) for each in answers)
    return Contest(leads, leads.zero + leads.pack(start), tuple(answers), moves, usual)


def _watch(gates: Sequence[GateRule]) -> dict[str, list[tuple[int, frozenset[str]]]]:
    """Return, by fact, the places of the gates that read it and the levels at which they hold."""
    watched: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for place, gate in enumerate(gates):
        for fact, allowed in gate.when:
            watched.setdefault(fact, []).append((place, allowed))
    return watched


def _add_settled(race: Race, open_facts: frozenset[str]) -> Points:
    start, points = race.points, race.book.at(race.levels).points
    for fact in open_facts:
        assumed = points[fact][race.levels[fact]]
        start = tuple(total - part for total, part in zip(start, assumed, strict=True))
    return start


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


def _enumerate(contest: Contest) -> dict[int, Fraction]:
    leads, states, total, given = contest.leads, {contest.start: 1}, 1, 0
    won: dict[int, Fraction] = {}
    bounds = _bounds(contest.answers, leads.options)
    while states:
        tests = [leads.test(place, bounds[given]) for place in range(len(leads.options))]
        states, settled = _settle(leads, states, tests)
        _count(won, settled, total)
        if given == len(contest.answers) or len(states) * len(contest.moves[given]) > MOST_STATES:
            break
        states = _spread(states, contest.moves[given])
        total *= contest.answers[given].total
        given += 1
    _count(won, _decide(contest, states, given), total)
    return won


def _decide(contest: Contest, states: dict[int, int], given: int) -> dict[int, int]:
    """Return what each winner counts when the facts after the first `given` are as assumed."""
    leads, rest = contest.leads, sum(contest.usual[given:])
    nothing = _bounds(contest.answers, leads.options)[-1]
    tests = [leads.test(place, nothing) for place in range(len(leads.options))]
    left, decided = _settle(leads, {state + rest: n for state, n in states.items()}, tests)
    for state, count in left.items():
        winner = leads.winner(state)
        decided[winner] = decided.get(winner, 0) + count
    return decided


def _count(won: dict[int, Fraction], counts: dict[int, int], total: int) -> None:
    for option, count in counts.items():
        won[option] = won.get(option, Fraction(0)) + Fraction(count, total)


def _bounds(answers: Sequence[Answers], options: Sequence[int]) -> list[tuple[Points, ...]]:
    """Return, before each answer and after the last, the least that the rest gives i over j."""
    size = range(len(answers[0].least) if answers else max(options) + 1)
    zero: tuple[Points, ...] = tuple((0,) * len(size) for _ in size)
    bounds = [zero]
    for each in reversed(answers):
        rows = zip(bounds[-1], each.least, strict=True)
        bounds.append(tuple(tuple(map(add, *pair)) for pair in rows))
    return bounds[::-1]


def _spread(states: dict[int, int], moves: Sequence[tuple[int, int]]) -> dict[int, int]:
    after: dict[int, int] = {}
    get = after.get
    for move, share in moves:
        for state, count in states.items():
            reached = state + move
            after[reached] = get(reached, 0) + count * share
    return after


def _settle(
    leads: Leads, states: dict[int, int], tests: Sequence[tuple[int, int, int]]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return the states still undecided, and what the certain winners of the others count."""
    settled: dict[int, int] = {}
    for place, (plus, mask, want) in enumerate(tests):
        sure = [s for s in states if s + plus & mask == want]
        if leads.closers[place]:
            sure = [state for state in sure if leads.is_open(place, state)]
        if sure:
            option = leads.options[place]
            settled[option] = sum(states.pop(state) for state in sure)
    return states, settled
