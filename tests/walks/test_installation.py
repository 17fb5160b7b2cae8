"""Workspaces come and go: installation by OAuth, tokens of their own, and nothing left behind."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from sqlalchemy import select

from bot.app.demo import Demo, demonstrating
from bot.playground.events import tell
from bot.slack import new_key
from bot.store import export_workspace
from bot.store.tables import installation
from tests.settled import settle
from tests.waiting import until, worked
from tests.walks.conftest import USE_CASE, Walk

HOME, OTHER = "T0PLAY", "T0OTHER"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with installable(settle(tmp_path)) as playing:
        yield playing


@asynccontextmanager
async def installable(folder: Path) -> AsyncIterator[Demo]:
    """Run the advisor beside a Slack of two workspaces, neither of which has installed it yet."""
    port = free_port()
    given = {
        "port": port,
        "public_url": f"http://127.0.0.1:{port}",
        "slack_client_id": "1.2",
        "slack_client_secret": "playground-client-secret",
        "encryption_keys": new_key(),
        "slack_bot_token": "",
    }
    async with demonstrating(folder, given=given) as playing:
        slack = playing.slack
        for token in slack.world.tokens.values():
            token.state = "token_revoked"  # only what OAuth hands out is good
        other = slack.add_workspace(OTHER, "Other", "xoxb-never-given")
        slack.world.tokens["xoxb-never-given"].state = "token_revoked"
        people = [slack.world.add_person(OTHER, "oda", "Oda", "admin").id, other.bot.id]
        slack.world.add_channel(OTHER, "others", "public", people)
        yield playing


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("advisor.sqlite3*"))


class Browser:
    """A browser with its own cookies."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.cookies = aiohttp.CookieJar(unsafe=True)

    async def get(self, url: str) -> tuple[int, str, str]:
        async with (
            aiohttp.ClientSession(cookie_jar=self.cookies) as http,
            http.get(url, allow_redirects=False) as answer,
        ):
            self.cookies = http.cookie_jar  # type: ignore[assignment]  # the jar given above
            return answer.status, answer.headers.get("Location", ""), await answer.text()

    async def begin(self) -> str:
        status, location, _ = await self.get(f"{self.demo.bot.address}/slack/install")
        assert status == 302
        return location

    async def approve(self, location: str, team: str) -> str:
        return (await self.get(f"{location}&team={team}"))[1]

    async def install(self, team: str) -> tuple[int, str]:
        back = await self.approve(await self.begin(), team)
        status, _, page = await self.get(back)
        return status, page


async def installed(demo: Demo) -> list[str]:
    async with demo.bot.database.reading("*") as session:
        rows = await session.execute(select(installation.c.workspace))
        return sorted(rows.scalars())


async def gone(demo: Demo, team: str) -> None:
    """Wait until a workspace has left and every farewell is worked."""

    async def has_left() -> bool:
        return team not in await installed(demo)

    await until(has_left)
    await worked(demo.bot.database)


async def leave(demo: Demo, team: str, kind: str) -> None:
    """Tell the bot one of the two farewells of a workspace, whose tokens are dead by then."""
    workspace = demo.slack.world.workspaces[team]
    for token in demo.slack.world.tokens.values():
        token.state = "account_inactive" if token.team == team else token.state
    tokens = {"tokens": {"oauth": [], "bot": [workspace.bot.id]}} if kind[0] == "t" else {}
    farewell = {"type": kind, "event_ts": demo.slack.world.new_ts(), **tokens}
    delivery = tell(demo.slack.core, workspace, farewell)
    assert delivery is not None
    await delivery.finished.wait()


async def test_two_workspaces_install_and_each_is_answered_with_its_own_token(demo: Demo) -> None:
    slack = demo.slack
    status, page = await Browser(demo).install(HOME)
    assert (status, "Installed in Playground" in page) == (200, True)
    await Browser(demo).install(OTHER)
    assert await installed(demo) == [OTHER, HOME]

    walk = Walk(demo)
    await walk.open()
    others = walk.channel("others")
    await slack.command(slack.person("oda").id, others, "/advise", USE_CASE)
    await slack.wait_for(lambda: slack.messages(others))

    posted = {(call.team, call.args["channel"]) for call in slack.calls_of("chat.postMessage")}
    assert posted == {(HOME, walk.team), (OTHER, others)}


