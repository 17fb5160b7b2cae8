"""Cases: the documented decisions of `cases.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from advisors import Catalogue, Facts, read_facts


@dataclass(frozen=True, slots=True)
class Case:
    """One documented decision.

    Attributes:
        id: Its name.
        expected: The approach that was taken and worked.
        acceptable: Every approach an expert would accept.
        clear: True when experts agree.
        two_option: True for the source paper's own cases.
        told: Facts that the description states.
        known: Facts that the user knows when asked.
    """

    id: str
    expected: str
    acceptable: tuple[str, ...]
    clear: bool
    two_option: bool
    told: Facts
    known: Facts


def read_cases(catalogue: Catalogue) -> tuple[Case, ...]:
    """Return the cases in the order of the file."""
    text = Path(__file__).with_name("cases.toml").read_text(encoding="utf-8")
    return tuple(_case(row, catalogue) for row in tomllib.loads(text)["case"])


def _case(row: dict[str, object], catalogue: Catalogue) -> Case:
    facts, told, acceptable = row["facts"], row["told"], row["acceptable"]
    assert isinstance(facts, dict)
    assert isinstance(told, list)
    assert isinstance(acceptable, list)
    return Case(
        id=str(row["id"]),
        expected=str(row["expected"]),
        acceptable=tuple(acceptable),
        clear=row["strength"] == "clear",
        two_option=row["two_option"] is True,
        told=read_facts({name: facts[name] for name in told}, (), catalogue),
        known=read_facts(facts, (), catalogue),
    )
