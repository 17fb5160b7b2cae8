"""The chart: a cost curve drawn as a PNG that reads on light and on dark backgrounds."""

import io
from decimal import Decimal
from math import log
from textwrap import fill
from typing import TYPE_CHECKING, Literal

from advisors import CostCurve, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PAPER, _INK, _GRID = "#f7f7f5", "#24292f", "#d0d4d9"
_COLOURS = {"prompt": "#0b6bcb", "rag": "#8a5a00", "fine-tune": "#b3261e", "hybrid": "#5b3fa8"}
_DASHES = {"prompt": "-", "rag": "--", "fine-tune": "-.", "hybrid": ":"}
_SIZE, _DPI = (7, 6), 160
_WIDEST = 58
"""Letters on one line of the legend."""
_FAR = 0.6
"""Share of the width beyond which no note fits on the right of its line."""
_FONT, _SMALL = 14, 13
"""Points: still nine pixels high where the picture is shown 360 pixels wide."""


def draw_chart(curve: CostCurve) -> bytes:
    """Draw the curve and return a PNG; blocking work of some hundred milliseconds.

    The picture carries its own background, so it reads the same in light and dark themes; the
    options differ by dash as well as by colour, and the recommended one is the thickest. Post it with `curve.alt_text`.
    """
    picture = io.BytesIO()
    metadata = {"Description": curve.alt_text, "Software": None}
    compose(curve).savefig(picture, format="png", backend="agg", metadata=metadata)
    return picture.getvalue()


def compose(curve: CostCurve) -> "Figure":
    """Return the figure with everything in its place, not yet drawn."""
    from matplotlib.figure import Figure  # noqa: PLC0415  (heavy: loaded when first used)

    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor=_PAPER, layout="constrained")
    axes = figure.add_subplot()
    drawn: set[str] = set()
    for series in curve.series:
        draw = _draw_rival if series.approach in drawn else _draw_series
        draw(axes, curve, series)
        drawn.add(series.approach)
    _mark(axes, curve)
    _dress(axes)
    _explain(figure)
    return figure


def _draw_series(axes: "Axes", curve: CostCurve, series: Series) -> None:
    colour = _COLOURS.get(series.approach, _INK)
    volumes = [float(volume) for volume in curve.volumes]
    likely = [float(band.likely) for band in series.costs]
    low = [float(band.low) for band in series.costs]
    high = [float(band.high) for band in series.costs]
    shade, edges, width = (0.16, 0.7, 5.0) if series.recommended else (0.03, 0.25, 2.4)
    axes.fill_between(volumes, low, high, color=colour, alpha=shade, linewidth=0)
    for edge in (low, high):
        axes.plot(volumes, edge, color=colour, alpha=edges, linewidth=0.8)
    style = _DASHES.get(series.approach, "-")
    axes.plot(volumes, likely, color=colour, linestyle=style, linewidth=width, label=series.label)


def _draw_rival(axes: "Axes", curve: CostCurve, series: Series) -> None:
    """Draw another route of an approach, cheapest at the break-even: thin and without a band."""
    colour = _COLOURS.get(series.approach, _INK)
    volumes = [float(volume) for volume in curve.volumes]
    likely = [float(band.likely) for band in series.costs]
    axes.plot(volumes, likely, color=colour, linestyle="-", linewidth=1.2, label=series.label)


def _mark(axes: "Axes", curve: CostCurve) -> None:
    axes.axvline(float(curve.volume), color=_INK, linewidth=1, alpha=0.6)
    _note(axes, curve, curve.volume, 0.99, "your volume")
    even = curve.break_even
    if even is not None and curve.volumes[0] <= even <= curve.volumes[-1]:
        axes.axvline(float(even), color=_INK, linewidth=1, linestyle=":")
        about = float(f"{even:.2g}")  # its assumptions carry two digits, no more
        words = f"break-even ≈ {about:,.0f}"
        _note(axes, curve, even, 0.92, words)


def _note(axes: "Axes", curve: CostCurve, at: Decimal, height: float, words: str) -> None:
    """Write beside a vertical line, on its left where the picture would end on its right."""
    first, last, here = (float(one) for one in (curve.volumes[0], curve.volumes[-1], at))
    far = log(here / first) > _FAR * log(last / first)
    place = axes.get_xaxis_transform()
    side: Literal["left", "right"] = "right" if far else "left"
    text = axes.text(here, height, f" {words} ", transform=place, va="top", ha=side)
    text.set(color=_INK, fontsize=_SMALL)
    text.set_bbox({"facecolor": _PAPER, "edgecolor": "none", "pad": 1})


def _dress(axes: "Axes") -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_facecolor(_PAPER)
    axes.set_xlabel("Requests a month", color=_INK, fontsize=_FONT)
    axes.set_ylabel("USD in twelve months", color=_INK, fontsize=_FONT)
    axes.xaxis.set_major_formatter(_thousands)
    axes.yaxis.set_major_formatter(_thousands)
    axes.grid(visible=True, color=_GRID, linewidth=0.8)
    axes.tick_params(colors=_INK, labelsize=_SMALL)
    axes.minorticks_off()


def _explain(figure: "Figure") -> None:
    """Put the legend below, where it hides no line."""
    from matplotlib.patches import Patch  # noqa: PLC0415  (heavy: loaded when first used)

    handles, names = figure.axes[0].get_legend_handles_labels()
    labels = [fill(name, _WIDEST, subsequent_indent="    ") for name in names]
    handles.append(Patch(color=_INK, alpha=0.15))
    labels.append("shaded: from the low to the high estimate")
    legend = figure.legend(handles, labels, loc="outside lower left", frameon=False)
    for text in legend.get_texts():
        text.set(color=_INK, fontsize=_SMALL)


def _thousands(value: float, _: float) -> str:
    return f"{value:,.0f}"
