"""Slack fails once at every step of a consultation: the thread ends as if it had not.

Each step is answered once, and what stands in the end, scores and costs among it, is what stands
there when nothing fails. What fails inside one message is told by test_saying.py.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from bot.app.demo import demonstrating
from bot.delivery import outcomes
from bot.playground import Message
from bot.playground.faults import Fault
from tests.walks.conftest import Walk, buttons

pytestmark = pytest.mark.asyncio(loop_scope="module")

FAULTS: Final = {
    "429": Fault("rate_limit"),
    "500": Fault("status"),
    "500 after accept": Fault("status", accepted=True),
    "html": Fault("html"),
    "reset": Fault("reset"),
    "reset after accept": Fault("reset", accepted=True),
    "stall": Fault("stall", seconds=0.2),
    "stall after accept": Fault("stall", accepted=True, seconds=0.2),
    "internal_error": Fault("error"),
    "internal_error after accept": Fault("error", accepted=True),
}
STRUCK: Final = "[cv][hi][ae][tw]*.*"
"""chat.* and views.*: what people see."""
NOTHING: Final = None


@asynccontextmanager
async def failing(walk: Walk, fault: Fault | None) -> AsyncIterator[None]:
    """Let the next call that people would see fail; make sure that one did."""
    struck = len(walk.slack.faults.struck)
    if fault:
        walk.slack.faults.add(replace(fault, method=STRUCK))
    yield
    if fault:
        await walk.slack.wait_for(lambda: len(walk.slack.faults.struck) > struck)


async def consult(walk: Walk, fault: Fault | None) -> list[str]:
    """Go through a consultation, failing at every step; return what stands in the end."""
    async with failing(walk, fault):
        root = await walk.open()
    question = await walk.question(root)
    steps: tuple[Callable[[], Awaitable[object]], ...] = (
        lambda: press(walk, question, buttons(question)[0]),
        lambda: ask(walk, root),
        lambda: recommend(walk, root),
        lambda: change(walk, root),
    )
    for step in steps:
        async with failing(walk, fault):
            await step()
    await walk.slack.settle()
    return [letters(one) for one in (root, *walk.thread(root))]


async def press(walk: Walk, question: Message, words: str) -> None:
    await walk.slack.press(walk.mia, question, words)
    await walk.folded(question)


async def ask(walk: Walk, root: Message) -> None:
    await walk.say(root, "what is few-shot prompting?")
    await walk.until(root, "examples")


async def recommend(walk: Walk, root: Message) -> None:
    await walk.recommended(root)


async def change(walk: Walk, root: Message) -> None:
    advice = await walk.recommended(root)
    await walk.slack.press(walk.mia, advice, "Edit everything")
    view = await walk.slack.wait_for(lambda: walk.slack.modal(walk.mia))
    assert view is not None
    await walk.slack.submit(view, {"requests_per_month": "80000"})
    await walk.slack.wait_for(lambda: "80,000" in str([one.blocks for one in walk.thread(root)]))


def letters(message: Message) -> str:
    """Return what a message says, without the ids that Slack gives."""
    said = [{k: v for k, v in one.items() if k != "block_id"} for one in message.blocks]
    return f"{message.text} {said}"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    async with demonstrating(tmp_path_factory.mktemp("undisturbed")) as demo:
        return await consult(Walk(demo), NOTHING)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_consultation_ends_the_same_when_slack_fails_at_every_step(
    fault: str, undisturbed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "SETTLING_SECONDS", 0.02)
    monkeypatch.setattr(outcomes, "_backoff", lambda _: 0.02)
    async with demonstrating(tmp_path) as demo:
        assert await consult(Walk(demo), FAULTS[fault]) == undisturbed
