"""Report: the tables of README.md and deploy/SCALING.md, from what the benchmarks found.

`python -m tests.benchmarks.report` keeps the figures of `build/benchmarks.json` in `measured.json`;
cog writes both pages from that file (`make figures` does both).
"""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.figures import Figure

FOUND: Final = Path(__file__).parents[2] / "build" / "benchmarks.json"
MEASURED: Final = Path(__file__).with_name("measured.json")
_RUN: Final = re.compile(
    r"(?P<who>.+) at (?P<rate>\d+) a second(?:, (?P<old>[\d,]+) old rows)?: .+"
)
_KEPT: Final = ("day", "load", "seconds", "figures")


@dataclass(frozen=True)
class Row:
    """One row of the overview; a cell shows figures side by side, or nothing.

    Attributes:
        says: What was measured.
        cells: Names of figures for bare Bolt, for SQLite and for PostgreSQL.
    """

    says: str
    cells: Sequence[Sequence[str]]


def _timed(what: str, *parts: str) -> list[Row]:
    heads = ("bare Bolt", "advisor sqlite x1", "advisor postgresql x1")
    return [
        Row(
            f"{what} at {rate} a second, {' / '.join(parts)}",
            tuple(
                [f"{head} at {rate} a second: {what} {part}" for part in parts] for head in heads
            ),
        )
        for rate in (10, 20, 50, 100)
    ]


def _alone(says: str, *names: str) -> Row:
    return Row(says, ((), names, ()))


def _busy(says: str, metric: str) -> Row:
    names = [(f"advisor {kind} x1 at 100 a second: {metric}",) for kind in ("sqlite", "postgresql")]
    return Row(says, ((), *names))


OVERVIEW: Final = (
    *_timed("acknowledgement", "p50", "p99"),
    *_timed("whole turn", "p50", "p95"),
    _busy("turns a second that one core works", "turns a core"),
    _busy("processor a turn, when more is asked than it can do", "processor a turn"),
    Row(
        "processor a turn over 1,000,000 old rows, of that over none",
        ((), ("sqlite: a turn over 1,000,000 rows",), ("postgresql: a turn over 1,000,000 rows",)),
    ),
    _alone("start to first acknowledgement", "start to first acknowledgement"),
    _alone("start to ready", "start to ready"),
    _alone("resident memory after 50 turns", "resident memory after 50 turns"),
    _alone("one advice, processor", "one advice, developed against: processor, median"),
    _alone("one estimate, every route ranked", "one estimate, every route ranked"),
    _alone(
        "search in 10,000 passages, p50 / p95",
        "10,000 passages: search p50",
        "10,000 passages: search p95",
    ),
    _alone("one changed document of 10,000 passages", "10,000 passages: one changed document live"),
    _alone("full reload of 10,000 passages", "10,000 passages: full reload, pace"),
)


@cache
def measured(file: Path = MEASURED) -> dict[str, Any]:
    """Return what a file of figures holds."""
    held: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return held


def figures(file: Path = MEASURED) -> dict[str, Figure]:
    """Return every figure of a file by its name; of two that share it the first, beside its peer."""
    found: dict[str, Figure] = {}
    for run in measured(file)["benchmarks"].values():
        for one in run["figures"]:
            found.setdefault(one["name"], Figure(**one))
    return found


def latest(name: str) -> float:
    """Return a figure of the last run here, or else of the one that is kept."""
    found = figures(FOUND) if FOUND.exists() else {}
    return (found.get(name) or figures()[name]).value


def conditions() -> str:
    """Say on what the figures were measured, when, and how busy it was."""
    machine, runs = measured()["machine"], measured()["benchmarks"].values()
    days = sorted({run["day"] for run in runs})
    loads = sorted(run["load"] for run in runs)
    return (
        f"{machine['processor']}, Python {machine['python']}, {' to '.join(dict.fromkeys((days[0], days[-1])))}; "
        f"load average {loads[0]:.1f} to {loads[-1]:.1f} as each benchmark began, the one before it included"
    )


def overview() -> str:
    """Return the table of the README."""
    held = figures()
    lines = ["| | bare Bolt | SQLite | PostgreSQL | target |", "|---|---|---|---|---|"]
    for row in OVERVIEW:
        shown = [[held[name] for name in cell if name in held] for cell in row.cells]
        most = [one for cell in shown for one in cell if one.most is not None]
        target = f"{most[0].most:g} {most[0].unit}" if most else ""
        cells = [_shown(cell) for cell in shown]
        if any(cells):
            lines.append("| " + " | ".join([row.says, *cells, target]) + " |")
    return "\n".join(lines)


def storms(benchmark: str) -> str:
    """Return the table of one benchmark's runs: a row a run, a column a metric."""
    rows: dict[str, dict[str, Figure]] = {}
    for given in measured()["benchmarks"].get(benchmark, {"figures": []})["figures"]:
        if _RUN.fullmatch(given["name"]):
            head, _, metric = given["name"].rpartition(": ")
            rows.setdefault(head, {})[metric] = Figure(**given)
    if not rows:
        return f"Not measured: `python -m tests.benchmarks {benchmark}`."
    metrics = list(dict.fromkeys(metric for row in rows.values() for metric in row))
    lines = ["| " + " | ".join(["", *metrics]) + " |", "|---" * (len(metrics) + 1) + "|"]
    for head, row in rows.items():
        cells = [_shown([row[metric]]) if metric in row else "" for metric in metrics]
        lines.append("| " + " | ".join([head, *cells]) + " |")
    return "\n".join(lines)


def _shown(cell: Sequence[Figure]) -> str:
    if not cell:
        return ""
    values = " / ".join(_rounded(one.value) for one in cell)
    missed = ", **missed**" if any(one.missed for one in cell) else ""
    return f"{values} {cell[0].unit}{missed}"


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def main() -> int:
    """Keep what the last run found beside what earlier ones did; 2 when there was none."""
    if not FOUND.exists():
        sys.stderr.write("There are no figures yet.\n→ Run `make bench` first.\n")
        return 2
    found = measured(FOUND)
    before = measured()["benchmarks"] if MEASURED.exists() else {}
    now = {name: {part: run[part] for part in _KEPT} for name, run in found["benchmarks"].items()}
    held = {"machine": found["machine"], "benchmarks": {**before, **now}}
    MEASURED.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
