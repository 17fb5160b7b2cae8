"""Flips: the smallest changes of one fact, and of two, that lead to another approach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from advisors.advice import Change, Flip
from advisors.catalogue import Catalogue
from advisors.facts import Facts
from advisors.levels import multiplier, value_at
from advisors.race import Race, closed_by
from advisors.rules import UNKNOWN, Scale, Step


@dataclass(frozen=True, slots=True)
class _Move:
    """One fact moved to another step: its distance, and what it gives each option."""

    fact: str
    step: Step
    distance: int


def find_flips(race: Race, facts: Facts, catalogue: Catalogue) -> tuple[Flip, ...]:
    """Return the flips, smallest first: of one fact, then of two no part of which flips alone."""
    most = catalogue.rulebook.judgement.most_flips
    moves = [move for scale in race.book.scales.values() for move in _moves(race, scale)]
    singles = list(_find_singles(race, moves))
    found: list[tuple[tuple[_Move, ...], int]]
    found = [((move,), winner) for move, winner in _nearest(singles)]
    if len(found) < most:
        alone = {(move.fact, move.step.level) for move, _ in singles}
        quiet = [move for move in moves if (move.fact, move.step.level) not in alone]
        found += _find_pairs(race, quiet, most - len(found))
    flips = (_flip(race, changed, winner, facts, catalogue) for changed, winner in found)
    return tuple(flip for flip in flips if flip is not None)[:most]


def _moves(race: Race, scale: Scale) -> Iterator[_Move]:
    names = [step.level for step in scale.steps]
    now = race.levels[scale.fact]
    for place, step in enumerate(scale.steps):
        if step.level != now:
            yield _Move(scale.fact, step, 1 if now == UNKNOWN else abs(place - names.index(now)))


def _find_singles(race: Race, moves: list[_Move]) -> Iterator[tuple[_Move, int]]:
    now = race.winner()
    for move in moves:
        winner = race.winner_with([(move.fact, move.step.level)])
        if winner != now:
            yield move, winner


def _nearest(singles: list[tuple[_Move, int]]) -> list[tuple[_Move, int]]:
    """Keep, for each fact and approach it leads to, the smallest move."""
    kept: dict[tuple[str, int], tuple[_Move, int]] = {}
    for move, winner in sorted(singles, key=lambda each: each[0].distance):
        kept.setdefault((move.fact, winner), (move, winner))
    return sorted(kept.values(), key=lambda each: each[0].distance)


def _find_pairs(race: Race, moves: list[_Move], most: int) -> list[tuple[tuple[_Move, ...], int]]:
    """Try pairs of moves that could close the gap together, nearest first."""
    now = race.winner()
    gains = {id(move): _gains(race, move, now) for move in moves}
    needed = [race.points[now] - points for points in race.points]
    rivals = [i for i in race.options if i != now]
    shutting = [
        {fact for fact, _ in gate.when} for gate in race.gates if now in closed_by(race.book, gate)
    ]
    moves = [
        move
        for move in moves
        if any(gains[id(move)][i] > 0 for i in rivals) or any(move.fact in g for g in shutting)
    ]
    found: list[tuple[tuple[_Move, ...], int]] = []
    seen: set[tuple[str, str]] = set()
    pairs = sorted(
        (
            (first.distance + second.distance, place, first, second)
            for place, (first, second) in enumerate(combinations(moves, 2))
            if first.fact != second.fact
            and (
                _closes(gains[id(first)], gains[id(second)], needed, rivals)
                or any({first.fact, second.fact} <= facts for facts in shutting)
            )
        ),
        key=lambda pair: pair[:2],
    )
    for _, _, first, second in pairs:
        if (first.fact, second.fact) in seen:
            continue
        winner = race.winner_with([(m.fact, m.step.level) for m in (first, second)])
        if winner != now:
            found.append(((first, second), winner))
            seen.add((first.fact, second.fact))
            if len(found) == most:
                break
    return found


def _gains(race: Race, move: _Move, now: int) -> list[int]:
    rows = race.book.points[move.fact]
    before, after = rows[race.levels[move.fact]], rows[move.step.level]
    change = [new - old for new, old in zip(after, before, strict=True)]
    return [value - change[now] for value in change]


def _closes(first: list[int], second: list[int], needed: list[int], rivals: list[int]) -> bool:
    return any(first[i] + second[i] >= needed[i] for i in rivals)


def _flip(
    race: Race, moves: tuple[_Move, ...], winner: int, facts: Facts, catalogue: Catalogue
) -> Flip | None:
    changes = []
    for move in moves:
        scale = race.book.scales[move.fact]
        times = multiplier(scale, facts, catalogue.facts)
        value = value_at(move.step, race.levels[move.fact], scale, times)
        if value is None:
            return None
        changes.append(Change(move.fact, facts.get(move.fact), value))
    return Flip(tuple(changes), race.approach(winner))


def changed_by(flip: Flip) -> Mapping[str, object]:
    """Return a flip as new values by fact."""
    return {change.fact: change.after for change in flip.changes}
