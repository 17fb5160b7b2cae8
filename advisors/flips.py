"""Flips: the smallest changes of one fact, and of two, that lead to another approach."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

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
    found: list[tuple[tuple[_Move, ...], int]] = []
    seen: set[tuple[str, str]] = set()
    candidates = _close_gap(race, moves, now) | _shut_winner(race, moves, now) | _turn(race, moves)
    for first, second in sorted(candidates, key=lambda pair: _reach(moves, pair)):
        pair = (moves[first], moves[second])
        facts = (pair[0].fact, pair[1].fact)
        if facts in seen:
            continue
        winner = race.winner_with([(move.fact, move.step.level) for move in pair])
        if winner != now:
            found.append((pair, winner))
            seen.add(facts)
            if len(found) == most:
                break
    return found


_Pair = tuple[int, int]


def _reach(moves: list[_Move], pair: _Pair) -> tuple[int, _Pair]:
    return (moves[pair[0]].distance + moves[pair[1]].distance, pair)


def _close_gap(race: Race, moves: list[_Move], now: int) -> set[_Pair]:
    """Return the pairs after which some rival could be level with the winner."""
    gains = [_gains(race, move, now) for move in moves]
    found: set[_Pair] = set()
    for rival in race.options:
        if rival == now:
            continue
        needed = race.points[now] - race.points[rival]
        ordered = sorted(((gain[rival], place) for place, gain in enumerate(gains)), reverse=True)
        for rank, (most, first) in enumerate(ordered):
            for more, second in ordered[rank + 1 :]:
                if most + more < needed:
                    break
                if moves[first].fact != moves[second].fact:
                    found.add((min(first, second), max(first, second)))
    return found


def _shut_winner(race: Race, moves: list[_Move], now: int) -> set[_Pair]:
    """Return the pairs of facts that stand together in a gate which closes the winner."""
    found: set[_Pair] = set()
    for gate in race.gates:
        if now in closed_by(race.book, gate):
            facts = {fact for fact, _ in gate.when}
            named = [place for place, move in enumerate(moves) if move.fact in facts]
            found |= {p for p in combinations(named, 2) if moves[p[0]].fact != moves[p[1]].fact}
    return found


def _turn(race: Race, moves: list[_Move]) -> set[_Pair]:
    """Return the pairs whose gains do not add up: one decides how the other one counts."""
    swung = {rule.fact for rule in race.book.rules if rule.given}
    first = [place for place, move in enumerate(moves) if move.fact == race.book.hinge]
    second = [place for place, move in enumerate(moves) if move.fact in swung]
    return {(min(pair), max(pair)) for pair in product(first, second)}


def _gains(race: Race, move: _Move, now: int) -> list[int]:
    after = race.points_with({move.fact: move.step.level})
    change = [new - old for new, old in zip(after, race.points, strict=True)]
    return [value - change[now] for value in change]


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
