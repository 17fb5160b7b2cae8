"""The chart is a PNG that carries its own background and the same bytes for the same curve."""

from decimal import Decimal

from advisors.costs import CostCurve, Series
from advisors.estimate import Band
from bot.chart import draw_chart


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


def test_the_same_curve_gives_the_same_bytes() -> None:
    assert draw_chart(curve(None)) == draw_chart(curve(None))
    assert draw_chart(curve(None)) != draw_chart(curve(Decimal(50_000)))
