"""Keys are made and rotated by command, and nothing starts without what keeps tokens safe."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app import check_secrets
from bot.cli.commands import app
from bot.errors import SettingsError
from bot.settings import read_settings
from bot.slack import Grant, new_key, read_vault
from bot.store import EVERY, Installation, installations, open_database, upgrade

OLD, NEW = new_key(), new_key()
READY = {
    "slack_client_id": "1.2",
    "slack_client_secret": "made-up",
    "slack_signing_secret": "made-up",
    "encryption_keys": OLD,
    "public_url": "https://advisor.example.com",
}


async def fill(url: str) -> None:
    database = open_database(url)
    await upgrade(database)
    for workspace, key in (("T1", OLD), ("T2", OLD), ("T3", NEW)):
        secret, key_id = read_vault(key).seal(workspace, Grant(f"xoxb-{workspace}"))
        async with database.writing(workspace) as session:
            await installations.save(session, Installation({}, secret, key_id))
    await database.close()


async def tokens(url: str, keys: str) -> list[str]:
    database, found = open_database(url), []
    async with database.reading(EVERY) as session:
        everywhere = await installations.workspaces(session)
    for workspace in everywhere:
        async with database.reading(workspace) as session:
            kept = await installations.load(session)
            assert kept is not None
            found.append(read_vault(keys).open(workspace, kept).token)
    await database.close()
    return found


def test_a_rotation_encrypts_everything_with_the_newest_key(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    asyncio.run(fill(url))
    environment = {"DATABASE_URL": url, "ADVISOR_ENCRYPTION_KEYS": f"{NEW},{OLD}"}
    first = CliRunner().invoke(app, ["keys", "rotate"], env=environment)
    second = CliRunner().invoke(app, ["keys", "rotate"], env=environment)

    assert "2 of 3" in first.output
    assert "0 of 3" in second.output
    assert asyncio.run(tokens(url, NEW)) == ["xoxb-T1", "xoxb-T2", "xoxb-T3"]


def test_a_new_key_is_one_that_the_setting_takes() -> None:
    made = CliRunner().invoke(app, ["keys", "new"]).output.strip()

    assert read_vault(made).knows(read_vault(made).newest)
    assert made != new_key()


def test_many_workspaces_need_no_token_in_the_settings() -> None:
    check_secrets(read_settings(**READY))


@pytest.mark.parametrize(
    ("missing", "value", "named"),
    [
        ("slack_client_secret", "", "SLACK_CLIENT_SECRET"),
        ("encryption_keys", "", "ADVISOR_ENCRYPTION_KEYS"),
        ("encryption_keys", "short", "ADVISOR_ENCRYPTION_KEYS"),
        ("public_url", "", "ADVISOR_PUBLIC_URL"),
        ("public_url", "http://advisor.example.com", "ADVISOR_PUBLIC_URL"),
        ("slack_signing_secret", "", "SLACK_SIGNING_SECRET"),
    ],
)
def test_nothing_starts_without_what_keeps_tokens_safe(
    missing: str, value: str, named: str
) -> None:
    with pytest.raises(SettingsError, match=named):
        check_secrets(read_settings(**{**READY, missing: value}))
