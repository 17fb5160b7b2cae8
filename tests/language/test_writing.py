"""An answer appears in its thread while the model writes it, and is said once whatever breaks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app.demo import Demo
from bot.blocks import lint
from bot.conversation import Consultation as Told
from bot.conversation import Outcome, Said
from bot.delivery import Outgoing
from bot.language import DISCLOSURE
from bot.playground import Message
from bot.store import EVERY, Database, preferences
from bot.store.tables import channel_setting
from bot.turns import Visit, Writing
from bot.turns.assisting import Show
from tests.language.consulting import QUESTION, Consultation, advised
from tests.language.stage import thorough
from tests.standins.model import StandInModel

QUOTES = "rich_text"


@dataclass
class Stage:
    """An advisor whose model stops in the middle of its answer until it is let go."""

    demo: Demo
    model: StandInModel
    told: Consultation

    async def ask(self) -> None:
        """Ask, with the model stopping in the middle."""
        await self.told.open()
        await self.told.say(QUESTION)

    async def begun(self) -> Message:
        """Wait for the beginning of the answer."""

        def look() -> list[Message]:
            return [one for one in self.told.replies() if one.streaming]

        return (await self.demo.slack.wait_for(look, 60.0))[-1]

    async def answers(self) -> list[Message]:
        """Wait until the answer stands there whole; return every message that answers."""

        def look() -> list[Message]:
            found = [one for one in self.told.replies() if QUOTES in str(one.blocks)]
            return [] if any(one.streaming for one in found) else found

        return list(await self.demo.slack.wait_for(look, 60.0))

    async def noted(self) -> list[str]:
        """Return what is noted of answers that were begun."""
        names = select(channel_setting.c.name).where(channel_setting.c.name.like("begun:%"))
        async with self.demo.bot.database.reading(EVERY) as session:
            return list((await session.execute(names)).scalars())


@asynccontextmanager
async def staged(folder: Path, fault: str) -> AsyncIterator[Stage]:
    model = StandInModel(thorough)
    async with advised(folder, model) as demo:
        stage = Stage(demo, model, Consultation(demo))
        model.fault = fault
        yield stage


def methods(demo: Demo) -> list[str]:
    calls = [one.method for one in demo.slack.calls]
    return [name for name in calls if name.endswith("Stream") or name == "chat.update"]


async def test_sentences_appear_while_the_model_still_writes(tmp_path: Path) -> None:
    async with staged(tmp_path, "held") as stage:
        await stage.ask()
        begun = (await stage.begun()).text
        asked = len(stage.model.asked)
        stage.model.released.set()
        (answer,) = await stage.answers()
        noted = await stage.noted()
        slack = stage.demo.slack
        (start,), (stop,) = slack.calls_of("chat.startStream"), slack.calls_of("chat.stopStream")
        written = [start, *slack.calls_of("chat.appendStream"), stop]

    assert asked == len(stage.model.asked)
    assert len(begun) >= 256
    assert answer.text.startswith(begun)
    assert len(answer.text) > len(begun)
    assert "Wire" not in str([one.args for one in written])
    assert DISCLOSURE in str(answer.blocks)
    assert noted == []
    assert not lint({"blocks": stop.args["blocks"]})
    assert all(later.at - earlier.at >= 0.95 for earlier, later in pairwise(written[:-1]))


@pytest.mark.parametrize(
    "fault", ["held, then cut", "held, then an error", "held, then cut off by length"]
)
async def test_a_model_that_breaks_off_leaves_the_answer_made_of_quotes_in_its_place(
    fault: str, tmp_path: Path
) -> None:
    async with staged(tmp_path, fault) as stage:
        await stage.ask()
        begun = await stage.begun()
        stage.model.released.set()
        (answer,) = await stage.answers()

    assert answer.ts == begun.ts
    assert DISCLOSURE not in str(answer.blocks)
    assert "so this is said without it" in str(answer.blocks)


@pytest.mark.parametrize("accepted", [True, False], ids=["carried out", "not carried out"])
@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
async def test_whatever_call_of_slack_fails_the_answer_stands_once(
    method: str, *, accepted: bool, tmp_path: Path
) -> None:
    async with staged(tmp_path, "held") as stage:
        stage.demo.slack.faults.break_down(method, accepted=accepted)
        await stage.ask()
        await stage.demo.slack.wait_for_calls("chat.startStream")
        stage.model.released.set()
        (answer,) = await stage.answers()
        written = [one for one in stage.told.replies() if "few-shot" in one.text.lower()]

    assert [one.ts for one in written] == [answer.ts]
    assert DISCLOSURE in str(answer.blocks)


async def test_where_slack_lets_no_stream_begin_the_answer_is_posted_whole(tmp_path: Path) -> None:
    async with staged(tmp_path, "held") as stage:
        stage.demo.slack.faults.fail("chat.startStream", "channel_type_not_supported", times=9)
        await stage.ask()
        await stage.demo.slack.wait_for_calls("chat.startStream")
        stage.model.released.set()
        (answer,) = await stage.answers()

    assert DISCLOSURE in str(answer.blocks)
    assert not answer.streaming


class Hand:
    """A pen whose process ends while Slack takes the first words, or whose next words hang."""

    def __init__(self, *, hears: bool) -> None:
        self.hears = hears
        self.hangs = asyncio.Event()

    async def begin(self, outgoing: Outgoing, piece: str) -> str:
        assert (outgoing.thread_ts, outgoing.payload["recipient"]) == ("1.0", "U1")
        assert (BEGINNING * 3).startswith(piece)
        if self.hears:
            return "2.0"
        raise asyncio.CancelledError

    async def go_on(self, outgoing: Outgoing, ts: str, piece: str) -> None:
        assert (outgoing.key, ts, bool(piece)) == ("k1", "2.0", True)
        self.hangs.set()
        await asyncio.Event().wait()


BEGINNING = "Few-shot prompting puts examples into the prompt. " * 6
VISIT = Visit("k1", "1.5", "T1", "U1", "C1", Said(QUESTION, "thread"), thread_ts="1.0")


async def quiet(_: Visit, __: str) -> None:
    """Show no status."""


@pytest.mark.parametrize(("hears", "ts"), [(True, "2.0"), (False, "")])
async def test_what_a_killed_turn_began_is_made_whole_by_the_next_attempt(
    database: Database, *, hears: bool, ts: str
) -> None:
    hand = Hand(hears=hears)

    async def killed(show: Show) -> Outcome:
        await show(BEGINNING)
        await asyncio.sleep(0)
        raise asyncio.CancelledError

    async def answered(show: Show) -> Outcome:
        await show(BEGINNING * 3)
        return Outcome(Told(), ())

    writing = Writing(database, hand, quiet)
    with pytest.raises(asyncio.CancelledError):
        async with database.writing("T1") as session:
            await writing.attend(session, VISIT, "c", killed)
    async with database.writing("T1") as session:
        _, begun = await writing.attend(session, VISIT, "c", answered)
    async with database.reading("T1") as session:
        noted = await preferences.of_channel(session, "C1")

    assert begun is not None
    assert (begun.ts, bool(begun.words)) == (ts, not ts)
    assert noted == {}


async def test_the_end_of_a_turn_waits_for_no_words_that_hang(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.turns.writing.PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("bot.turns.writing.PAUSE_SECONDS", 0.0)
    hand = Hand(hears=True)

    async def answered(show: Show) -> Outcome:
        await show(BEGINNING)
        await show(BEGINNING * 3)
        await hand.hangs.wait()
        return Outcome(Told(), ())

    writing = Writing(database, hand, quiet)
    async with database.writing("T1") as session:
        _, begun = await writing.attend(session, VISIT, "c", answered)

    assert (begun and begun.ts, begun and begun.words) == ("2.0", "")


@pytest.mark.parametrize(("hand", "models"), [(Hand(hears=True), True), (None, False)])
async def test_before_the_first_sentence_a_status_says_whether_a_model_words_it(
    database: Database, hand: Hand | None, *, models: bool
) -> None:
    said: list[str] = []

    async def show_status(_: Visit, words: str) -> None:
        said.append(words)

    async def silent(_: Show) -> Outcome:
        return Outcome(Told(), ())

    async with database.writing("T1") as session:
        await Writing(database, hand, show_status).attend(session, VISIT, "c", silent)

    assert ("language model" in said[0]) is models
    assert said[-1] == ""  # nothing was said, so nothing else takes it away
