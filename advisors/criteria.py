"""Criteria: the definitions of the facts, read from `facts.toml` and checked."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from advisors.facts import FactDefinition, FactValue, Level
from advisors.tables import Faults, Row, read_tables

LONGEST_LABEL = 30
"""Slack shows about thirty characters on a button."""


def read_criteria(folder: Path, faults: Faults) -> Mapping[str, FactDefinition]:
    """Return the criteria by name, in the order of the file; faults are noted, not raised."""
    criteria: dict[str, FactDefinition] = {}
    for row in read_tables(folder / "facts.toml", "fact", faults):
        criterion = _criterion(row)
        if criterion.name in criteria:
            row.wrong(f"the fact `{criterion.name}` is defined twice", "remove one", "name")
        criteria[criterion.name] = criterion
    return MappingProxyType(criteria)


def _criterion(row: Row) -> FactDefinition:
    levels = tuple(_level(item) for item in row.rows("levels"))
    label = row.text("label")
    if len(label) > LONGEST_LABEL:
        row.wrong(f"the label has more than {LONGEST_LABEL} characters", "shorten it", "label")
    criterion = FactDefinition(
        name=row.text("name"),
        label=label,
        kind=_kind(row, levels),
        question=row.text("question"),
        why=row.text("why"),
        example=row.text("example"),
        levels=levels,
        unit=row.text("unit", ""),
        minimum=row.number("minimum", "0"),
        maximum=row.number("maximum", "1000000000000"),
        choices=tuple(_choice(row, text) for text in row.texts("choices")),
        assumed=_assumed(row, levels),
        assumed_because=row.text("assumed_because", ""),
        source=row.text("source"),
    )
    if criterion.assumed is not None and not criterion.assumed_because:
        row.wrong("`assumed` has no reason", "add `assumed_because`", "assumed")
    row.finish()
    return criterion


def _level(row: Row) -> Level:
    level = Level(row.text("value"), row.text("label"), row.text("meaning"))
    if len(level.label) > LONGEST_LABEL:
        row.wrong(f"the label of `{level.value}` is too long", f"use {LONGEST_LABEL} characters")
    return level


def _kind(row: Row, levels: tuple[Level, ...]) -> Literal["level", "number", "name"]:
    kind = row.text("kind")
    if kind == "level" and len(levels) > 1:
        return "level"
    if kind == "number" and row.values.get("unit"):
        return "number"
    if kind != "name":
        row.wrong(
            f"`kind` is {kind!r} and does not fit",
            "write level (with two or more levels), number (with a unit) or name",
            "kind",
        )
    return "name"


def _choice(row: Row, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        row.wrong(f"the choice {text!r} is not a number", 'write it as "100"', "choices")
        return Decimal(0)


def _assumed(row: Row, levels: tuple[Level, ...]) -> FactValue | None:
    if "assumed" not in row.values:
        return None
    if row.values.get("kind") == "number":
        return row.number("assumed")
    value = row.text("assumed")
    if levels and value not in {level.value for level in levels}:
        row.wrong(f"`assumed` is {value!r}, which is no level", "name one of its levels", "assumed")
    return value
