"""Tokens: sealed for their workspace, renewed once in time, never another workspace's."""

import asyncio
import base64
from dataclasses import dataclass, field

import pytest

from bot.delivery import NotSent, Parked, Refused, SendError
from bot.errors import SettingsError
from bot.slack import Grant, OneToken, Tokens, Vault, new_key, read_vault
from bot.slack.tokens import ENTERPRISE
from bot.store import Database, Installation, installations, preferences

NOW = 1_763_823_600.0
KEY = base64.b64encode(b"k" * 32).decode()


@dataclass
class Exchange:
    """Slack's side: hands out one token for each refresh token, once."""

    good: set[str] = field(default_factory=lambda: {"r1"})
    asked: int = 0
    failure: SendError | None = None

    async def __call__(self, refresh_token: str) -> Grant:
        self.asked += 1
        await asyncio.sleep(0)
        if self.failure:
            raise self.failure
        if refresh_token not in self.good:
            raise Refused("invalid_refresh_token")
        self.good.discard(refresh_token)
        self.good.add("r2")
        return Grant("xoxe.xoxb-new", "r2", NOW + 43_200)


def tokens_in(database: Database, exchange: Exchange, now: float = NOW) -> Tokens:
    return Tokens(database, read_vault(KEY), exchange, lambda: now, OneToken(""))


async def install(tokens: Tokens, workspace: str, grant: Grant) -> None:
    async with tokens.database.writing(workspace) as session:
        await tokens.keep(session, grant, {"name": workspace})


async def test_fifty_calls_in_the_minute_of_rotation_renew_the_token_once(
    database: Database,
) -> None:
    exchange = Exchange()
    tokens = tokens_in(database, exchange)
    await install(tokens, "T1", Grant("xoxe.xoxb-old", "r1", NOW + 60))

    given = await asyncio.gather(*(tokens("T1") for _ in range(50)))

    assert (exchange.asked, set(given)) == (1, {"xoxe.xoxb-new"})


async def test_two_processes_renew_the_token_once(database: Database) -> None:
    if not database.shared:  # SQLite has one process by decree
        return
    exchange = Exchange()
    both = [tokens_in(database, exchange), tokens_in(database, exchange)]
    await install(both[0], "T1", Grant("xoxe.xoxb-old", "r1", NOW + 60))

    given = await asyncio.gather(*(both[number % 2]("T1") for number in range(20)))

    assert (exchange.asked, set(given)) == (1, {"xoxe.xoxb-new"})


@pytest.mark.parametrize(
    ("left", "failure", "expected"),
    [
        (60.0, NotSent(None), "xoxe.xoxb-old"),
        (60.0, Refused("invalid_refresh_token"), "xoxe.xoxb-old"),
        (-1.0, Refused("invalid_refresh_token"), None),
    ],
)
async def test_a_renewal_that_fails_uses_the_old_token_while_it_is_good(
    database: Database, left: float, failure: SendError, expected: str | None
) -> None:
    tokens = tokens_in(database, Exchange(failure=failure))
    await install(tokens, "T1", Grant("xoxe.xoxb-old", "r1", NOW + left))

    try:
        found: str | None = await tokens("T1")
    except Parked:
        found = None

    assert found == expected


async def test_every_workspace_has_its_own_token_and_shares_its_organisations(
    database: Database,
) -> None:
    tokens = tokens_in(database, Exchange())
    await install(tokens, "T1", Grant("xoxb-one"))
    await install(tokens, "E1", Grant("xoxb-organisation"))
    async with database.writing("T2") as session:
        await preferences.set_for_workspace(session, ENTERPRISE, "E1")

    assert await tokens("T1") == "xoxb-one"
    assert await tokens("T2") == "xoxb-organisation"
    with pytest.raises(Parked):
        await tokens("T3")


async def test_the_token_of_the_settings_is_lent_to_its_own_workspace_only(
    database: Database,
) -> None:
    async def whose(_: str) -> str:
        return "T1"

    own = OneToken("xoxb-settings", whose)
    tokens = Tokens(database, read_vault(KEY), Exchange(), lambda: NOW, own)

    assert await tokens("T1") == "xoxb-settings"
    with pytest.raises(Parked):
        await tokens("T2")


async def test_a_token_is_unreadable_in_the_database_and_opens_only_for_its_workspace(
    database: Database,
) -> None:
    tokens = tokens_in(database, Exchange())
    await install(tokens, "T1", Grant("xoxb-secret", "r-secret"))
    async with database.reading("T1") as session:
        kept = await installations.load(session)

    assert kept is not None
    assert b"secret" not in kept.secret
    assert tokens.vault.open("T1", kept).token == "xoxb-secret"
    with pytest.raises(SettingsError):
        tokens.vault.open("T2", kept)
    with pytest.raises(SettingsError):
        read_vault(new_key()).open("T1", kept)


def test_a_new_key_in_front_still_opens_what_the_old_one_sealed() -> None:
    secret, key_id = read_vault(KEY).seal("T1", Grant("xoxb-secret"))
    both = read_vault(f"{new_key()},{KEY}")

    assert both.newest != key_id
    assert both.open("T1", Installation({}, secret, key_id)).token == "xoxb-secret"


@pytest.mark.parametrize("text", ["", " , ", "short", "not base64 at all!", KEY + ",c2hvcnQ="])
def test_a_key_that_is_none_is_refused_by_the_name_of_its_setting(text: str) -> None:
    with pytest.raises(SettingsError, match="ADVISOR_ENCRYPTION_KEYS"):
        read_vault(text)


def test_no_secret_shows_in_what_is_printed() -> None:
    vault, grant = read_vault(KEY), Grant("xoxb-secret", "r-secret")

    assert "secret" not in repr(grant) + repr(OneToken("xoxb-secret"))
    assert KEY not in repr(vault)
    assert isinstance(vault, Vault)
