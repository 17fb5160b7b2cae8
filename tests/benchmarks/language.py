"""How well the guidance answers without a model: the offline form of `advisor eval`.

Usage: `python -m tests.benchmarks.language [QUESTIONS.toml]`; ends with 1 below a floor.
"""

import asyncio
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Final

from bot.clock import now, today
from bot.language import MemoryLedger
from bot.language.evaluation import Examiner, Report, measure, read_trials
from bot.store import open_database, upgrade
from knowledge import Library

QUESTIONS: Final = Path(__file__).parents[1] / "knowledge" / "guidance" / "questions.toml"
FLOORS: Final[Mapping[str, float]] = {"grounded": 0.9, "cited_right": 0.85, "refused": 0.85}


async def examine(questions: Path, folder: Path) -> Report:
    """Ask every question of a file, in a fresh knowledge base."""
    database = open_database(f"sqlite:///{folder / 'benchmark.sqlite3'}")
    await upgrade(database)
    library = await Library.open(database.engine, folder / "knowledge", clock=now)
    examiner = Examiner(library, None, "", today(), perf_counter)
    verdicts = [one async for one in examiner.examine(read_trials(questions))]
    await library.close()
    await database.close()
    return measure(verdicts, MemoryLedger())


def main(questions: Path = QUESTIONS) -> int:
    """Print the report; returns 0 when nothing is below its floor."""
    with tempfile.TemporaryDirectory() as folder:
        report = asdict(asyncio.run(examine(questions, Path(folder))))
    for name, value in report.items():
        floor = f"  (at least {FLOORS[name]})" if name in FLOORS else ""
        print(f"{name:20} {value}{floor}")
    return 0 if all((report[name] or 0) >= floor for name, floor in FLOORS.items()) else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
