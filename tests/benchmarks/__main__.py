"""`python -m tests.benchmarks`: every benchmark there is, one after another, each in its time.

Prints their tables, writes `build/benchmarks.json` with what each printed, and ends with 1 when one
missed its target or its time.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from tests.benchmarks.machine import this_machine

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
LIMITS = {
    "decision": 600,
    "costs": 120,
    "retrieval": 900,
    "language": 300,
    "slack": 600,
    "simulation": 60,
    "operations": 900,
}
"""Seconds each may take. `intake` needs two files that are not ours to ship, so it runs by hand."""


@dataclass(frozen=True)
class Outcome:
    """How one benchmark ended.

    Attributes:
        code: 0: every target met; -1: it ran out of time.
        seconds: How long it took.
        printed: Its tables.
    """

    name: str
    code: int
    seconds: float
    printed: str


def available() -> list[str]:
    """Return the names of the benchmarks that are there."""
    return [
        name
        for name in LIMITS
        if (HERE / f"{name}.py").exists() or (HERE / name / "__main__.py").exists()
    ]


def run(name: str) -> Outcome:
    """Run one benchmark and print what it prints."""
    began = monotonic()
    command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=LIMITS[name], check=False
        )
        code, printed = done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired as error:
        code, printed = -1, bytes(error.stdout or b"").decode(errors="replace")
    return Outcome(name, code, monotonic() - began, printed)


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
    given.json.parent.mkdir(parents=True, exist_ok=True)
    results = {"machine": asdict(machine), "benchmarks": [asdict(one) for one in outcomes]}
    given.json.write_text(json.dumps(results, indent=2) + "\n")
    return int(any(outcome.code for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
