"""Implications: which values of a fact go together, and what a whole description suggests."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from advisors.errors import FactError
from advisors.facts import FactDefinition, FactValue
from advisors.reading import read_value
from advisors.tables import Row


@dataclass(frozen=True, slots=True)
class Blend:
    """Values of one fact that go together, and what they mean together."""

    fact: str
    values: frozenset[FactValue]
    result: FactValue


@dataclass(frozen=True, slots=True)
class Implication:
    """What follows from a whole description.

    Attributes:
        fact: The fact that follows.
        value: Its value.
        when: Signs, or facts with the values that count (any when empty); all must be there.
        unless: Signs or facts of which none may be there.
        adds: Whether it adds to what was presumed before, by the blends, instead of giving way.
    """

    fact: str
    value: FactValue
    when: tuple[tuple[str, frozenset[str]], ...]
    unless: frozenset[str]
    adds: bool


def blend(blends: Iterable[Blend], fact: str, one: FactValue, other: FactValue) -> FactValue | None:
    """Return what two values of a fact mean together; None when they do not go together."""
    for each in blends:
        if each.fact == fact and each.values == {one, other}:
            return each.result
    return None


def read_stated(row: Row, key: str, definition: FactDefinition | None) -> FactValue | None:
    """Return the value of a fact that a row states; None when it states none."""
    written = row.text(key, "")
    if not written or definition is None:
        return None
    try:
        return read_value(definition, written)
    except FactError as error:
        row.wrong(str(error), error.mend, key)
        return None


def read_blend(row: Row, facts: Mapping[str, FactDefinition]) -> Blend:
    """Read which values go together; faults are noted, not raised."""
    fact = row.text("fact")
    levels = {level.value for level in facts[fact].levels} if fact in facts else set()
    values, result = frozenset[FactValue](row.texts("values")), row.text("result")
    if not levels.issuperset(values | {result}):
        row.wrong(f"these are not all levels of `{fact}`", "name levels of facts.toml", "values")
    row.finish()
    return Blend(fact, values, result)


def read_implication(
    row: Row, facts: Mapping[str, FactDefinition], signs: Collection[str]
) -> Implication:
    """Read what follows from signs and facts; faults are noted, not raised."""
    fact = row.text("fact")
    if fact not in facts:
        row.wrong(f"there is no fact `{fact}`", "name one of facts.toml", "fact")
    for key in ("when", "unless"):
        for written in row.texts(key):
            name = written.partition("=")[0]
            if name not in signs and name not in facts:
                row.wrong(f"{name!r} is neither a sign nor a fact", "name one of either", key)
    parts = [written.partition("=") for written in row.texts("when")]
    implication = Implication(
        fact=fact,
        value=read_stated(row, "value", facts.get(fact)) or "",
        when=tuple((name, frozenset(filter(None, values.split("|")))) for name, _, values in parts),
        unless=frozenset(row.texts("unless")),
        adds=bool(row.take("adds", bool, False)),  # noqa: FBT003  (the default of a flag)
    )
    row.text("basis", "")
    row.finish()
    return implication
