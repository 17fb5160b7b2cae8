"""Vocabulary: the wordings of every fact, read from `data/intake/*.toml` and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from advisors.catalogue import SHIPPED, Catalogue
from advisors.facts import FactDefinition, FactValue
from advisors.intake.implications import (
    Blend,
    Implication,
    read_blend,
    read_implication,
    read_stated,
)
from advisors.intake.index import Index
from advisors.intake.phrases import Family, Phrase, need, phrase
from advisors.tables import Faults, Row, read_tables

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
    "answers.toml",
)
NOTHING = "nothing"
"""The fact of a number that states none of the facts: people, revenue, versions."""

Phrases = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What some wordings say of a fact.

    Attributes:
        fact: The fact, or `nothing` for words that must not be taken for one.
        also: A second fact that the same number states, or "".
        value: The level, name or number they state; None for the number inside the wording.
        negated: What the same words say when they are denied; None for nothing.
        supposed: What a what-if means by the same words without a number; None for nothing.
        times: What a number inside the wording is multiplied by.
        rate: Whether a period inside the wording counts ("2k a day").
        each: Whether the number is for each of some people, told elsewhere ("5 times each a day").
        band: `share` or `errors` when a percentage is turned into a level of the fact.
        void: Whether the words say nothing of the fact, whatever shorter wordings say.
        when: `always`, or `asked`: only as the answer to this fact's question.
        weak: Whether the words only suggest it (with `each`: where the people are far more).
        phrases: The wordings.
    """

    fact: str
    also: str
    value: FactValue | None
    negated: FactValue | None
    supposed: FactValue | None
    times: Decimal
    rate: bool
    each: bool
    band: str
    void: bool
    when: str
    weak: bool
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Named:
    """Wordings of one name or number: a period, a quantity, a currency, a measure."""

    name: str
    value: Decimal
    phrases: Phrases


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
            `dated` (a year follows).
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
            _named(row, families, key, number) for row in read_tables(folder / file, table, faults)
        )

    scales = read_tables(folder / NUMBERS, "scale", faults)
    signs = named(IMPLICATIONS, "sign", number="")
    return Vocabulary(
        readings=tuple(
            _reading(row, families, facts)
            for file in READINGS
            for row in read_tables(folder / file, "reading", faults)
        ),
        blends=tuple(
            read_blend(row, facts) for row in read_tables(folder / WORDS, "blend", faults)
        ),
        scopes={scope.name: scope.phrases for scope in named(WORDS, "scope", number="")},
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
        families[name] = Family(_phrases(row, "members", families))
        row.finish()
    return families


def _phrases(row: Row, key: str, families: Mapping[str, Family]) -> Phrases:
    read = []
    for written in row.texts(key):
        try:
            read.append(phrase(written, families))
        except KeyError as unknown:
            row.wrong(
                f"{written!r} names an unknown family {unknown}", "define it in words.toml", key
            )
        except ValueError:
            row.wrong(f"{written!r} is no phrase", "begin and end it with a word", key)
    return tuple(read)


def _named(row: Row, families: Mapping[str, Family], key: str, number: str) -> Named:
    name = row.text(key) if key else ""
    value = row.number(number) if number else Decimal(0)
    named = Named(name, value, _phrases(row, "phrases", families))
    row.text("basis", "")
    row.finish()
    return named


def _reading(
    row: Row, families: Mapping[str, Family], facts: Mapping[str, FactDefinition]
) -> Reading:
    fact = row.text("fact")
    if fact not in facts and fact != NOTHING:
        row.wrong(f"there is no fact `{fact}`", "name one of facts.toml, or nothing", "fact")
    definition = facts.get(fact)
    reading = Reading(
        fact=fact,
        also=row.text("also", ""),
        value=read_stated(row, "value", definition),
        negated=read_stated(row, "negated", definition),
        supposed=read_stated(row, "supposed", definition),
        times=row.number("times", "1"),
        rate=bool(row.take("rate", bool, False)),  # noqa: FBT003  (the default of a flag)
        each=bool(row.take("each", bool, False)),  # noqa: FBT003  (the default of a flag)
        band=row.text("band", ""),
        void=bool(row.take("void", bool, False)),  # noqa: FBT003  (the default of a flag)
        when=row.text("when", "always"),
        weak=bool(row.take("weak", bool, False)),  # noqa: FBT003  (the default of a flag)
        phrases=_phrases(row, "phrases", families),
    )
    row.text("basis", "")
    row.finish()
    return reading
