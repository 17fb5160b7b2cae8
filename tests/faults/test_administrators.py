"""Slack fails while an administrator reloads, and while a workspace comes and goes.

Each ends in one answer, or in one page that says what happened and what to do next.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import workspaces
from bot.app.demo import Demo, demonstrating
from bot.delivery import outcomes, worker
from bot.playground.events import tell
from bot.playground.faults import Fault, FaultKind
from tests.faults.test_steps import FAULTS
from tests.waiting import worked
from tests.walks.conftest import USE_CASE, Walk
from tests.walks.test_installation import HOME, Browser, demo, gone, installed

__all__ = ["demo"]

KINDS: tuple[FaultKind, ...] = ("html", "cut", "text")
EVERY_FAULT = {**FAULTS, "token_expired": Fault("error", code="token_expired")}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once: how long the bot waits is told by tests/delivery."""
    monkeypatch.setattr(outcomes, "SETTLING_SECONDS", 0.02)
    monkeypatch.setattr(outcomes, "PARKED_SECONDS", 0.02)
    monkeypatch.setattr(outcomes, "_backoff", lambda _: 0.02)
    monkeypatch.setattr(worker, "BACKOFF_SECONDS", 0.02)
    monkeypatch.setattr(worker, "PARKED_SECONDS", 0.02)
    monkeypatch.setattr(workspaces, "ASK_AGAIN_SECONDS", 0.02)


async def test_a_reload_is_reported_once_whatever_slack_does(tmp_path: Path) -> None:
    async with demonstrating(tmp_path) as playing:
        walk = Walk(playing)
        for number, fault in enumerate(EVERY_FAULT.values()):
            people = [walk.ada, walk.slack.workspace.bot.id]
            room = walk.slack.world.add_channel(HOME, f"room-{number}", "public", people).id
            walk.slack.faults.add(replace(fault, method="users.info", seconds=0.1))
            await walk.slack.command(walk.ada, room, "/advise-admin", "reload")
            asked = await walk.seen(walk.ada, room, "Reload the knowledge base")
            walk.slack.faults.add(replace(fault, method="users.info", seconds=0.1))
            await walk.slack.press(walk.ada, asked, "Reload")
            await walk.seen(walk.ada, room, "version 0 goes on answering")
            await walk.slack.settle()

            told = [one.text for one in walk.slack.messages(room, viewer=walk.ada)]
            assert len(told) == 1, (fault, told)
        assert len(walk.slack.faults.struck) == 2 * len(EVERY_FAULT)


async def test_an_installation_that_slack_spoils_says_so_and_works_the_next_time(
    demo: Demo,
) -> None:
    walk = Walk(demo)
    for name, fault in FAULTS.items():
        demo.slack.faults.add(replace(fault, method="oauth.v2.access", seconds=0.1))
        status, page = await Browser(demo).install(HOME)
        assert (name, status) == (name, 502)
        assert "Start again at /slack/install" in page
        assert await installed(demo) == []
    assert (await Browser(demo).install(HOME))[0] == 200
    await demo.slack.command(walk.mia, walk.team, "/advise", USE_CASE)
    await demo.slack.wait_for(lambda: demo.slack.messages(walk.team))


async def test_who_leaves_is_gone_whatever_slack_does(demo: Demo) -> None:
    for fault in FAULTS.values():
        await Browser(demo).install(HOME)
        demo.slack.faults.add(replace(fault, method="auth.test", seconds=0.1))
        await demo.slack.uninstall(HOME)
        await gone(demo, HOME)
    assert len(demo.slack.faults.struck) == len(FAULTS)


async def test_a_late_farewell_changes_nothing_when_slack_cannot_be_read(demo: Demo) -> None:
    slack = demo.slack
    await Browser(demo).install(HOME)
    for status in 200, 403, 503:
        for kind in KINDS:
            slack.faults.add(Fault(kind, "auth.test", status=status))
            farewell = {"type": "app_uninstalled", "event_ts": slack.world.new_ts()}
            delivery = tell(slack.core, slack.world.workspaces[HOME], farewell)
            assert delivery is not None
            await delivery.finished.wait()
            await worked(demo.bot.database)
            assert await installed(demo) == [HOME], (kind, status)
