"""Rulebook: every file that decides, read, checked and compiled to whole numbers."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import lcm
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from advisors.conditions import (
    read_conditions,
    read_gates,
    read_judgement,
    read_notes,
    read_stages,
    read_techniques,
)
from advisors.facts import FactDefinition
from advisors.rules import UNKNOWN, Option, Points, Rule, Rulebook, Scale
from advisors.scales import read_options, read_scales
from advisors.tables import Faults, Row, read_tables

MOST_POINTS = 100
"""What the best level of a fact gives an option."""
_SHORTEST_REASON = 10


def read_rulebook(
    folder: Path, facts: Mapping[str, FactDefinition], faults: Faults
) -> Rulebook | None:
    """Read every file that decides; None when faults were noted."""
    options = read_options(folder, faults)
    scales = read_scales(folder, facts, faults)
    rules = _read_rules(folder, options, scales, faults)
    gates = read_gates(folder, scales, faults)
    techniques = read_techniques(folder, scales, faults)
    stages = read_stages(folder, scales, faults)
    notes = read_notes(folder, scales, faults)
    judgement = read_judgement(folder, faults)
    if faults.found:
        return None
    return compile_rules(
        Rulebook(
            options, scales, rules, gates, techniques, stages, notes, judgement, {}, MOST_POINTS
        )
    )


def compile_rules(book: Rulebook) -> Rulebook:
    """Return the same rulebook with its points as whole numbers, so that sums are exact.

    Where rules count at some levels of another fact only, it gets a leaf for each of them, all
    in the same unit.
    """
    hinge = next((fact for rule in book.rules for fact, _ in rule.given), "")
    levels = [step.level for step in book.scales[hinge].steps] if hinge else [""]
    rules = {level: [one for one in book.rules if _counts(one, level)] for level in levels}
    exact = {level: _exact_points(book, rules[level]) for level in levels}
    weight = max(_weigh(rules[level]) for level in levels)
    unit = lcm(weight.denominator, *(_denominator(points) for points in exact.values()))
    leaves = {
        level: replace(
            book,
            rules=tuple(rules[level]),
            points=_whole_points(exact[level], unit),
            whole=int(weight * unit),
            hinge="",
            leaves=_NONE,
        )
        for level in levels
    }
    if not hinge:
        return leaves[""]
    return replace(
        book, points={}, whole=int(weight * unit), hinge=hinge, leaves=MappingProxyType(leaves)
    )


_NONE: Mapping[str, Rulebook] = MappingProxyType({})
_Exact = Mapping[str, Mapping[str, tuple[Fraction, ...]]]


def _counts(rule: Rule, level: str) -> bool:
    return all(level in allowed for _, allowed in rule.given)


def _weigh(rules: list[Rule]) -> Fraction:
    return sum((Fraction(rule.weight) for rule in rules), Fraction(0))


def _denominator(points: _Exact) -> int:
    rows = [row for levels in points.values() for row in levels.values()]
    return lcm(*(value.denominator for row in rows for value in row))


def _whole_points(points: _Exact, unit: int) -> Mapping[str, Mapping[str, Points]]:
    return MappingProxyType(
        {
            fact: MappingProxyType(
                {level: tuple(int(value * unit) for value in row) for level, row in levels.items()}
            )
            for fact, levels in points.items()
        }
    )


def _exact_points(book: Rulebook, rules: list[Rule]) -> _Exact:
    options = len(book.options)
    return {
        fact: _points_of(scale, [rule for rule in rules if rule.fact == fact], options)
        for fact, scale in book.scales.items()
    }


def _points_of(scale: Scale, rules: list[Rule], options: int) -> dict[str, tuple[Fraction, ...]]:
    points = {step.level: _sum(rules, step.level, options) for step in scale.steps}
    mean = [
        sum((points[step.level][index] * step.share for step in scale.steps), Fraction(0))
        / sum(step.share for step in scale.steps)
        for index in range(options)
    ]
    return {**points, UNKNOWN: tuple(mean)}


def _sum(rules: list[Rule], level: str, options: int) -> tuple[Fraction, ...]:
    return tuple(
        sum((Fraction(rule.weight) * rule.values[level][index] for rule in rules), Fraction(0))
        for index in range(options)
    )


def _read_rules(
    folder: Path, options: tuple[Option, ...], scales: Mapping[str, Scale], faults: Faults
) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    for row in read_tables(folder / "rules.toml", "rule", faults):
        rule = _rule(row, [option.approach for option in options], scales)
        if rule is None:
            continue
        if rule.id in rules:
            row.wrong(f"the id `{rule.id}` is used twice", "choose another", "id")
        if rules and rule.id < max(rules):
            row.wrong(f"`{rule.id}` is out of order", "sort the rules by id", "id")
        rules[rule.id] = rule
    _check_given(list(rules.values()), scales, faults)
    return tuple(rules.values())


def _rule(row: Row, approaches: list[str], scales: Mapping[str, Scale]) -> Rule | None:
    fact = row.text("fact")
    if fact not in scales:
        row.wrong(f"`fact` is {fact!r}, which has no scale", "name one of answers.toml", "fact")
        return None
    rows, values, because = _read_scale(row, approaches)
    favours = row.texts("favours")
    weight = _weight(row)
    if len(row.text("reason")) < _SHORTEST_REASON:
        row.wrong("the reason is too short to be shown", "write a sentence", "reason")
    texts = (str(row.values.get("reason", "")), row.text("source"))
    given = read_conditions(row, scales, "given")
    proxy = MappingProxyType(values)
    rule = Rule(row.text("id"), fact, weight, favours, *texts, rows, proxy, given, because)
    row.finish()
    known = [step.level for step in scales[fact].steps]
    if sorted(values) != sorted(known):
        row.wrong("the scale does not name every level once", f"use {', '.join(known)}", "scale")
    elif not set(favours) < set(approaches) or not favours:
        row.wrong("`favours` must name some of the options", "correct it", "favours")
    else:
        _check_direction(row, rule, approaches)
    return rule


def _check_given(rules: list[Rule], scales: Mapping[str, Scale], faults: Faults) -> None:
    """Refuse rules that depend on two facts, or whose weights do not sum to the same everywhere."""
    named = {fact for rule in rules for fact, _ in rule.given}
    if not named:
        return
    swung = {rule.fact for rule in rules if rule.given}
    if len(named) > 1 or named & swung:
        what = f"`given` names {', '.join(sorted(named))}"
        faults.add("rules.toml", 1, what, "let it name one fact, not one whose rules have `given`")
        return
    steps = scales[named.pop()].steps
    sums = {
        step.level: _weigh([rule for rule in rules if _counts(rule, step.level)]) for step in steps
    }
    if len(set(sums.values())) > 1:
        told = ", ".join(f"{weight} at {level}" for level, weight in sums.items())
        what = f"with `given` the weights do not sum to the same: {told}"
        faults.add("rules.toml", 1, what, "give the rules that take turns the same weight")


def _weight(row: Row) -> Decimal:
    value = row.values.get("weight")
    row.seen.add("weight")
    if type(value) is not int or value < 0:
        row.wrong("`weight` is not a whole number of 0 or more", "write weight = 5", "weight")
        return Decimal(0)
    return Decimal(value)


_Rows: TypeAlias = tuple[tuple[str, ...], ...]


def _read_scale(
    row: Row, approaches: list[str]
) -> tuple[_Rows, dict[str, tuple[int, ...]], dict[str, str]]:
    rows, values, because = [], {}, {}
    for item in row.rows("scale"):
        levels = item.texts("levels")
        points = tuple(item.whole(approach) for approach in approaches)
        if not all(0 <= point <= MOST_POINTS for point in points):
            row.wrong("a value is not between 0 and 100", "correct it", "scale")
        if sentence := item.text("because", ""):
            because.update(dict.fromkeys(levels, sentence))
        item.finish()
        rows.append(levels)
        values.update(dict.fromkeys(levels, points))
    return tuple(rows), values, because


def _check_direction(row: Row, rule: Rule, approaches: list[str]) -> None:
    """Refuse a scale on which a favoured option loses ground from one row to the next."""
    for before, after in pairwise(rule.rows):
        low, high = rule.values[before[0]], rule.values[after[0]]
        gains = {name: high[i] - low[i] for i, name in enumerate(approaches)}
        least = min(gains[name] for name in rule.favours)
        most = max(gain for name, gain in gains.items() if name not in rule.favours)
        if least < most:
            row.wrong(
                f"`{rule.id}` works against its direction from {before[0]} to {after[0]}",
                "let every favoured option gain on every other from row to row",
                "scale",
            )
