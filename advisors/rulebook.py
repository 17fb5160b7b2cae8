"""Rulebook: every file that decides, read, checked and compiled to whole numbers."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import lcm
from pathlib import Path
from types import MappingProxyType

from advisors.conditions import (
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
    """Return the same rulebook with its points as whole numbers, so that sums are exact."""
    exact = {fact: _exact_points(book, book.scales[fact]) for fact in book.scales}
    every = [value for levels in exact.values() for row in levels.values() for value in row]
    unit = lcm(*(value.denominator for value in every))
    points = {
        fact: MappingProxyType({level: _times(row, unit) for level, row in levels.items()})
        for fact, levels in exact.items()
    }
    whole = sum((Fraction(rule.weight) for rule in book.rules), Fraction(0)) * unit
    scale = whole.denominator
    if scale > 1:
        points = {
            fact: MappingProxyType({level: _times(row, scale) for level, row in levels.items()})
            for fact, levels in points.items()
        }
    return Rulebook(
        book.options,
        book.scales,
        book.rules,
        book.gates,
        book.techniques,
        book.stages,
        book.notes,
        book.judgement,
        MappingProxyType(points),
        int(whole * scale),
    )


def _times(row: tuple[Fraction | int, ...], unit: int) -> Points:
    return tuple(int(value * unit) for value in row)


def _exact_points(book: Rulebook, scale: Scale) -> dict[str, tuple[Fraction, ...]]:
    rules = [rule for rule in book.rules if rule.fact == scale.fact]
    points = {step.level: _sum(rules, step.level, len(book.options)) for step in scale.steps}
    mean = [
        sum((points[step.level][index] * step.share for step in scale.steps), Fraction(0))
        / sum(step.share for step in scale.steps)
        for index in range(len(book.options))
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
    return tuple(rules.values())


def _rule(row: Row, approaches: list[str], scales: Mapping[str, Scale]) -> Rule | None:
    fact = row.text("fact")
    if fact not in scales:
        row.wrong(f"`fact` is {fact!r}, which has no scale", "name one of answers.toml", "fact")
        return None
    rows, values = _read_scale(row, approaches)
    favours = row.texts("favours")
    weight = _weight(row)
    if len(row.text("reason")) < _SHORTEST_REASON:
        row.wrong("the reason is too short to be shown", "write a sentence", "reason")
    texts = (str(row.values.get("reason", "")), row.text("source"))
    rule = Rule(row.text("id"), fact, weight, favours, *texts, rows, MappingProxyType(values))
    row.finish()
    known = [step.level for step in scales[fact].steps]
    if sorted(values) != sorted(known):
        row.wrong("the scale does not name every level once", f"use {', '.join(known)}", "scale")
    elif not set(favours) < set(approaches) or not favours:
        row.wrong("`favours` must name some of the options", "correct it", "favours")
    else:
        _check_direction(row, rule, approaches)
    return rule


def _weight(row: Row) -> Decimal:
    value = row.values.get("weight")
    row.seen.add("weight")
    if type(value) is not int or value < 0:
        row.wrong("`weight` is not a whole number of 0 or more", "write weight = 5", "weight")
        return Decimal(0)
    return Decimal(value)


def _read_scale(
    row: Row, approaches: list[str]
) -> tuple[tuple[tuple[str, ...], ...], dict[str, tuple[int, ...]]]:
    rows, values = [], {}
    for item in row.rows("scale"):
        levels = item.texts("levels")
        points = tuple(item.whole(approach) for approach in approaches)
        if not all(0 <= point <= MOST_POINTS for point in points):
            row.wrong("a value is not between 0 and 100", "correct it", "scale")
        item.finish()
        rows.append(levels)
        values.update(dict.fromkeys(levels, points))
    return tuple(rows), values


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
