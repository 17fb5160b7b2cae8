"""The desk: what the advisor needs at hand in order to answer a turn."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeAlias

from advisors import Advice, Catalogue, FactDefinition, Facts, FactValue, advise, show_value

REMEMBERED: Final = 64
"""Recommendations kept at hand: a question in a thread asks for the one of the turn before."""
_Known: TypeAlias = tuple[str, frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Desk:
    """The catalogue and the day.

    Attributes:
        catalogue: Facts, rules and prices.
        on: The day: prices and "by next Friday" depend on it.
        two_option: True restricts the choice to prompt and fine-tune.
    """

    catalogue: Catalogue
    on: date
    two_option: bool = False
    _advised: OrderedDict[_Known, Advice] = field(
        default_factory=OrderedDict, init=False, repr=False, compare=False
    )

    def dated(self, on: date) -> "Desk":
        """Return the same desk on another day."""
        return self if on == self.on else replace(self, on=on)

    def advise(self, facts: Facts) -> Advice:
        """Return the recommendation for these facts.

        One turn asks for the same one several times, and the next turns mostly ask again. Numbers
        that are equal but written in another way (2 and 2.0) are other facts: they read otherwise.
        """
        known = (repr(dict(facts.values)), facts.skipped, repr(dict(facts.presumed)))
        advice = self._advised.pop(known, None) or advise(
            facts, on=self.on, catalogue=self.catalogue, two_option=self.two_option
        )
        self._advised[known] = advice  # the last one asked for stands last, whoever else asks
        if len(self._advised) > REMEMBERED:
            self._advised.popitem(last=False)
        return advice

    def definition(self, fact: str) -> FactDefinition:
        """Return the definition of a fact; KeyError for an unknown name."""
        return self.catalogue.facts[fact]

    def labels(self) -> tuple[tuple[str, str], ...]:
        """Return the label of every fact, by its name."""
        return tuple((name, one.label) for name, one in self.catalogue.facts.items())

    def knows(self, fact: str) -> bool:
        """Tell whether there is a fact of this name."""
        return fact in self.catalogue.facts

    def show(self, fact: str, value: FactValue | None) -> str:
        """Return a value as it stands behind its label; a unit that the label says is left out."""
        if value is None:
            return "not known"
        definition = self.definition(fact)
        shown = show_value(definition, value)
        unit = definition.unit
        said = bool(unit) and unit.lower() in definition.label.lower()
        return shown.removesuffix(unit).strip() if said else shown
