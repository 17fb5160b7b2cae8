"""Readings: what some wordings say of a fact, and the rows of data they are read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from advisors.facts import FactDefinition, FactValue
from advisors.intake.implications import read_stated
from advisors.intake.phrases import Family, Phrase, phrase
from advisors.tables import Row

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
        apiece: Whether a few in a period are for each of far more people told before them.
        product: Whether the first number inside the wording is multiplied by the last.
        band: `share` or `errors` when a percentage is turned into a level of the fact, `ratio` when
            the first number inside the wording is, as a share of the last.
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
    apiece: bool
    product: bool
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


def read_phrases(row: Row, key: str, families: Mapping[str, Family]) -> Phrases:
    """Read the phrases under a key; faults are noted, not raised."""
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


def read_named(row: Row, families: Mapping[str, Family], key: str, number: str) -> Named:
    """Read the wordings of one name or number; faults are noted, not raised."""
    name = row.text(key) if key else ""
    value = row.number(number) if number else Decimal(0)
    named = Named(name, value, read_phrases(row, "phrases", families))
    row.text("basis", "")
    row.finish()
    return named


def read_reading(
    row: Row, families: Mapping[str, Family], facts: Mapping[str, FactDefinition]
) -> Reading:
    """Read what some wordings say of a fact; faults are noted, not raised."""
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
        apiece=bool(row.take("apiece", bool, False)),  # noqa: FBT003  (the default of a flag)
        product=bool(row.take("product", bool, False)),  # noqa: FBT003  (the default of a flag)
        band=row.text("band", ""),
        void=bool(row.take("void", bool, False)),  # noqa: FBT003  (the default of a flag)
        when=row.text("when", "always"),
        weak=bool(row.take("weak", bool, False)),  # noqa: FBT003  (the default of a flag)
        phrases=read_phrases(row, "phrases", families),
    )
    row.text("basis", "")
    row.finish()
    return reading
