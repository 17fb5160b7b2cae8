"""Something fails at every step of a consultation: the thread ends as if it had not.

Each step is answered once, and what stands in the end, scores and costs among it, is what stands
there when nothing fails. What fails inside one message is told by test_saying.py, what a model does
wrong by tests/language, and what dies by tests/chaos.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
import pytest_asyncio

from bot.app.demo import demonstrating
from bot.delivery import outcomes
from bot.playground import Message
from bot.playground.faults import Fault
from knowledge.search import finding
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
    "cut after accept": Fault("cut", status=200, accepted=True),
    "token_expired": Fault("error", code="token_expired"),
}
_DENSE: Final = finding._dense  # noqa: SLF001  (the leg that fails here)
REFUSALS: Final = ("channel_not_found", "invalid_blocks", "is_archived", "msg_too_long")
STRUCK: Final = "[cv][hi][ae][tw]*.*"
"""chat.* and views.*: what people see."""
Trouble: TypeAlias = Callable[["Walk"], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def nothing(_: Walk) -> AsyncIterator[None]:
    """Let all go well."""
    yield


def slack(fault: Fault) -> Trouble:
    """Let the next call that people would see fail; make sure that one did."""

    @asynccontextmanager
    async def trouble(walk: Walk) -> AsyncIterator[None]:
        struck = len(walk.slack.faults.struck)
        walk.slack.faults.add(replace(fault, method=STRUCK))
        yield
        await walk.slack.wait_for(lambda: len(walk.slack.faults.struck) > struck)

    return trouble


@asynccontextmanager
async def locked(walk: Walk) -> AsyncIterator[None]:
    """Let another process write when Slack begins to deliver."""
    begun, file = len(walk.slack.deliveries), walk.demo.bot.database.file
    assert file is not None
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")

        async def release() -> None:
            await walk.slack.wait_for(lambda: len(walk.slack.deliveries) > begun)
            other.execute("ROLLBACK")

        releasing = asyncio.ensure_future(release())
        yield
        await releasing


async def consult(walk: Walk, trouble: Trouble = nothing) -> list[str]:
    """Go through a consultation, failing at every step; return what stands in the end."""
    async with trouble(walk):
        root = await walk.open()
    question = await walk.question(root)
    steps: tuple[Callable[[], Awaitable[object]], ...] = (
        lambda: press(walk, question, buttons(question)[0]),
        lambda: ask(walk, root),
        lambda: recommend(walk, root),
        lambda: change(walk, root),
    )
    for step in steps:
        async with trouble(walk):
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
        return await consult(Walk(demo))


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once: how long the bot waits is told by tests/delivery."""
    monkeypatch.setattr(outcomes, "SETTLING_SECONDS", 0.02)
    monkeypatch.setattr(outcomes, "PARKED_SECONDS", 0.02)
    monkeypatch.setattr(outcomes, "_backoff", lambda _: 0.02)


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_consultation_ends_the_same_when_slack_fails_at_every_step(
    fault: str, undisturbed: list[str], tmp_path: Path
) -> None:
    async with demonstrating(tmp_path) as demo:
        assert await consult(Walk(demo), slack(FAULTS[fault])) == undisturbed


async def test_a_consultation_ends_the_same_when_the_database_is_locked_at_every_step(
    undisturbed: list[str], tmp_path: Path
) -> None:
    async with demonstrating(tmp_path) as demo:
        assert await consult(Walk(demo), locked) == undisturbed


def fail(*_: object) -> None:
    raise RuntimeError("the index is gone")


def crawl(*given: Any) -> object:
    time.sleep(0.2)  # beside the event loop: that is what is tried
    return _DENSE(*given)


async def test_a_consultation_ends_the_same_when_the_index_is_slow_at_every_step(
    undisturbed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with demonstrating(tmp_path) as demo:
        monkeypatch.setattr(finding, "_dense", crawl)
        assert await consult(Walk(demo)) == undisturbed


async def test_without_an_index_the_question_is_answered_by_words_and_the_rest_is_the_same(
    undisturbed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with demonstrating(tmp_path) as demo:
        monkeypatch.setattr(finding, "_dense", fail)
        ended = await consult(Walk(demo))
    other = [one for one, was in zip(ended, undisturbed, strict=True) if one != was]
    assert ["few examples" in one for one in other] == [True]


async def test_a_recommendation_that_slack_refuses_is_said_plainly_and_once(tmp_path: Path) -> None:
    async with demonstrating(tmp_path) as demo:
        walk = Walk(demo)
        for code in REFUSALS:
            root = await walk.open()
            question = await walk.question(root)
            await walk.slack.settle()
            walk.slack.faults.add(Fault("error", "chat.postMessage", code=code))
            await walk.slack.press(walk.mia, question, "Recommend now")
            await walk.until(root, "Recommendation for")
            await walk.slack.settle()
            advised = [one for one in walk.thread(root) if "Recommendation for" in one.text]
            assert len(advised) == 1, code
        assert len(walk.slack.faults.struck) == len(REFUSALS)
