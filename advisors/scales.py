"""Scales: the steps of each fact and the options, read and checked."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from advisors.advice import Approach
from advisors.facts import FactDefinition
from advisors.rules import Option, Scale, Step
from advisors.tables import Faults, Row, read_tables

WHOLE_SHARE = 100


def read_options(folder: Path, faults: Faults) -> tuple[Option, ...]:
    """Return the options in the order of the file: from the plainest to the most involved."""
    options = []
    for row in read_tables(folder / "options.toml", "option", faults):
        approach = row.text("approach")
        if approach not in get_args(Approach):
            known = ", ".join(get_args(Approach))
            row.wrong(f"`approach` is {approach!r}", f"write one of {known}", "approach")
            continue
        named = next(name for name in get_args(Approach) if name == approach)
        options.append(Option(named, bool(row.take("in_paper", bool)), row.text("source")))
        row.finish()
    if options and options[0].approach != "prompt":
        faults.add("options.toml", 1, "the first option is not `prompt`", "put the plainest first")
    return tuple(options)


def read_scales(
    folder: Path, facts: Mapping[str, FactDefinition], faults: Faults
) -> Mapping[str, Scale]:
    """Return the scale of each fact that the rules may read, by fact."""
    scales: dict[str, Scale] = {}
    for row in read_tables(folder / "answers.toml", "answer", faults):
        name = row.text("fact")
        definition = facts.get(name)
        if definition is None or definition.kind == "name" or name in scales:
            row.wrong(f"`fact` is {name!r}", "name a fact of facts.toml, each once", "fact")
            continue
        scales[name] = _scale(row, definition)
        _check_assumption(row, facts, scales[name])
        row.finish()
    return MappingProxyType(scales)


def _scale(row: Row, definition: FactDefinition) -> Scale:
    steps = tuple(_step(item, definition) for item in row.rows("steps"))
    if sum(step.share for step in steps) != WHOLE_SHARE:
        row.wrong(f"the shares do not sum to {WHOLE_SHARE}", "correct the shares", "steps")
    if definition.kind == "level":
        expected = [level.value for level in definition.levels]
        if [step.level for step in steps] != expected:
            row.wrong("the steps are not the levels", f"list {', '.join(expected)}", "steps")
    else:
        _check_ranges(row, steps)
    return Scale(definition.name, _ask(row), row.texts("times"), steps)


def _step(row: Row, definition: FactDefinition) -> Step:
    level, share = row.text("level"), row.whole("share")
    if share < 1:
        row.wrong(f"the share of `{level}` is not positive", "write 1 or more")
    if definition.kind == "level":
        step = Step(level, share, Decimal(0), level)
    else:
        step = Step(level, share, row.number("from"), row.number("value"))
    row.finish()
    return step


def _check_ranges(row: Row, steps: tuple[Step, ...]) -> None:
    starts = [step.start for step in steps]
    if starts != sorted(set(starts)) or starts[:1] != [Decimal(0)]:
        row.wrong("the ranges do not rise from 0", 'begin with from = "0" and rise', "steps")
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        value = step.value
        inside = isinstance(value, Decimal) and value >= step.start
        if not inside or (
            after is not None and isinstance(value, Decimal) and value >= after.start
        ):
            row.wrong(f"`value` of `{step.level}` is outside its range", "move it inside", "steps")


def _ask(row: Row) -> Literal["always", "yes", "no"]:
    ask = row.text("ask")
    if ask == "always":
        return "always"
    if ask == "yes":
        return "yes"
    if ask != "no":
        row.wrong(f"`ask` is {ask!r}", "write always, yes or no", "ask")
    return "no"


def _check_assumption(row: Row, facts: Mapping[str, FactDefinition], scale: Scale) -> None:
    definition = facts[scale.fact]
    for name in scale.times:
        tokens = facts.get(name)
        if tokens is None or not isinstance(tokens.assumed, Decimal) or tokens.assumed <= 0:
            row.wrong(f"`times` names {name!r}", "name numbers with an assumed value", "times")
    if definition.assumed is None and definition.kind == "number":
        row.wrong(f"{definition.name} has no assumed value", "add `assumed` in facts.toml", "fact")
