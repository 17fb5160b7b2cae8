"""Scenarios: one number for every fact and input, in the low, the likely and the high case."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol, TypeAlias

from advisors.costs.inputs import CASES, Case, CostInputs, Input, Spread
from advisors.errors import PriceError
from advisors.facts import FactDefinition, Facts
from advisors.levels import value_or_assumed
from advisors.prices import PriceBook

Scenario: TypeAlias = Mapping[str, Decimal]
"""Every number an estimate needs, by the name of its fact or input."""
_KNOWLEDGE_MISSING = ("knowledge", "both")


class CostCatalogue(Protocol):
    """What an estimate needs of a catalogue."""

    @property
    def prices(self) -> PriceBook:
        """Return the dated prices."""

    @property
    def costs(self) -> CostInputs:
        """Return the inputs of `costs.toml`."""

    @property
    def facts(self) -> Mapping[str, FactDefinition]:
        """Return the definitions of the facts, with what is assumed."""


def build_scenarios(facts: Facts, catalogue: CostCatalogue) -> Mapping[Case, Scenario]:
    """Return the low, likely and high scenario of what is known and assumed.

    Raises:
        PriceError: A volume or size is zero or negative where nothing could be priced.
    """
    _refuse_nothing(facts)
    return {case: _scenario(facts, catalogue, case) for case in CASES}


def read_level(facts: Facts, name: str, catalogue: CostCatalogue) -> str | None:
    """Return the level of a fact, known or assumed, or None when it is neutral."""
    value = facts.get(name)
    if value is None and name in catalogue.facts:
        value = value_or_assumed(name, facts, catalogue.facts)
    return value if isinstance(value, str) else None


def read_number(facts: Facts, name: str) -> Decimal | None:
    """Return a number the user stated, or None."""
    value = facts.get(name)
    return value if isinstance(value, Decimal) else None


def read_assumed(spread: Spread, facts: Facts, catalogue: CostCatalogue) -> Decimal:
    """Return the number used while nobody states the fact."""
    known = spread.fact in catalogue.facts
    assumed = value_or_assumed(spread.fact, facts, catalogue.facts) if known else None
    return assumed if isinstance(assumed, Decimal) else spread.default


def _scenario(facts: Facts, catalogue: CostCatalogue, case: Case) -> Scenario:
    costs = catalogue.costs
    found: dict[str, Decimal] = {}
    for one in costs.inputs.values():
        found[one.name] = _input_value(one, facts, catalogue, case)
    for spread in costs.spreads.values():
        found[spread.fact] = _fact_value(spread, facts, catalogue, case)
    found["standing_tokens"] = _standing(facts, catalogue, found)
    change = read_level(facts, "knowledge_change", catalogue)
    found["refresh_per_month"] = costs.refresh.get(change or "", Decimal(0))
    return found


def _standing(facts: Facts, catalogue: CostCatalogue, found: Scenario) -> Decimal:
    """Return the tokens of documents that stand whole in a prompt where nothing is retrieved."""
    size = read_assumed(catalogue.costs.spreads["document_tokens"], facts, catalogue)
    missing = read_level(facts, "gap", catalogue) in _KNOWLEDGE_MISSING
    fits = size < found["whole_documents_tokens"]
    return found["document_tokens"] if missing and fits else Decimal(0)


def _input_value(one: Input, facts: Facts, catalogue: CostCatalogue, case: Case) -> Decimal:
    stated = read_number(facts, one.name)
    if stated is not None:
        return stated
    value = one.at(case)
    for effect in catalogue.costs.effects:
        if one.name in effect.inputs:
            level = read_level(facts, effect.fact, catalogue)
            value *= effect.levels.get(level or "", Decimal(1))
    return value


def _fact_value(spread: Spread, facts: Facts, catalogue: CostCatalogue, case: Case) -> Decimal:
    stated = read_number(facts, spread.fact)
    value = read_assumed(spread, facts, catalogue) if stated is None else stated
    low, high = spread.assumed if stated is None else spread.known
    return value * {"cheap": low, "likely": Decimal(1), "dear": high}[case]


def _refuse_nothing(facts: Facts) -> None:
    for name, value in facts.values.items():
        if isinstance(value, Decimal) and not value.is_finite():
            raise PriceError(f"{name} is {value}.", f"Give {name} as a number of zero or more.")
    for name in ("requests_per_month", "input_tokens"):
        stated = read_number(facts, name)
        if stated is not None and stated <= 0:
            raise PriceError(
                f"{name} is {stated}: nothing can be priced for it.",
                f"Give {name} as a number above zero, or leave it out to have it assumed.",
            )
    for name, value in facts.values.items():
        if isinstance(value, Decimal) and value < 0:
            raise PriceError(f"{name} is {value}.", f"Give {name} as a number of zero or more.")
