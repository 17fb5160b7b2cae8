"""Inputs: what an estimate assumes beside prices, each with its range and the reason for it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from advisors.errors import CatalogueError
from advisors.facts import FactDefinition

Case: TypeAlias = Literal["cheap", "likely", "dear"]
"""Which end of every range: the low, the likely or the high estimate."""
CASES: tuple[Case, ...] = ("cheap", "likely", "dear")
SHIPPED = Path(__file__).parent.parent / "data"
"""The folder of `costs.toml` that comes with the advisor."""


@dataclass(frozen=True, slots=True)
class Input:
    """One editable assumption: its value in each case, what it counts, and why."""

    name: str
    label: str
    unit: str
    cheap: Decimal
    likely: Decimal
    dear: Decimal
    because: str

    def at(self, case: Case) -> Decimal:
        """Return the value in one case."""
        return {"cheap": self.cheap, "likely": self.likely, "dear": self.dear}[case]


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a fact may be off, as factors for the low and the high case."""

    fact: str
    known: tuple[Decimal, Decimal]
    assumed: tuple[Decimal, Decimal]
    default: Decimal
    because: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What the level of a fact does to some inputs: a factor for each level."""

    fact: str
    levels: Mapping[str, Decimal]
    inputs: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model offered for prompting: "provider/model", its size, and when it is offered."""

    name: str
    size: str
    on_request: bool = False

    @property
    def provider(self) -> str:
        """Return the vendor, the part before the first slash."""
        return self.name.partition("/")[0]


@dataclass(frozen=True, slots=True, eq=False)
class CostInputs:
    """Everything of `costs.toml`, read once."""

    inputs: Mapping[str, Input]
    spreads: Mapping[str, Spread]
    effects: tuple[Effect, ...]
    models: tuple[Model, ...]
    tuned_size: Mapping[str, str]
    refresh: Mapping[str, Decimal]
    retrieval: Mapping[str, str]
    small_when: Mapping[str, tuple[str, ...]]
    large_when: Mapping[str, tuple[str, ...]]


@cache
def load_inputs(folder: Path | None = None) -> CostInputs:
    """Load `costs.toml` from a folder, or the shipped one; the result is kept.

    Raises:
        CatalogueError: An input has no reason, no number, or its cases are out of order.
    """
    path = (folder or SHIPPED) / "costs.toml"
    try:
        text = path.read_text(encoding="utf-8")
        loaded = _read(tomllib.loads(text))
        problems = [*_problems(loaded, text)]
    except (OSError, tomllib.TOMLDecodeError, KeyError, InvalidOperation) as error:
        raise CatalogueError(f"{path.name}: cannot be read ({error!r}).", "Mend it.") from error
    if problems:
        raise CatalogueError("\n".join(problems), "Mend each line named above, then try again.")
    return loaded


_SMALLEST: Mapping[str, Decimal] = {
    "hours_per_month": Decimal(1),
    "runs": Decimal(1),
    "epochs": Decimal(1),
    "times": Decimal(1),
    "tokens a second": Decimal(1),
}
"""By name or unit: what is divided by, or cannot be less (a job runs once or more often)."""
_LARGEST: Mapping[str, Decimal] = {"share": Decimal(1), "hours a month": Decimal(744)}
_ENOUGH = Decimal(10) ** 12


def input_definitions(costs: CostInputs) -> tuple[FactDefinition, ...]:
    """Return every input as a fact that a user may set, such as `epochs` or `hourly_rate_usd`."""
    return tuple(
        FactDefinition(
            name=one.name,
            label=one.label,
            kind="number",
            question=f"{one.label}: what is it for you ({one.unit})?",
            why="It moves the cost estimate.",
            example=str(one.likely),
            unit=one.unit,
            minimum=_SMALLEST.get(one.name, _SMALLEST.get(one.unit, Decimal(0))),
            maximum=_LARGEST.get(one.unit, _ENOUGH),
            assumed=one.likely,
            assumed_because=one.because,
            source="advisors/data/costs.toml",
        )
        for one in costs.inputs.values()
    )


def _read(document: Mapping[str, object]) -> CostInputs:
    found = {str(table["name"]): _input(table) for table in _list(document, "input")}
    spreads = {str(table["fact"]): _spread(table) for table in _list(document, "spread")}
    size = _table(document, "size")
    return CostInputs(
        inputs=MappingProxyType(found),
        spreads=MappingProxyType(spreads),
        effects=tuple(_effect(table) for table in _list(document, "effect")),
        models=tuple(_model(table) for table in _list(document, "model")),
        tuned_size=MappingProxyType(_words(_table(document, "tuned_size"))),
        refresh=MappingProxyType(_numbers(_table(document, "refresh"))),
        retrieval=MappingProxyType(_words(_table(document, "retrieval"))),
        small_when=_levels(_table(size, "small_when")),
        large_when=_levels(_table(size, "large_when")),
    )


def _input(table: Mapping[str, object]) -> Input:
    cheap, likely, dear = (Decimal(str(table[case])) for case in CASES)
    return Input(
        name=str(table["name"]),
        label=str(table["label"]),
        unit=str(table["unit"]),
        cheap=cheap,
        likely=likely,
        dear=dear,
        because=str(table.get("because", "")),
    )


def _spread(table: Mapping[str, object]) -> Spread:
    return Spread(
        fact=str(table["fact"]),
        known=_pair(table["known"]),
        assumed=_pair(table["assumed"]),
        default=Decimal(str(table["default"])),
        because=str(table.get("because", "")),
    )


def _effect(table: Mapping[str, object]) -> Effect:
    inputs = table["inputs"]
    return Effect(
        fact=str(table["fact"]),
        levels=MappingProxyType(_numbers(_table(table, "levels"))),
        inputs=tuple(inputs) if isinstance(inputs, list) else (),
        because=str(table.get("because", "")),
    )


def _model(table: Mapping[str, object]) -> Model:
    return Model(str(table["name"]), str(table["size"]), bool(table.get("on_request")))


def _problems(loaded: CostInputs, text: str) -> Iterator[str]:
    for one in loaded.inputs.values():
        where = _line(text, f'name = "{one.name}"')
        if not one.because.strip():
            yield f"{where}: {one.name} has no reason; add because."
        rising = one.cheap <= one.likely <= one.dear
        if not (rising or one.cheap >= one.likely >= one.dear):
            yield f"{where}: the likely value of {one.name} lies outside its range; reorder it."
    for effect in loaded.effects:
        for name in sorted(set(effect.inputs) - set(loaded.inputs)):
            yield f"{_line(text, name)}: {effect.fact} changes {name}, which is no input; mend it."


def _line(text: str, needle: str) -> str:
    lines = [at for at, line in enumerate(text.splitlines(), 1) if needle in line]
    return f"costs.toml:{lines[0] if lines else 1}"


def _list(document: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    tables = document.get(name, [])
    return tables if isinstance(tables, list) else []


def _table(document: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = document.get(name, {})
    return table if isinstance(table, dict) else {}


def _words(table: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in table.items()}


def _numbers(table: Mapping[str, object]) -> dict[str, Decimal]:
    return {key: Decimal(str(value)) for key, value in table.items()}


def _levels(table: Mapping[str, object]) -> Mapping[str, tuple[str, ...]]:
    found = {key: tuple(value) for key, value in table.items() if isinstance(value, list)}
    return MappingProxyType(found)


def _pair(value: object) -> tuple[Decimal, Decimal]:
    low, high = value if isinstance(value, list) else (value, value)
    return Decimal(str(low)), Decimal(str(high))