async def test_an_organisation_installs_once_and_each_of_its_workspaces_is_answered(
    demo: Demo,
) -> None:
    slack, walk = demo.slack, Walk(demo)
    for workspace in slack.world.workspaces.values():
        workspace.enterprise = "E0ORG"
    status, page = await Browser(demo).install(HOME)
    assert (status, "Installed in The organisation" in page) == (200, True)
    assert await installed(demo) == ["E0ORG"]

    root = await walk.open()
    await walk.recommended(root)
    others = walk.channel("others")
    await slack.command(slack.person("oda").id, others, "/advise", USE_CASE)
    await slack.wait_for(lambda: slack.messages(others))
    async with demo.bot.database.reading(HOME) as session:
        kept = await export_workspace(session)
    assert others not in str(kept)

    await slack.uninstall(HOME)
    await gone(demo, "E0ORG")


async def test_a_state_is_good_once_and_in_the_browser_that_began(demo: Demo) -> None:
    mine, stranger = Browser(demo), Browser(demo)
    back = await mine.approve(await mine.begin(), HOME)

    assert (await stranger.get(back))[0] == 400
    assert (await mine.get(back))[0] == 400  # the stranger's attempt has used it up
    again = await mine.approve(await mine.begin(), HOME)
    assert (await mine.get(again))[0] == 200
    assert (await mine.get(again))[0] == 400
    assert (await mine.get(f"{demo.bot.address}/slack/oauth_redirect?code=x&state=y"))[0] == 400
    assert await installed(demo) == [HOME]


async def test_the_way_back_is_fixed_and_a_refusal_installs_nothing(demo: Demo) -> None:
    browser = Browser(demo)
    asked = parse_qs(urlsplit(await browser.begin()).query)

    assert asked["redirect_uri"] == [f"{demo.bot.address}/slack/oauth_redirect"]
    back = f"{asked['redirect_uri'][0]}?error=access_denied&state={asked['state'][0]}"
    assert (await browser.get(back))[0] == 400
    assert await installed(demo) == []


async def test_no_token_stands_readable_in_the_files_of_the_database(
    demo: Demo, tmp_path: Path
) -> None:
    demo.slack.core.rotating = True
    await Browser(demo).install(HOME)

    kept = everything_in(tmp_path)
    assert b"T0PLAY" in kept
    assert b"xoxb-" not in kept
    assert b"xoxe" not in kept


@pytest.mark.parametrize(
    "farewells", [("tokens_revoked", "app_uninstalled"), ("app_uninstalled", "tokens_revoked")]
)
async def test_who_leaves_is_erased_whole_and_the_other_workspace_stays(
    demo: Demo, farewells: tuple[str, str]
) -> None:
    slack, walk = demo.slack, Walk(demo)
    for team in (HOME, OTHER):
        await Browser(demo).install(team)
    await walk.open()
    await slack.command(slack.person("oda").id, walk.channel("others"), "/advise", USE_CASE)
    await slack.wait_for(lambda: slack.messages(walk.channel("others")))

    for farewell in farewells:
        await leave(demo, HOME, farewell)
    await gone(demo, HOME)

    async with demo.bot.database.reading(HOME) as session:
        left = await export_workspace(session)
    assert {name for name, rows in left.items() if rows} <= {"inbox"}
    assert "router" not in str(left)
    async with demo.bot.database.reading(OTHER) as session:
        kept = await export_workspace(session)
    assert "router" in str(kept)
    assert await installed(demo) == [OTHER]


async def test_a_farewell_that_comes_after_the_return_changes_nothing(demo: Demo) -> None:
    slack, walk = demo.slack, Walk(demo)
    await Browser(demo).install(HOME)
    root = await walk.open()
    farewell = {"type": "app_uninstalled", "event_ts": slack.world.new_ts()}
    delivery = tell(slack.core, slack.world.workspaces[HOME], farewell)
    assert delivery is not None
    await delivery.finished.wait()
    await worked(demo.bot.database)

    assert await installed(demo) == [HOME]
    assert slack.messages(walk.team)[0].ts == root.ts


async def test_what_waited_for_a_dead_token_is_sent_after_the_return(demo: Demo) -> None:
    slack, walk = demo.slack, Walk(demo)
    await Browser(demo).install(HOME)
    for token in slack.world.tokens.values():
        token.state = "token_revoked"
    await slack.command(walk.mia, walk.team, "/advise", USE_CASE)
    await slack.wait_for_calls("chat.postMessage")
    assert slack.messages(walk.team) == []

    await Browser(demo).install(HOME)

    await slack.wait_for(lambda: slack.messages(walk.team))
