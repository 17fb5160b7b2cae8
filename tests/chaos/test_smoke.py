"""A small storm on each database; `make chaos` blows the large one."""

import pytest

from tests.chaos.run import Kind, Plan, run


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_nothing_acknowledged_is_lost_or_said_twice_while_processes_are_killed(
    kind: Kind,
) -> None:
    report = await run(kind, Plan(events=300, kills=4, rate=60.0))
    assert report.good, report
    assert report.kills >= 4
    assert report.acknowledged >= 290
