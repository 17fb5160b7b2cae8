"""The chart is a PNG that carries its own background and the same bytes for the same curve."""

from dataclasses import replace
from decimal import Decimal

from advisors.costs import CostCurve, Series
from advisors.estimate import Band
from bot.chart import compose, draw_chart


def curve(even: Decimal | None) -> CostCurve:
    volumes = (Decimal(1000), Decimal(10_000), Decimal(100_000))
    costs = tuple(Band(volume, volume * 2, volume * 3) for volume in volumes)
    series = tuple(
        Series(name, "acme one", costs) for name in ("prompt", "rag", "fine-tune", "hybrid")
    )
    return CostCurve(volumes, series, Decimal(10_000), even, "Costs rise with volume.")


def test_a_curve_becomes_a_picture_with_its_words_inside() -> None:
    picture = draw_chart(curve(Decimal(50_000)))
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert b"Costs rise with volume." in picture


def test_the_names_of_a_model_and_its_heir_stay_inside_the_picture() -> None:
    drawn = curve(Decimal(50_000))
    long = "openai gpt-4o-mini, then google gemini-3.1-flash-lite-preview-2026"
    figure = compose(replace(drawn, series=(Series("hybrid", long, drawn.series[0].costs),)))
    figure.draw_without_rendering()
    (legend,) = figure.legends
    assert legend.get_window_extent().x1 <= figure.bbox.x1


def test_the_same_curve_gives_the_same_bytes() -> None:
    assert draw_chart(curve(None)) == draw_chart(curve(None))
    assert draw_chart(curve(None)) != draw_chart(curve(Decimal(50_000)))


def test_the_recommended_line_is_the_thickest_and_its_band_the_strongest() -> None:
    drawn = curve(Decimal(50_000))
    marked = tuple(replace(one, recommended=one.approach == "rag") for one in drawn.series)
    (axes,) = compose(replace(drawn, series=marked)).axes
    widths = {str(line.get_label()): line.get_linewidth() for line in axes.lines}
    thickest = max(widths, key=lambda label: widths[label])
    assert thickest == "→ prompt with retrieval: acme one (recommended)"
    shades = [band.get_alpha() or 0 for band in axes.collections]
    assert shades[1] == max(shades)
    assert shades.count(max(shades)) == 1


def test_the_break_even_is_named_beside_its_line_inside_the_picture() -> None:
    for even in (1_200, 10_000, 90_000):
        figure = compose(curve(Decimal(even)))
        figure.draw_without_rendering()
        (axes,) = figure.axes
        (note,) = (text for text in axes.texts if "break-even" in text.get_text())
        extent = note.get_window_extent()
        assert figure.bbox.x0 <= extent.x0
        assert extent.x1 <= figure.bbox.x1
