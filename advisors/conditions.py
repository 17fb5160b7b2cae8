"""Conditions: the gates, techniques, stages and notes that hold at some levels of some facts."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import get_args

from advisors.advice import Technique
from advisors.rules import (
    Conditions,
    GateRule,
    Judgement,
    NoteRule,
    Scale,
    StageRule,
    TechniqueRule,
)
from advisors.tables import Faults, Row, read_tables

Scales = Mapping[str, Scale]
_TUNING = ("fine-tune", "hybrid")
_PROMPTING = ("prompt", "rag")
_EVERY = (*_PROMPTING, *_TUNING)


def holds(when: Conditions, levels: Mapping[str, str]) -> bool:
    """Tell whether every condition holds at these levels."""
    return all(levels[fact] in allowed for fact, allowed in when)


def read_gates(folder: Path, scales: Scales, faults: Faults) -> tuple[GateRule, ...]:
    """Return the hard constraints; prompting can never be closed."""
    gates = []
    for row in read_tables(folder / "gates.toml", "gate", faults):
        closes = _approaches(row, "closes")
        if not closes or "prompt" in closes:
            row.wrong("`closes` must name options other than prompt", "correct it", "closes")
        when = read_conditions(row, scales)
        if not when:
            row.wrong("the gate has no condition", "add `when = { … }`", "when")
        texts = (row.text("reason"), row.text("lifted_by"), row.text("source"))
        gates.append(GateRule(row.text("id"), closes, when, *texts))
        row.finish()
    return tuple(gates)


def read_techniques(folder: Path, scales: Scales, faults: Faults) -> tuple[TechniqueRule, ...]:
    """Return the technique rules in the order in which they are tried."""
    rules = []
    for row in read_tables(folder / "techniques.toml", "technique", faults):
        technique = _technique(row)
        approaches, when = _approaches(row, "for"), read_conditions(row, scales)
        texts = (row.text("reason"), row.text("source"))
        rules.append(
            TechniqueRule(
                row.text("id"), technique, approaches, when, *texts, row.text("rests_on", "")
            )
        )
        row.finish()
    always = {name for rule in rules if not rule.when for name in rule.approaches}
    for approach in _EVERY:
        if rules and approach not in always:
            what = f"no technique is left for {approach} when no condition holds"
            faults.add("techniques.toml", 1, what, "add a last row without `when`")
    return tuple(rules)


def _technique(row: Row) -> Technique:
    name = row.text("technique")
    for technique in get_args(Technique):
        if technique == name:
            return technique  # type: ignore[no-any-return]  # get_args forgets the literals
    row.wrong(f"`technique` is {name!r}", f"write one of {', '.join(get_args(Technique))}")
    return "manual"


def read_stages(folder: Path, scales: Scales, faults: Faults) -> tuple[StageRule, ...]:
    """Return the stages of the plan in order."""
    stages = []
    for row in read_tables(folder / "plan.toml", "stage", faults):
        texts = (row.text("id"), row.text("stage"), row.text("what"), row.text("done_when"))
        approaches, techniques = _approaches(row, "for"), row.texts("techniques")
        for name in techniques:
            if name not in get_args(Technique):
                row.wrong(f"{name!r} is no technique", "correct the name", "techniques")
        when = read_conditions(row, scales)
        stage = StageRule(*texts, approaches, techniques, when, row.text("source"))
        stages.append(stage)
        row.finish()
    return tuple(stages)


def read_notes(folder: Path, scales: Scales, faults: Faults) -> tuple[NoteRule, ...]:
    """Return the remarks in order."""
    notes = []
    for row in read_tables(folder / "plan.toml", "note", faults):
        approaches, when = _approaches(row, "for"), read_conditions(row, scales)
        texts = row.text("id"), row.text("text")
        notes.append(NoteRule(*texts, approaches, when, row.text("source")))
        row.finish()
    return tuple(notes)


def read_judgement(folder: Path, faults: Faults) -> Judgement:
    """Return the thresholds of wording and asking."""
    for row in read_tables(folder / "judgement.toml", "judgement", faults):
        judgement = Judgement(
            close_below=Fraction(row.number("close_below")),
            clear_above=Fraction(row.number("clear_above")),
            close_share=Fraction(row.number("close_share")),
            clear_share=Fraction(row.number("clear_share")),
            stop_approach=Fraction(row.number("stop_approach")),
            stop_technique=Fraction(row.number("stop_technique")),
            most_questions=row.whole("most_questions"),
            most_flips=row.whole("most_flips"),
        )
        rising = (
            0 <= judgement.close_below <= judgement.clear_above <= 1
            and 0 <= judgement.close_share <= judgement.clear_share <= 1
        )
        if not rising:
            row.wrong("the thresholds are not between 0 and 1 in rising order", "correct them")
        row.text("source")
        row.finish()
        return judgement
    zero = Fraction(0)
    return Judgement(zero, zero, zero, zero, zero, zero, 0, 0)


def _approaches(row: Row, key: str) -> tuple[str, ...]:
    names = row.texts(key) if key in row.values else _EVERY
    for name in names:
        if name not in _EVERY:
            row.wrong(f"{name!r} is no approach", f"write one of {', '.join(_EVERY)}", key)
    return names


def read_conditions(row: Row, scales: Scales, key: str = "when") -> Conditions:
    """Return the levels of some facts that a table names under a key."""
    conditions = []
    for fact, levels in row.mapping(key).items():
        scale = scales.get(fact)
        if scale is None:
            row.wrong(f"`{key}` names {fact!r}, which has no scale", "correct the fact", key)
            continue
        known = [step.level for step in scale.steps]
        named = [str(level) for level in levels] if isinstance(levels, list) else []
        if not named or not set(named) <= set(known):
            row.wrong(f"`{key}` names levels {fact} has not", f"use {', '.join(known)}", key)
        conditions.append((fact, frozenset(named)))
    return tuple(conditions)
