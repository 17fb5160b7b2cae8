"""How much of what people write the intake reads, and how much of it wrongly.

Usage: `python -m tests.benchmarks.intake [--differences]`

Prints recall and precision for each fact: on the descriptions rules may be mended by, on those kept
back, and on the same halves of the public cases. A fact that a careful reader does not find in the
text counts against precision, unless a reader may take it, or a case knows it to be so.
`--differences` lists them, of the studied halves only.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from advisors.catalogue import load_catalogue
from advisors.facts import FactValue
from advisors.intake import read_text
from tests.benchmarks.decision.cases import Case, is_studied, read_cases, read_public

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
        studied: Whether rules may be mended by it.
        seen: The kind of place where such words stood; "" for invented ones.
    """

    id: str
    says: str
    facts: Mapping[str, object]
    maybe: Mapping[str, list[object]]
    studied: bool
    seen: str = ""


def read_descriptions(file: str = "descriptions.toml") -> list[Description]:
    """Return the coded descriptions in the order of a file beside this one."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return [
        Description(
            id=row["id"],
            says=row["says"].strip(),
            facts=row["facts"],
            maybe=row.get("maybe", {}),
            studied=row.get("studied", half(row["id"])),
            seen=row.get("seen", ""),
        )
        for row in tomllib.loads(text)["text"]
    ]


def half(name: str) -> bool:
    """Tell whether a name falls into the studied half."""
    return sha256(name.encode()).hexdigest()[0] in _STUDIED


def describe(case: Case) -> Description:
    """Return a documented case as a description; what the user knows besides counts neither way."""
    known: dict[str, list[object]] = {n: [value] for n, value in case.known.values.items()}
    return Description(case.id, case.about, case.told.values, known, is_studied(case))


def compare(one: Description) -> Iterator[Line]:
    """Compare what the intake reads of a description with what a careful reader coded."""
    read = read_text(one.says, on=ON, catalogue=load_catalogue())
    stated = {each.name for each in read.found}
    found = {each.name: each for each in (*read.presumed, *read.found)}
    for name in sorted(set(one.facts) | set(found)):
        each, allowed = found.get(name), list(one.maybe.get(name, []))
        allowed += [one.facts[name]] if name in one.facts else []
        mark = "" if name in stated else "~"
        if each is None:
            yield "missed", name, f"{one.facts[name]}"
        elif not any(right(each.value, value) for value in allowed):
            yield f"{mark}wrong", name, f"{each.value} for {allowed}: {each.evidence!r}"
        elif name in one.facts:
            yield f"{mark}right", name, ""
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
    catalogue = load_catalogue()
    described = read_descriptions()
    texts = {
        "descriptions, invented": [one for one in described if not one.seen],
        "descriptions, words that were seen": [one for one in described if one.seen],
        "openings in many voices": read_descriptions("openings.toml"),
        "public cases": [describe(case) for case in read_public(catalogue)],
        "cases developed against": [
            replace(describe(case), studied=True) for case in read_cases(catalogue)
        ],
    }
    for name, rows in texts.items():
        for studied, which in ((True, "studied"), (False, "kept back")):
            chosen = [one for one in rows if one.studied is studied]
            if chosen:
                print(f"\n{name}, {which}: {len(chosen)} texts")
                print_table(count(chosen, listed=studied and "--differences" in options))


def count(texts: Sequence[Description], *, listed: bool) -> Counter[tuple[str, str]]:
    """Count the verdicts by fact; print what is not right when it may be listed."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in texts:
        for verdict, fact, shown in compare(one):
            counts[verdict, fact] += 1
            if listed and not verdict.endswith("right"):
                print(f"{one.id:28} {verdict:9} {fact:20} {shown}")
    return counts


def print_table(counts: Counter[tuple[str, str]]) -> None:
    """Print a line a fact, and one for all.

    Recall counts what is stated or presumed, precision what is stated: only that is never asked.
    """
    print(f"{'':22}{'-- stated --':>14}{'-- presumed --':>16}")
    print(
        f"{'fact':22}{'right':>7}{'wrong':>7}{'right':>9}{'wrong':>7}{'missed':>8}{'recall':>8}{'precision':>11}"
    )
    for fact in [*sorted({fact for _, fact in counts}), ""]:
        right_, wrong, likely, unlikely, missed = (
            sum(n for (kind, name), n in counts.items() if kind == verdict and fact in {name, ""})
            for verdict in ("right", "wrong", "~right", "~wrong", "missed")
        )
        recall = _share(right_ + likely, right_ + likely + missed + wrong)
        precision = _share(right_, right_ + wrong)
        print(
            f"{fact or 'all':22}{right_:>7}{wrong:>7}{likely:>9}{unlikely:>7}{missed:>8}{recall:>8}{precision:>11}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"


if __name__ == "__main__":
    main(*sys.argv[1:])
