"""Machine: what a figure was measured on, without which it says nothing."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override


@dataclass(frozen=True)
class Machine:
    """Where a benchmark ran.

    Attributes:
        processor: Its name, and how many of them.
        python: Version.
        load: Load average of the last minute, at the beginning.
    """

    processor: str
    python: str
    load: float

    @override
    def __str__(self) -> str:
        return f"{self.processor}, Python {self.python}, load {self.load:.1f} at the beginning"


def this_machine() -> Machine:
    """Return the machine this process runs on."""
    names = [
        line.partition(":")[2].strip()
        for line in _lines(Path("/proc/cpuinfo"))
        if line.startswith("model name")
    ]
    name = names[0] if names else platform.machine()
    return Machine(f"{os.cpu_count()} x {name}", platform.python_version(), os.getloadavg()[0])


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def percentile(values: list[float], part: int) -> float:
    """Return the value below which a part of the values lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)] if ordered else 0.0
