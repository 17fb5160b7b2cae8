"""A process is killed while its model writes; the next one makes the answer whole, once."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from bot.app.demo import Demo
from bot.language import DISCLOSURE
from bot.playground import Message, Playground
from bot.slack import build_manifest
from tests.language.consulting import PATIENCE, QUESTION, Consultation
from tests.language.stage import thorough
from tests.language.test_writing import QUOTES
from tests.standins.model import KEY, StandInModel, listening


@asynccontextmanager
async def serving(slack: Playground, model: StandInModel, folder: Path) -> AsyncIterator[None]:
    """Run `advisor serve` in a process of its own, and kill it in the end."""
    settings = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "ADVISOR_DATA_DIR": str(folder),
        "ADVISOR_MODEL": "gpt-5-mini",
        "ADVISOR_MODEL_DEADLINE_SECONDS": str(PATIENCE),
        "OPENAI_BASE_URL": model.address,
        "OPENAI_API_KEY": KEY,
    }
    program = (sys.executable, "-m", "bot", "serve", "--port", "0")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *program, env={**os.environ, **settings}, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        said = (await process.stdout.readline()).decode()
        slack.listen_at(f"{said.split()[-1]}/slack/events")
        yield
    finally:
        process.kill()
        await process.wait()


async def test_an_answer_half_written_when_the_process_is_killed_is_said_once(
    tmp_path: Path,
) -> None:
    async with (
        listening(StandInModel(thorough, "held")) as model,
        Playground(port=0, manifest=build_manifest()) as slack,
    ):
        told = Consultation(cast("Demo", SimpleNamespace(slack=slack)))

        def answers() -> list[Message]:
            return [one for one in told.replies() if "few-shot" in one.text.lower()]

        async with serving(slack, model, tmp_path):
            await told.open()
            await told.say(QUESTION)
            (begun,) = await slack.wait_for(answers, PATIENCE)
        model.released.set()
        async with serving(slack, model, tmp_path):
            await slack.wait_for(lambda: QUOTES in str(begun.blocks), PATIENCE)

        assert answers() == [begun]
        assert not begun.streaming
        assert DISCLOSURE in str(begun.blocks)
        assert len(slack.calls_of("chat.startStream")) == 1
