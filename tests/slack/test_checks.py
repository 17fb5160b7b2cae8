"""What a doctor finds out about Slack before the bot serves."""

from pathlib import Path

from bot.app import check_secrets, check_slack
from bot.settings import read_settings
from bot.slack import new_key
from bot.store import Database, Installation, installations


async def test_where_workspaces_install_the_app_no_token_is_asked_for(
    database: Database, url: str, tmp_path: Path
) -> None:
    for workspace in ("T1", "T2"):
        async with database.writing(workspace) as session:
            await installations.save(session, Installation({}, b"secret", "key"))
    settings = read_settings(
        slack_client_id="1.2",
        slack_client_secret="secret",
        slack_signing_secret="secret",
        public_url="https://advisor.example.com/",
        encryption_keys=new_key(),
        database_url=url,
        data_dir=tmp_path,
    )

    check_secrets(settings)
    assert await check_slack(settings) == (
        "installed in 2 workspaces; more by https://advisor.example.com/slack/install"
    )
