"""The tables of the pages are written from the figures that are kept, and say what was missed."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import report
from tests.benchmarks.figures import Figure
from tests.benchmarks.storms import Run, figures_of

RUN = Run("advisor", "sqlite", 1, 20, 0, acknowledgement_50=3.14, turn_95=160.2)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = figures_of(
        RUN, "acknowledgement p50", "whole turn p95", targets={"whole turn p95": 150}
    )
    again = [Figure(found[0].name, 9.9, "ms")]
    file = tmp_path / "measured.json"
    runs = {
        name: {"day": day, "load": load, "seconds": 1.0, "figures": [vars(one) for one in given]}
        for name, day, load, given in (
            ("operations", "2026-11-27", 0.2, found),
            ("growth", "2026-11-28", 1.4, again),
        )
    }
    machine = {"processor": "2 x quick", "python": "3.11", "load": 0.2}
    file.write_text(json.dumps({"machine": machine, "benchmarks": runs}))
    held = report.measured(file)
    monkeypatch.setattr(report, "measured", lambda _=None: held)
    return file


@pytest.mark.usefixtures("kept")
def test_the_overview_shows_the_run_beside_its_peer_with_its_target() -> None:
    (row,) = [line for line in report.overview().splitlines() if "whole turn at 20" in line]
    assert row == "| whole turn at 20 a second, p50 / p95 |  | 160 ms, **missed** |  | 150 ms |"
    assert "| acknowledgement at 20 a second, p50 / p99 |  | 3.14 ms |  |  |" in report.overview()


@pytest.mark.usefixtures("kept")
def test_a_table_has_a_row_a_run_and_says_when_there_is_none() -> None:
    assert report.storms("operations").splitlines()[2:] == [
        "| advisor sqlite x1 at 20 a second | 3.14 ms | 160 ms, **missed** |"
    ]
    assert "tests.benchmarks capacity" in report.storms("capacity")


@pytest.mark.usefixtures("kept")
def test_the_days_and_the_loads_of_all_benchmarks_are_said() -> None:
    assert report.conditions().startswith("2 x quick, Python 3.11, 2026-11-27 to 2026-11-28; ")
    assert "load average 0.2 to 1.4" in report.conditions()
