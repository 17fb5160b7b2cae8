"""Cases: documented decisions, developed against, studied, or held back to judge by."""

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from advisors import Catalogue, Facts, read_facts

_STUDIED = "01234567"


@dataclass(frozen=True, slots=True)
class Case:
    """One documented decision.

    Attributes:
        id: Its name.
        about: The question as somebody would put it before deciding.
        expected: The approach that was taken and worked.
        acceptable: Every approach an expert would accept.
        technique: The technique that was taken; empty where the source does not tell.
        clear: True when experts agree.
        two_option: True for the source paper's own cases.
        told: Facts that the description states.
        known: Facts that the user knows when asked.
    """

    id: str
    about: str
    expected: str
    acceptable: tuple[str, ...]
    technique: str
    clear: bool
    two_option: bool
    told: Facts
    known: Facts


def read_cases(catalogue: Catalogue) -> tuple[Case, ...]:
    """Return the cases developed against, in the order of their file."""
    return _read("cases.toml", catalogue)


def read_public(catalogue: Catalogue) -> tuple[Case, ...]:
    """Return all public cases."""
    return _read("public_cases.toml", catalogue)


def read_studied(catalogue: Catalogue) -> tuple[Case, ...]:
    """Return the public cases that rules may be mended by."""
    return tuple(case for case in read_public(catalogue) if is_studied(case))


def read_held_back(catalogue: Catalogue) -> tuple[Case, ...]:
    """Return the public cases that nobody looks at before rules and weights are final."""
    return tuple(case for case in read_public(catalogue) if not is_studied(case))


def is_studied(case: Case) -> bool:
    """Part the public cases by their names alone, so that no result can choose the half."""
    return sha256(case.id.encode()).hexdigest()[0] in _STUDIED


def _read(name: str, catalogue: Catalogue) -> tuple[Case, ...]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return tuple(_case(row, catalogue) for row in tomllib.loads(text)["case"])


def _case(row: dict[str, object], catalogue: Catalogue) -> Case:
    facts, told, acceptable = row["facts"], row["told"], row["acceptable"]
    assert isinstance(facts, dict)
    assert isinstance(told, list)
    assert isinstance(acceptable, list)
    return Case(
        id=str(row["id"]),
        about=str(row["about"]),
        expected=str(row["expected"]),
        acceptable=tuple(acceptable),
        technique=str(row.get("technique", "")),
        clear=row["strength"] == "clear",
        two_option=row["two_option"] is True,
        told=read_facts({name: facts[name] for name in told}, (), catalogue),
        known=read_facts(facts, (), catalogue),
    )
