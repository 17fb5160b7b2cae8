"""Demo: the whole advisor with a stand-in Slack, in one process, on loopback."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app.application import Running, running
from bot.playground import Playground
from bot.settings import read_settings
from bot.slack import build_manifest


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo.

    Attributes:
        slack: The stand-in Slack.
        bot: The application, unmodified, talking to it over real sockets.
    """

    slack: Playground
    bot: Running


@asynccontextmanager
async def demonstrating(
    data_dir: Path,
    *,
    port: int = 0,
    over_socket: bool = False,
    given: Mapping[str, object] | None = None,
) -> AsyncIterator[Demo]:
    """Run the playground and the bot against each other until the block ends.

    Args:
        data_dir: Folder for the database and the index.
        port: Port of the page; 0 takes a free one.
        over_socket: Connect by Socket Mode instead of HTTP.
        given: Settings that win over the demo's own.
    """
    async with Playground(port=port, manifest=build_manifest()) as slack:
        own = _settings_for(slack, data_dir, over_socket=over_socket)
        settings = read_settings(**{**own, **(given or {})})
        async with running(settings) as bot:
            slack.listen_at(None if over_socket else f"{bot.address}/slack/events")
            yield Demo(slack, bot)


def _settings_for(slack: Playground, data_dir: Path, *, over_socket: bool) -> dict[str, object]:
    secrets = (
        {"slack_app_token": slack.app_token}
        if over_socket
        else {"slack_signing_secret": slack.signing_secret}
    )
    return {
        "slack_bot_token": slack.bot_token,
        "slack_api_url": slack.api_url,
        "data_dir": data_dir,
        "host": "127.0.0.1",
        "port": 0,
        **secrets,
    }
