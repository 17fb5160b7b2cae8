"""How much of what people write the intake reads, and how much of it wrongly.

Usage: `python -m tests.benchmarks.intake [--differences]`

Prints recall and precision for each fact, on the descriptions rules may be mended by and on those
kept back. A fact that a careful reader does not find in the text counts against precision, unless
its row says that a reader may take it. `--differences` lists them, of the studied half only.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from advisors.catalogue import load_catalogue
from advisors.facts import FactValue
from advisors.intake import read_text

ON = date(2026, 11, 28)
FACTOR = 2
_STUDIED = "01234567"
Line = tuple[str, str, str]
"""A verdict, the fact, and what to show of it."""


@dataclass(frozen=True, slots=True)
class Description:
    """What somebody typed, and what a careful reader takes from it.

    Attributes:
        id: Its name; whether it is kept back depends on the name alone.
        says: The text.
        facts: The facts the words state.
        maybe: Values that a reader may or may not take; they count neither way.
    """

    id: str
    says: str
    facts: dict[str, object]
    maybe: dict[str, list[object]]

    @property
    def studied(self) -> bool:
        """Tell whether rules may be mended by it."""
        return sha256(self.id.encode()).hexdigest()[0] in _STUDIED


def read_descriptions() -> list[Description]:
    """Return the coded descriptions in the order of their file."""
    text = Path(__file__).with_name("descriptions.toml").read_text(encoding="utf-8")
    return [
        Description(row["id"], row["says"].strip(), row["facts"], row.get("maybe", {}))
        for row in tomllib.loads(text)["text"]
    ]


def compare(one: Description) -> Iterator[Line]:
    """Compare what the intake reads of a description with what a careful reader coded."""
    read = read_text(one.says, on=ON, catalogue=load_catalogue())
    found = {each.name: each for each in read.found}
    for name in sorted(set(one.facts) | set(found)):
        each, allowed = found.get(name), list(one.maybe.get(name, []))
        allowed += [one.facts[name]] if name in one.facts else []
        if each is None:
            yield "missed", name, f"{one.facts[name]}"
        elif any(right(each.value, value) for value in allowed):
            if name in one.facts:
                yield "right", name, ""
        else:
            verdict = "wrong" if name in one.facts else "extra"
            yield verdict, name, f"{each.value} for {allowed}: {each.evidence!r}"
    for conflict in read.conflicts:
        yield "conflict", conflict.fact, ", ".join(each.evidence for each in conflict.candidates)


def right(value: FactValue, coded: object) -> bool:
    """Tell whether a value is the coded one; numbers within a factor."""
    if isinstance(value, str):
        return value == coded
    wanted = Decimal(str(coded))
    if not wanted or not value:
        return wanted == value
    return wanted / FACTOR <= value <= wanted * FACTOR


def main(*options: str) -> None:
    """Print recall and precision, and the differences when they are wanted."""
    halves = {True: "studied", False: "kept back"}
    for studied, name in halves.items():
        texts = [one for one in read_descriptions() if one.studied is studied]
        counts: Counter[tuple[str, str]] = Counter()
        for one in texts:
            for verdict, fact, shown in compare(one):
                counts[verdict, fact] += 1
                if studied and verdict != "right" and "--differences" in options:
                    print(f"{one.id:28} {verdict:9} {fact:20} {shown}")
        print(f"\n{name}: {len(texts)} descriptions")
        print_table(counts)


def print_table(counts: Counter[tuple[str, str]]) -> None:
    """Print a line a fact, and one for all."""
    print(
        f"{'fact':24}{'right':>6}{'missed':>8}{'wrong':>7}{'extra':>7}{'recall':>8}{'precision':>11}"
    )
    for fact in [*sorted({fact for _, fact in counts}), ""]:
        right_, missed, wrong, extra = (
            sum(n for (kind, name), n in counts.items() if kind == verdict and fact in {name, ""})
            for verdict in ("right", "missed", "wrong", "extra")
        )
        recall = _share(right_, right_ + missed + wrong)
        precision = _share(right_, right_ + wrong + extra)
        label = fact or "all"
        print(f"{label:24}{right_:>6}{missed:>8}{wrong:>7}{extra:>7}{recall:>8}{precision:>11}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"


if __name__ == "__main__":
    main(*sys.argv[1:])
