"""The chart: a cost curve drawn as a PNG that reads on light and on dark backgrounds."""

import io
from typing import TYPE_CHECKING

from advisors import CostCurve, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PAPER, _INK, _GRID = "#f7f7f5", "#24292f", "#d0d4d9"
_COLOURS = {"prompt": "#0b6bcb", "rag": "#8a5a00", "fine-tune": "#b3261e", "hybrid": "#5b3fa8"}
_DASHES = {"prompt": "-", "rag": "--", "fine-tune": "-.", "hybrid": ":"}
_SIZE, _DPI = (9, 5.2), 130


def draw_chart(curve: CostCurve) -> bytes:
    """Draw the curve and return a PNG; blocking work of some hundred milliseconds.

    The picture carries its own background, so it reads the same in light and dark themes; the
    options differ by dash as well as by colour. Post it with `curve.alt_text`.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415  (heavy: loaded when first used)

    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor=_PAPER, layout="constrained")
    axes = figure.add_subplot()
    for series in curve.series:
        _draw_series(axes, curve, series)
    _mark(axes, curve)
    _dress(axes)
    picture = io.BytesIO()
    metadata = {"Description": curve.alt_text, "Software": None}
    figure.savefig(picture, format="png", backend="agg", metadata=metadata)
    return picture.getvalue()


def _draw_series(axes: "Axes", curve: CostCurve, series: Series) -> None:
    colour = _COLOURS.get(series.approach, _INK)
    volumes = [float(volume) for volume in curve.volumes]
    likely = [float(band.likely) for band in series.costs]
    low = [float(band.low) for band in series.costs]
    high = [float(band.high) for band in series.costs]
    axes.fill_between(volumes, low, high, color=colour, alpha=0.10, linewidth=0)
    style = _DASHES.get(series.approach, "-")
    label = f"{series.approach}: {series.name}"
    axes.plot(volumes, likely, color=colour, linestyle=style, linewidth=2.2, label=label)


def _mark(axes: "Axes", curve: CostCurve) -> None:
    axes.axvline(float(curve.volume), color=_INK, linewidth=1, alpha=0.6)
    _note(axes, float(curve.volume), 0.99, "your volume")
    even = curve.break_even
    if even is not None and curve.volumes[0] <= even <= curve.volumes[-1]:
        axes.axvline(float(even), color=_INK, linewidth=1, linestyle=":")
        _note(axes, float(even), 0.94, f"break-even {even:,.0f}")


def _note(axes: "Axes", at: float, height: float, words: str) -> None:
    place = axes.get_xaxis_transform()
    axes.text(at, height, f" {words}", transform=place, va="top", color=_INK, fontsize=9)


def _dress(axes: "Axes") -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_facecolor(_PAPER)
    axes.set_xlabel("Requests a month", color=_INK)
    axes.set_ylabel("Twelve months, USD (band: low to high)", color=_INK)
    axes.xaxis.set_major_formatter(_thousands)
    axes.yaxis.set_major_formatter(_thousands)
    axes.grid(visible=True, color=_GRID, linewidth=0.8)
    axes.tick_params(colors=_INK)
    axes.legend(facecolor=_PAPER, edgecolor=_GRID, labelcolor=_INK, fontsize=9)


def _thousands(value: float, _: float) -> str:
    return f"{value:,.0f}"
