"""Two workspaces side by side: neither ever sees a word of the other, and who leaves is gone."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from bot.app.demo import Demo
from bot.delivery import pending_age
from bot.playground.events import tell
from bot.store import export_workspace
from tests.security.tenants import Tenant
from tests.walks.test_installation import gone

ACTS = 60
"""Few enough for every run of the tests; set it higher to look longer."""


async def quiet(demo: Demo) -> None:
    """Wait until everything is worked and sent."""
    async with asyncio.timeout(60):
        while (await _waiting(demo)) > 0:  # noqa: ASYNC110  (a database rings no bell)
            await asyncio.sleep(0.02)


async def _waiting(demo: Demo) -> int:
    backlog = await pending_age(demo.bot.database)
    return backlog.arrivals + backlog.replies


async def act(tenants: tuple[Tenant, Tenant], acts: int, seed: int = 1) -> None:
    """Let people of both act by lot, a few at a time."""
    random = Random(seed)  # noqa: S311  (acts that can be repeated, not a secret)
    for _ in range(acts // 4):
        await asyncio.gather(*(random.choice(tenants).act(random) for _ in range(4)))
        await quiet(tenants[0].demo)


async def test_no_word_of_one_workspace_reaches_the_other(tenants: tuple[Tenant, Tenant]) -> None:
    await act(tenants, ACTS)

    for own, other in (tenants, tenants[::-1]):
        assert own.canary in own.heard()
        assert other.canary not in own.heard()
        async with own.demo.bot.database.reading(own.team) as session:
            kept = str(await export_workspace(session))
        assert own.canary in kept
        assert other.canary not in kept
        found = await own.demo.bot.library.search(other.canary, workspace=own.team, limit=5)
        assert other.canary not in str(found)


@pytest.mark.parametrize(
    "order", [("app_uninstalled", "tokens_revoked"), ("tokens_revoked", "app_uninstalled")]
)
async def test_who_leaves_is_gone_from_database_index_and_files_in_whichever_order_it_is_told(
    demo: Demo, tenants: tuple[Tenant, Tenant], order: tuple[str, str], tmp_path: Path
) -> None:
    leaving, staying = tenants
    await act(tenants, 12)
    slack = demo.slack
    for token in slack.world.tokens.values():
        if token.team == leaving.team:
            token.state = "token_revoked"
    for kind in (*order, *order):
        tokens = {"tokens": {"bot": ["U1"], "oauth": []}} if kind == "tokens_revoked" else {}
        event = {"type": kind, "event_ts": slack.world.new_ts(), **tokens}
        delivery = tell(slack.core, slack.world.workspaces[leaving.team], event)
        assert delivery is not None
        await delivery.finished.wait()
    await gone(demo, leaving.team)
    await quiet(demo)

    async with asyncio.timeout(10):
        while not await demo.bot.database.compact():  # noqa: ASYNC110  (the bot does so twice a minute)
            await asyncio.sleep(0.01)
    assert found_in(tmp_path, leaving.canary) == []
    assert found_in(tmp_path, staying.canary) != []
    assert await demo.bot.library.search(staying.canary, workspace=staying.team, limit=1)


def found_in(folder: Path, word: str) -> list[str]:
    """Return the files that hold a word, whatever wrote them."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path.relative_to(folder)) for path in files if word.encode() in path.read_bytes()]
