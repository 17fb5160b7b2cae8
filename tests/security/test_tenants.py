"""Two workspaces side by side: neither ever sees a word of the other, and who leaves is gone."""

from pathlib import Path

import pytest

from bot.app.demo import Demo
from bot.playground.events import tell
from tests.security.tenants import Tenants, act, strangers
from tests.waiting import quiet, until
from tests.walks.test_installation import gone

ACTS = 60
"""Few enough for every run of the tests; `python -m tests.security` looks longer."""


async def test_no_word_of_one_workspace_reaches_the_other(tenants: Tenants) -> None:
    await act(tenants, ACTS)

    for own in tenants:
        assert await own.strange(own.canary) == ["sent", "kept", "found"]  # it would be seen
    assert await strangers(tenants) == []


@pytest.mark.parametrize(
    "order", [("app_uninstalled", "tokens_revoked"), ("tokens_revoked", "app_uninstalled")]
)
async def test_who_leaves_is_gone_from_database_index_and_files_in_whichever_order_it_is_told(
    demo: Demo, tenants: Tenants, order: tuple[str, str], tmp_path: Path
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
    await quiet(demo.bot.database)

    await until(demo.bot.database.compact)  # the bot does so twice a minute
    assert found_in(tmp_path, leaving.canary) == []
    assert found_in(tmp_path, staying.canary) != []
    assert await demo.bot.library.search(staying.canary, workspace=staying.team, limit=1)


def found_in(folder: Path, word: str) -> list[str]:
    """Return the files that hold a word, whatever wrote them."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path.relative_to(folder)) for path in files if word.encode() in path.read_bytes()]
