"""Small storms on each database; `make chaos` blows the large ones."""

from dataclasses import replace

import pytest

from tests.chaos.run import Plan, run
from tests.chaos.source import Kind

IN_FLIGHT = 8
"""Messages that one process has under way at a time: `Sender.concurrency`."""
CALM = Plan("smoke", events=200, kills=0, rate=40.0)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_nothing_acknowledged_is_lost_or_said_twice_while_processes_are_killed(
    kind: Kind,
) -> None:
    report = await run(kind, replace(CALM, events=300, kills=4, rate=60.0))
    assert report.good, report
    assert report.kills >= 4
    assert report.acknowledged >= 290


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_nothing_acknowledged_is_lost_or_said_twice_while_the_database_is_away(
    kind: Kind,
) -> None:
    report = await run(kind, replace(CALM, outages=1))
    assert report.good, report
    assert report.acknowledged >= 190


async def test_nothing_acknowledged_is_lost_or_worked_twice_when_a_process_stalls_past_its_lease() -> (
    None
):
    """What was on its way when it stalled may be said twice: it leaves when the process goes on."""
    report = await run("postgresql", replace(CALM, pauses=1))
    assert (report.lost, report.broken, report.misworked, report.dead) == ((), (), (), 0)
    assert len(report.doubled) <= IN_FLIGHT
    assert report.acknowledged >= 190
