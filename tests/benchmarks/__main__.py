"""`python -m tests.benchmarks [NAME …]`: every benchmark, one after another, each in its time.

Prints what each prints and then one table of all figures, and ends with 1 when one missed its
target or its time. What each found is added to `build/benchmarks.json` as soon as it has ended, so
that a run of some keeps what the others found before; `make figures` takes it into the pages.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from bot.clock import today
from tests.benchmarks.figures import read
from tests.benchmarks.machine import Machine, this_machine

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
LIMITS = {
    "turns": 300,
    "operations": 450,
    "capacity": 450,
    "growth": 450,
    "simulation": 60,
    "slack": 450,
    "decision": 450,
    "costs": 120,
    "retrieval": 450,
    "language": 300,
}
"""Seconds each may take. By hand run `intake`, which needs two files that are not ours to ship, and
`lending`, which counts and times nothing."""


@dataclass(frozen=True)
class Outcome:
    """How one benchmark ended.

    Attributes:
        code: 0: every target met; -1: it ran out of time.
        seconds: How long it took.
        printed: Its tables.
        day: When it ran.
        load: Load average of the last minute, at its beginning.
    """

    name: str
    code: int
    seconds: float
    printed: str
    day: str
    load: float


def available() -> list[str]:
    """Return the names of the benchmarks that are there."""
    return [
        name
        for name in LIMITS
        if (HERE / f"{name}.py").exists() or (HERE / name / "__main__.py").exists()
    ]


def run(name: str) -> Outcome:
    """Run one benchmark and print what it prints."""
    began, load = monotonic(), os.getloadavg()[0]
    command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=LIMITS[name], check=False
        )
        code, printed = done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired as error:
        code, printed = -1, bytes(error.stdout or b"").decode(errors="replace")
    return Outcome(name, code, monotonic() - began, printed, today().isoformat(), load)


def main() -> int:
    """Run those that are named, or all."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(available())}")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "benchmarks.json")
    given = parser.parse_args()
    machine, outcomes = this_machine(), []
    print(machine)
    for name in given.names or available():
        print(f"\n== {name}", flush=True)
        outcome = run(name)
        outcomes.append(outcome)
        print(outcome.printed, end="")
        print(f"-- {name}: code {outcome.code}, {outcome.seconds:.0f} s", flush=True)
        keep(given.json, machine, outcome)
    print("\n== all figures")
    for outcome in outcomes:
        print(*read(outcome.printed), sep="\n")
    return int(any(outcome.code for outcome in outcomes))


def keep(file: Path, machine: Machine, outcome: Outcome) -> None:
    """Write what ran into a file, beside what other benchmarks found before."""
    held = json.loads(file.read_text())["benchmarks"] if file.exists() else {}
    held[outcome.name] = {
        **asdict(outcome),
        "figures": [asdict(found) for found in read(outcome.printed)],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"machine": asdict(machine), "benchmarks": held}, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
