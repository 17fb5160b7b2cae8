"""Whole consultations in Slack: one answer each, the same result, and whose words they are."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from typing_extensions import override

from bot.blocks import lint
from bot.cli.doctor import examine, show
from bot.language import DISCLOSURE
from bot.playground import Message
from bot.settings import read_settings
from tests.language.consulting import QUESTION, STOP, Consultation, MoodyModel, advised, marked
from tests.language.stage import good, lines, obeying
from tests.standins.faults import FAULT_NAMES
from tests.standins.model import KEY, StandInModel, listening, task_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOODS = {301 + place: fault for place, fault in enumerate(FAULT_NAMES)}
OBEYING, HONEST = 400, 401
WALKED = {**MOODS, OBEYING: "obeying"}
SUPPOSED = "what if slips were harmless?"
WORDED = "The accuracy needed is that it must be right."


def honest(body: dict[str, Any]) -> str:
    """Write what stands at the end of the first passage, and what the facts say."""
    if task_of(body) == "word-recommendation":
        return json.dumps({"introduction": WORDED})
    if task_of(body) != "word-answer":
        return good(body)
    passage = str(body["messages"][1]["content"]).split("[1] ", 1)[1].split("\n", 1)[1]
    last = passage.split("\n\n[2]")[0].strip().splitlines()[-1]
    return lines({"sentence": last, "passage": 1, "quote": last})


def answers(body: dict[str, Any]) -> str:
    return obeying(body) if marked(body) == OBEYING else honest(body)


@dataclass(frozen=True)
class Crowd:
    """What stands in the threads of many consultations.

    Attributes:
        alone: Without a model.
        walked: With a model, by number.
        worded: The messages of the one whose model is honest.
        counted: What Prometheus sees.
        logged: Everything that was logged meanwhile.
        sent: The blocks of every message.
    """

    alone: list[Any]
    walked: dict[int, list[Any]]
    worded: list[Message]
    counted: str
    logged: str
    sent: list[Any]


@contextmanager
def logged() -> Iterator[list[logging.LogRecord]]:
    """Yield all that the bot logs meanwhile, down to its details."""
    records: list[logging.LogRecord] = []

    class Keeper(logging.Handler):
        @override
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    keeper, bot = Keeper(), logging.getLogger("bot")
    logging.getLogger().addHandler(keeper)
    bot.setLevel(logging.DEBUG)
    yield records
    bot.setLevel(logging.NOTSET)
    logging.getLogger().removeHandler(keeper)


async def be_helped(told: Consultation) -> list[Message]:
    """Go through the steps that an honest model words; return what stands in the end."""
    root = await told.open()
    await told.say(QUESTION)
    await told.until(DISCLOSURE)
    await told.say(STOP)
    await told.until("Recommendation:")
    worded = deepcopy([root, *told.replies()])  # what is kept below changes the recommendation
    await told.say(SUPPOSED)
    tried = await told.until("What if — Accuracy needed: Must be right → ")
    slack = told.demo.slack
    await slack.press(slack.member.id, tried, "Keep this")
    return [*worded, await told.until("kept")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def crowd(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Crowd]:
    """Walk without a model, then many at once, each with a model in a mood of its own."""
    folder = tmp_path_factory.mktemp("crowd")
    async with advised(folder / "alone") as demo:
        alone = await Consultation(demo).walk()
    model = MoodyModel(answers, moods=MOODS)
    with logged() as records:
        async with advised(folder / "helped", model, model_deadline_seconds=3.0) as demo:
            told = Consultation(demo, HONEST)
            walks = [Consultation(demo, one).walk() for one in WALKED]
            *walked, worded = await asyncio.gather(*walks, be_helped(told))
            async with aiohttp.ClientSession() as http:
                metrics = await (await http.get(f"{demo.bot.address}/metrics")).text()
            sent = [one.args["blocks"] for one in demo.slack.calls if one.args.get("blocks")]
    texts = "\n".join(f"{one.getMessage()} {one.exc_text or ''}" for one in records)
    yield Crowd(alone, dict(zip(WALKED, walked, strict=True)), worded, metrics, texts, sent)


@pytest.mark.parametrize("number", WALKED, ids=WALKED.values())
async def test_whatever_the_model_does_each_step_is_answered_once_and_as_without_it(
    number: int, crowd: Crowd
) -> None:
    assert crowd.walked[number] == crowd.alone


async def test_what_a_model_worded_says_so_and_what_it_read_is_shown(crowd: Crowd) -> None:
    root, *replies, kept = crowd.worded
    worded = [one for one in replies if DISCLOSURE in str(one.blocks)]
    introduced = next(one for one in worded if "Recommendation:" in str(one.blocks))

    assert "as if one hand wrote it" in str(root.blocks)
    assert len(worded) == 2
    assert "Accuracy needed: Must be right → Mistakes are cheap" in str(kept.blocks)
    assert introduced.blocks[0]["text"]["text"] == WORDED
    assert introduced.blocks[1]["elements"][0]["text"] == DISCLOSURE


async def test_every_message_with_a_model_passes_the_linter(crowd: Crowd) -> None:
    assert [fault for one in crowd.sent for fault in lint({"blocks": one})] == []


async def test_nobodys_words_and_no_key_are_in_the_log(crowd: Crowd) -> None:
    told = (KEY, "support tickets", "one hand wrote", "few-shot", WORDED, "ten times", "Sure!")

    assert [words for words in told if words in crowd.logged] == []
    assert "fell back" in crowd.logged


async def test_calls_and_fallbacks_of_the_model_stand_among_the_metrics(crowd: Crowd) -> None:
    assert 'advisor_model_calls_total{outcome="answered",task="answer"}' in crowd.counted
    assert 'advisor_model_fallbacks_total{reason="broken",task="facts"}' in crowd.counted
    assert "advisor_turns_total" in crowd.counted


@pytest.mark.parametrize(("fault", "faults"), [("", 0), ("401", 1)])
async def test_the_doctor_tries_the_endpoint(fault: str, faults: int, tmp_path: Path) -> None:
    async with listening(StandInModel(good, fault)) as model:
        given = {"data_dir": tmp_path, "slack_bot_token": "", "slack_client_id": ""}
        named = {"model": "m", "openai_base_url": model.address, "openai_api_key": KEY}
        found = [one async for one in examine(read_settings(**given, **named))]

    slack = 1  # it has no token here
    assert len([one for one in found if not one.ok]) == slack + faults
    printed = "\n".join(show(one) for one in found)
    assert ("✗ language model: The language model refused the key." in printed) is bool(faults)
    assert KEY not in printed
