"""Figures: what a benchmark found, in lines that people and `make bench` read alike."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from typing_extensions import override

_LINE: Final = re.compile(
    r"^= (?P<name>.+?) {2,}(?P<value>[\d.]+) (?P<unit>\S+)(?: {2}target (?P<most>[\d.]+))?(?: .*)?$"
)


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        name: What was measured.
        value: How much it is.
        unit: Of what.
        most: The target it is held to, None without one.
    """

    name: str
    value: float
    unit: str
    most: float | None = None

    @property
    def missed(self) -> bool:
        """Tell whether it is above its target."""
        return self.most is not None and self.value > self.most

    @override
    def __str__(self) -> str:
        target = "" if self.most is None else f"  target {self.most:g}"
        missed = " missed" if self.missed else ""
        return f"= {self.name:<72}  {self.value:>10.2f} {self.unit}{target}{missed}"


def tell(figures: Iterable[Figure]) -> int:
    """Print figures; return 1 when one misses its target, as an exit code."""
    told = list(figures)
    print(*told, sep="\n", flush=True)
    return int(any(one.missed for one in told))


def read(printed: str) -> Iterator[Figure]:
    """Yield the figures that a benchmark printed."""
    for line in printed.splitlines():
        if found := _LINE.match(line):
            most = found["most"]
            value, target = float(found["value"]), float(most) if most else None
            yield Figure(found["name"], value, found["unit"], target)
