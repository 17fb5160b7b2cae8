"""The real command, from one process to several, as an operator runs it."""

from functools import partial
from pathlib import Path
from time import monotonic

import pytest

from bot.conversation import Said
from bot.delivery import Inbox
from bot.store import open_database
from bot.turns import Visit, arrival_of
from tests.benchmarks.load import Crowd
from tests.operations.conftest import Site

pytestmark = pytest.mark.timeout(400)  # whole processes start and stop
NOVELTY = "# Zibeline\n\nA zibeline adapter costs 4,711 credits and needs seventeen examples.\n"


async def test_serve_answers_is_watched_and_leaves_with_zero(site: Site) -> None:
    process = await site.start("serve")
    asked = [await site.ask(process, number) for number in range(5)]
    await site.until_answered(*asked)

    metrics = await site.read(process, "/metrics")
    began = monotonic()
    code = await process.stop()

    assert 'advisor_visits_total{outcome="stored"} 5.0' in metrics
    assert 'advisor_turns_total{kind="said",outcome="done"} 5.0' in metrics
    assert 'advisor_sends_total{method="chat.postMessage",outcome="sent"}' in metrics
    assert code == 0
    assert monotonic() - began < 25


async def test_told_to_stop_under_load_it_loses_nothing(site: Site) -> None:
    first = await site.start("serve", "data")
    asked = [await site.ask(first, number) for number in range(20)]
    assert await first.stop() == 0
    again = await site.start("serve", "data")
    await site.until_answered(*asked)
    assert await site.read(again, "/readyz") == '{"status":"ready","faults":{}}'
    assert max(site.crowd.told().values()) == 1


@pytest.mark.parametrize("folder", ["data", "a folder of its own"])
async def test_a_second_process_on_a_sqlite_database_is_refused_in_words(
    tmp_path: Path, shared_site: Site, folder: str
) -> None:
    shared_site.url = f"sqlite:///{tmp_path / 'only.sqlite3'}"
    await shared_site.start("serve", "data")
    for role in ("serve", "worker"):
        code, printed = await shared_site.run(role, "--port", "0", folder=folder)
        assert code == 1
        assert "Another process already serves from" in printed
        assert "PostgreSQL" in printed


async def test_a_worker_without_a_door_answers_from_its_own_copy_of_what_another_has_published(
    shared_site: Site, tmp_path: Path
) -> None:
    worker = await shared_site.start("worker", "one")
    await shared_site.start("worker", "two")
    async with shared_site.session.post(f"{worker.address}/slack/events") as refused:
        assert refused.status == 404
    document = tmp_path / "zibeline.md"
    document.write_text(NOVELTY)
    team = shared_site.crowd.slack.workspace.id
    words = ("kb", "add", str(document), "--workspace", team)
    code, printed = await shared_site.run(*words, folder="three")
    assert code == 0, printed
    for name in ("one", "two", "three"):
        assert list((tmp_path / name / "knowledge").iterdir()), name

    await shared_site.processes[1].stop()
    crowd = shared_site.crowd
    database = open_database(shared_site.url)
    for number in range(3):  # the worker looks for a new version once a second
        ts = crowd.slack.world.new_ts()
        visit = Visit(
            key=f"Ev{number}",
            at=ts,
            workspace=crowd.slack.workspace.id,
            user=crowd.slack.member.id,
            channel=crowd.channels[number].id,
            act=Said("what does a zibeline adapter cost?", "mention", addressed=True),
        )
        await Inbox(database).store(arrival_of(visit))
        await crowd.slack.wait_for(partial(_is_answered, crowd, f"Ev{number}"), 30)
    await database.close()

    said = [one.text for channel in crowd.channels for one in channel.messages.values()]
    assert any("4,711 credits" in text for text in said), said
    assert await worker.stop() == 0


def _is_answered(crowd: Crowd, key: str) -> bool:
    return key in crowd.answered()


async def test_the_tables_go_back_and_forth(site: Site) -> None:
    refused, words = await site.run("db", "downgrade", "base")
    assert (refused, "backup" in words) == (2, True)
    back, _ = await site.run("db", "downgrade", "base", "--yes")
    wanting, says = await site.run("db", "check")
    forth, _ = await site.run("db", "upgrade")
    assert (back, wanting, forth) == (0, 1, 0)
    assert "advisor db upgrade" in says
