"""Reading: given names and values become validated facts, and are shown again in words."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Protocol

from advisors.errors import FactError
from advisors.facts import FactDefinition, Facts, FactValue
from advisors.rules import UNKNOWN

_NAME = re.compile(r"[a-z0-9][a-z0-9._:/-]{0,63}")
_LONGEST_SHOWN = 40
_FINEST = Decimal("0.000001")


class Criteria(Protocol):
    """Whatever holds the definitions of the facts: in practice the catalogue."""

    @property
    def facts(self) -> Mapping[str, FactDefinition]:
        """The definitions by name."""


def read_facts(
    values: Mapping[str, object],
    skipped: Collection[str],
    catalogue: Criteria,
    presumed: Mapping[str, object] | None = None,
) -> Facts:
    """Validate given facts.

    Args:
        values: Fact names and values: a level's name, a number (or its text), or None for unknown.
        skipped: Names of facts that nobody knows.
        catalogue: The catalogue that defines the facts.
        presumed: Names and values of what words suggest without saying it.

    Returns:
        The facts, numbers as exact Decimals.

    Raises:
        FactError: Naming the fact and the values it takes.
    """
    for name in (*values, *(presumed or {})):
        define(name, catalogue)
    read, suggested = (
        {
            name: read_value(catalogue.facts[name], value)
            for name, value in given.items()
            if value is not None
        }
        for given in (values, presumed or {})
    )
    for name in sorted(skipped):
        define(name, catalogue)
    return Facts(read, frozenset(skipped), suggested)


def define(name: str, catalogue: Criteria) -> FactDefinition:
    """Return the definition of a fact.

    Raises:
        FactError: When there is no such fact; the mend names the nearest ones.
    """
    definition = catalogue.facts.get(name)
    if definition is None:
        near = get_close_matches(name, list(catalogue.facts), n=3)
        known = ", ".join(near or list(catalogue.facts))
        raise FactError(
            name,
            f"There is no fact called {_shown(name)}.",
            f"{'Did you mean' if near else 'Use one of'}: {known}.",
        )
    return definition


def read_value(definition: FactDefinition, value: object) -> FactValue:
    """Validate one value of a fact; numbers may come as numbers or as text.

    Raises:
        FactError: Naming the fact and the values it takes.
    """
    if definition.kind == "number":
        return _read_number(definition, value)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    word = value.strip().lower() if isinstance(value, str) else ""
    taken = {level.value for level in definition.levels}
    if definition.kind == "name" and any(letter.isdigit() for letter in word):
        word = "-".join(word.split())  # "GPT 4o mini" is written gpt-4o-mini in every price list
    if word in taken or (definition.kind == "name" and _NAME.fullmatch(word)):
        return word
    raise _refuse(definition, value)


def _read_number(definition: FactDefinition, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise _refuse(definition, value)
    text = str(value).replace(",", "").replace("_", "").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _refuse(definition, value) from None
    if not number.is_finite() or not definition.minimum <= number <= definition.maximum:
        raise _refuse(definition, value)
    number = number.quantize(_FINEST) + 0  # minus zero is zero
    # 1E+2 and 100 are one value, so they must be one Decimal: same facts, same bytes
    return Decimal(format(number.normalize(), "f"))


def _refuse(definition: FactDefinition, value: object) -> FactError:
    return FactError(
        definition.name,
        f"{definition.name} does not take {_shown(value)}.",
        f"{definition.name} takes {values_taken(definition)}.",
    )


def values_taken(definition: FactDefinition) -> str:
    """Say in words which values a fact takes."""
    if definition.kind == "level":
        return ", ".join(level.value for level in definition.levels)
    if definition.kind == "name":
        return f"a name of letters, figures and hyphens, such as {definition.example.lower().rstrip('.')}"
    unit = definition.unit
    money = "; multiply other currencies by your rate" if unit.startswith("USD") else ""
    return f"a number from {definition.minimum:,f} to {definition.maximum:,f} ({unit}{money})"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _one_of(unit: str) -> str:
    """Return a unit for a single one: "1 day", "1 request a month"."""
    counted, space, rest = unit.partition(" ")
    return f"{counted.removesuffix('s')}{space}{rest}"


def show_value(definition: FactDefinition, value: FactValue) -> str:
    """Show a value in words: "50,000 requests a month", "Must be right", "openai"."""
    if isinstance(value, Decimal):
        amount = format(value.normalize(), ",f")
        unit = definition.unit
        if unit.startswith("USD"):
            return f"${amount}{unit.removeprefix('USD')}"
        return f"{amount} {_one_of(unit) if amount == '1' else unit}"
    labels = {level.value: level.label for level in definition.levels}
    return labels.get(value, value)


def show_level(definition: FactDefinition, level: str) -> str:
    """Show where a fact stands: "Must be right", "tens of thousands", "not known"."""
    labels = {one.value: one.label for one in definition.levels}
    return "not known" if level == UNKNOWN else labels.get(level, level.replace("-", " "))
