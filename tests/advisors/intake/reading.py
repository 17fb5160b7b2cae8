"""Reading in tests: what a text says, written as `fact=value`, so that a table row is one line."""

from datetime import date
from functools import cache

from advisors.catalogue import Catalogue, load_catalogue
from advisors.intake import Intake, read_text

SUNDAY = date(2026, 11, 22)


@cache
def catalogue() -> Catalogue:
    """Return the shipped catalogue."""
    return load_catalogue()


def intake(text: str, on: date = SUNDAY) -> Intake:
    """Read a text with the shipped vocabulary on a fixed day."""
    return read_text(text, on=on, catalogue=catalogue())


def said(text: str) -> dict[str, str]:
    """Return the facts of a text as plain strings."""
    read = intake(text)
    return {one.name: f"{one.value}" for one in (*read.presumed, *read.found)}


def assert_says(text: str, expected: str) -> None:
    """Check the facts of a row: `fact=value` must be read so, `-fact` must not be read at all."""
    facts = said(text)
    for part in expected.split():
        name, _, value = part.partition("=")
        if name.startswith("-"):
            assert name[1:] not in facts, (text, name, facts)
        else:
            assert facts.get(name) == value, (text, name, facts)
