"""How much of a set of coded descriptions the intake reads, and how much of it wrongly.

Usage: `python -m tests.benchmarks.intake CASES.jsonl FACTS.jsonl [--all]`

CASES holds `{"id", "description"}` a line; FACTS holds `{"id", "facts": {name: value},
"from_description": [name…], "doubtful": [name…]}`. Doubtful facts count only with `--all`.
Numbers are right within a factor of two. A fact that nobody coded is listed as extra, not as wrong.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from advisors.catalogue import load_catalogue
from advisors.facts import FactValue
from advisors.intake import read_text

ON = date(2026, 11, 22)
FACTOR = 2
Line = tuple[str, str, str]
"""A verdict, the fact, and what to show of it."""


def compare(description: str, coded: dict[str, object], due: set[str]) -> Iterator[Line]:
    """Compare what the intake reads of one description with what a person coded."""
    read = read_text(description, on=ON, catalogue=load_catalogue())
    found = {one.name: one for one in read.found}
    for name in sorted(due):
        one = found.get(name)
        if one is None:
            yield "missed", name, f"{coded[name]}"
        elif right(one.value, coded[name]):
            yield "right", name, ""
        else:
            yield "wrong", name, f"{one.value} for {coded[name]}: {one.evidence!r}"
    for name in sorted(set(found) - set(coded)):
        yield "extra", name, f"{found[name].value}: {found[name].evidence!r}"
    for conflict in read.conflicts:
        yield "conflict", conflict.fact, ", ".join(one.evidence for one in conflict.candidates)


def right(value: FactValue, coded: object) -> bool:
    """Tell whether a value is the coded one; numbers within a factor."""
    if isinstance(value, str):
        return value == coded
    wanted = Decimal(str(coded))
    if not wanted or not value:
        return wanted == value
    return wanted / FACTOR <= value <= wanted * FACTOR


def main(cases: str, facts: str, *options: str) -> None:
    """Print every difference, then recall and precision."""
    rows = map(json.loads, Path(cases).read_text(encoding="utf-8").splitlines())
    texts = {row["id"]: row["description"] for row in rows}
    counts: Counter[str] = Counter()
    for coded in map(json.loads, Path(facts).read_text(encoding="utf-8").splitlines()):
        left_out = set() if "--all" in options else set(coded["doubtful"])
        due = set(coded["from_description"]) - left_out
        for verdict, name, shown in compare(texts[coded["id"]], coded["facts"], due):
            counts[verdict] += 1
            if verdict != "right":
                print(f"{coded['id']:30} {verdict:9} {name:20} {shown}")
    due_count = counts["right"] + counts["wrong"] + counts["missed"]
    given = counts["right"] + counts["wrong"]
    print(
        f"recall {counts['right']} of {due_count}, precision {counts['right']} of {given}, {dict(counts)}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
