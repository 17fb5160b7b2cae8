"""What is logged at DEBUG, whatever fails: no secret, no signature, nobody's words."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.app.demo import demonstrating
from bot.app.logs import start_logging
from bot.slack import new_key
from tests.walks.conftest import Walk

WORDS = "our pangolin desk answers 50k tickets a month, 95% must be right"
SECRETS = {
    "slack_bot_token": "xoxb-canary-4711",
    "slack_signing_secret": "canary-signing-secret-4711",
    "encryption_keys": new_key(),
    "openai_api_key": "sk-canary-4711-4711",
}


@contextmanager
def debugging() -> Iterator[None]:
    """Log everything as `advisor serve` does at DEBUG, and put the logging back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    start_logging("DEBUG")
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


async def test_the_log_holds_no_secret_and_nobodys_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with debugging():
        refused = await be_hostile_and_unlucky(tmp_path)

    logged = capsys.readouterr().err
    assert refused == [401, 401]
    assert "is sent plainly" in logged, "something failed, and was logged"
    canaries = ["pangolin", "4711", SECRETS["encryption_keys"], "v0="]
    assert [canary for canary in canaries if canary in logged] == []


async def be_hostile_and_unlucky(folder: Path) -> list[int]:
    """Consult while Slack fails, and knock at the door; return what the door answers."""
    async with demonstrating(folder, given=SECRETS) as demo:
        walk, slack = Walk(demo), demo.slack
        slack.world.tokens[SECRETS["slack_bot_token"]] = slack.world.tokens.pop(slack.bot_token)
        slack.core.courier.signing_secret = SECRETS["slack_signing_secret"]
        slack.faults.break_down("chat.postMessage", accepted=True)
        slack.faults.fail("chat.postMessage", "invalid_blocks")
        slack.faults.fail("chat.startStream", "pangolin_refused")
        root = await walk.open(WORDS)
        await slack.wait_for(lambda: walk.thread(root))
        await walk.say(root, "what is few-shot pangolin prompting?")
        await walk.slack.settle()
        return [await knock(demo.bot.address, body) for body in (b"{", b'{"text": "pangolin"}')]


async def knock(address: str, body: bytes) -> int:
    """Come to the door with a wrong signature."""
    headers = {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=pangolin"}
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{address}/slack/events", data=body, headers=headers) as answer,
    ):
        return answer.status
