"""Vocabulary: the wordings of every fact, read from `data/intake/*.toml` and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from advisors.catalogue import SHIPPED, Catalogue
from advisors.facts import FactDefinition
from advisors.intake.implications import (
    Blend,
    Implication,
    read_blend,
    read_implication,
)
from advisors.intake.index import Index
from advisors.intake.phrases import Family, Phrase, need
from advisors.intake.readings import (
    Named,
    Phrases,
    Reading,
    read_named,
    read_phrases,
    read_reading,
)
from advisors.tables import Faults, read_tables

WORDS, NUMBERS, CHANGES = "words.toml", "numbers.toml", "changes.toml"
IMPLICATIONS = "implications.toml"
READINGS = (
    "task.toml",
    "jobs.toml",
    "fields.toml",
    "stakes.toml",
    "knowledge.toml",
    "problems.toml",
    "complaints.toml",
    "examples.toml",
    "holdings.toml",
    "setting.toml",
    "traps.toml",
    "answers.toml",
)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Everything the intake knows of language; loaded once, and compared by identity.

    Attributes:
        readings: Wordings of facts.
        blends: Values that go together.
        scopes: Wordings by what they do: `negator`, `dismissal`, `doubt`, `supposition`, `mask`,
            `break` (ends a sentence for phrases), `pause` (ends the reach of a negation),
            `deadline` (a date follows), `date` (may begin a date), `heads` (how many people),
            `heard` (what no fact has a place for), `particle` (belongs to the words behind it), `predicate` (what is told of a noun),
            `dated` (a year follows), `aside` (what others say, or was once: it states nothing), `comparison`
            (the same, until `own` words name the speaker), `back` (ends an aside), `asking` (begins a question), `asked` (what follows is asked for), `method` (a question about it), `inquiry` (a number
            that is asked about), `appointment` (a date follows that is no deadline), `spanish` (words by which a
            text is known to be Spanish), `measured` (a number of time or size).
        abbreviations: What people shorten, and the word it stands for.
        scales: What a word or letters after a number multiply it by.
        units: Letters glued to a number that are a word of their own.
        quantities: Wordings of numbers ("a few hundred").
        periods: Wordings of periods; the value is how many there are in a month.
        currencies: Wordings of currencies, by code.
        bands: Lower bounds in per cent of the levels a share stands for, best first.
        factors: Wordings of multiples ("half"), for what-ifs.
        measures: What a multiple can be of, by fact.
        signs: Wordings that mean something only together.
        implications: What they mean together.
        wordings: The phrases of the readings, looked up by words.
    """

    readings: tuple[Reading, ...]
    blends: tuple[Blend, ...]
    scopes: Mapping[str, Phrases]
    abbreviations: Mapping[str, str]
    scales: Mapping[str, Decimal]
    units: frozenset[str]
    quantities: tuple[Named, ...]
    periods: tuple[Named, ...]
    currencies: tuple[Named, ...]
    bands: tuple[Named, ...]
    factors: tuple[Named, ...]
    measures: tuple[Named, ...]
    signs: tuple[Named, ...]
    implications: tuple[Implication, ...]
    wordings: Index[tuple[Phrase, Reading]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pairs = ((one, reading) for reading in self.readings for one in reading.phrases)
        object.__setattr__(self, "wordings", Index(pairs, lambda pair: need(pair[0])))


@cache
def load_vocabulary(catalogue: Catalogue) -> Vocabulary:
    """Read and check the vocabulary of a catalogue, once; its own, or else the shipped one.

    Raises:
        CatalogueError: Listing every fault with file, line and mend.
    """
    faults = Faults()
    folder = catalogue.folder / "intake"
    vocabulary = read_vocabulary(
        folder if folder.is_dir() else SHIPPED / "intake", catalogue.facts, faults
    )
    if faults.found:
        raise faults.gather()
    return vocabulary


def read_vocabulary(
    folder: Path, facts: Mapping[str, FactDefinition], faults: Faults
) -> Vocabulary:
    """Read the vocabulary; faults are noted, not raised."""
    families = _families(folder / WORDS, faults)

    def named(file: str, table: str, key: str = "name", number: str = "value") -> tuple[Named, ...]:
        return tuple(
            read_named(row, families, key, number)
            for row in read_tables(folder / file, table, faults)
        )

    scales = read_tables(folder / NUMBERS, "scale", faults)
    short = read_tables(folder / WORDS, "abbreviation", faults)
    signs = named(IMPLICATIONS, "sign", number="")
    return Vocabulary(
        readings=tuple(
            read_reading(row, families, facts)
            for file in READINGS
            for row in read_tables(folder / file, "reading", faults)
        ),
        blends=tuple(
            read_blend(row, facts) for row in read_tables(folder / WORDS, "blend", faults)
        ),
        scopes={scope.name: scope.phrases for scope in named(WORDS, "scope", number="")},
        abbreviations={word: row.text("means") for row in short for word in row.texts("words")},
        scales={word: row.number("value") for row in scales for word in row.texts("words")},
        units=frozenset(
            word
            for row in read_tables(folder / NUMBERS, "unit", faults)
            for word in row.texts("words")
        ),
        quantities=named(NUMBERS, "quantity", key=""),
        periods=named(NUMBERS, "period", number="per_month"),
        currencies=named(NUMBERS, "currency", number=""),
        bands=named(NUMBERS, "band", number="from"),
        factors=named(CHANGES, "factor"),
        measures=named(CHANGES, "measure", number=""),
        signs=signs,
        implications=tuple(
            read_implication(row, facts, {sign.name for sign in signs})
            for row in read_tables(folder / IMPLICATIONS, "implication", faults)
        ),
    )


def _families(path: Path, faults: Faults) -> Mapping[str, Family]:
    """Read the families; a family may name those that stand before it."""
    families: dict[str, Family] = {}
    for row in read_tables(path, "family", faults):
        name = row.text("name")
        families[name] = Family(read_phrases(row, "members", families))
        row.finish()
    return families
