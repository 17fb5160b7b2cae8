"""Charts: the four kinds that a data visualization draws, and how their parts fit together."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.blocks import limits
from bot.blocks.linting.checks import (
    Check,
    Fault,
    Object,
    anything,
    join,
    many,
    number_value,
    shape,
    string,
    typed,
)

_LABEL: Final = string(limits.CHART_LABEL)
_POINT: Final = shape({"label": _LABEL, "value": number_value}, ["label", "value"])
_SERIES: Final = shape(
    {"name": _LABEL, "data": many(_POINT, limits.CHART_POINTS)}, ["name", "data"]
)
_AXIS: Final = shape(
    {
        "categories": many(_LABEL, limits.CHART_POINTS),
        "x_label": string(limits.CHART_TITLE),
        "y_label": string(limits.CHART_TITLE),
    },
    ["categories"],
)


def _segment(value: object, path: str) -> Iterator[Fault]:
    yield from _POINT(value, path)
    size = value.get("value") if isinstance(value, Mapping) else None
    if isinstance(size, int | float) and size <= 0:
        yield Fault(join(path, "value"), "range", "a slice of a pie is larger than 0")


def _listed(value: Object, key: str) -> list[Mapping[str, Any]]:
    found = value.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _fitting(value: Object, path: str) -> Iterator[Fault]:
    """Check that the names of the series differ and that each has one point for each category."""
    series = _listed(value, "series")
    names = [str(one.get("name")) for one in series]
    if len(set(names)) < len(names):
        yield Fault(join(path, "series"), "duplicate", "two series have the same name")
    axis = value.get("axis_config")
    listed = axis.get("categories") if isinstance(axis, Mapping) else None
    if not isinstance(listed, list):
        return
    known = [str(one) for one in listed]
    if len(set(known)) < len(known):
        yield Fault(f"{path}.axis_config.categories", "duplicate", "two categories are the same")
    for at, one in enumerate(series):
        labels = [str(point.get("label")) for point in _listed(one, "data")]
        if sorted(labels) != sorted(set(known)):
            yield Fault(f"{path}.series[{at}].data", "choice", "needs one point for each category")


_PLOTTED: Final = shape(
    {"type": anything, "series": many(_SERIES, limits.CHART_SERIES), "axis_config": _AXIS},
    ["series", "axis_config"],
    _fitting,
)
_KINDS: Final[Mapping[str, Check]] = {
    "pie": shape({"type": anything, "segments": many(_segment, limits.CHART_SERIES)}, ["segments"]),
    "bar": _PLOTTED,
    "area": _PLOTTED,
    "line": _PLOTTED,
}
CHART: Final = typed(_KINDS, "chart")
