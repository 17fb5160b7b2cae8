"""Forms open in time, people in the line are told, broken answers are completed."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.app.lining import LiningUp
from bot.conversation import NoticeCard, Pressed, Said
from bot.delivery import Inbox, Outgoing
from bot.slack.streaming import Streaming
from bot.store import EVERY, Database
from bot.store.tables import outbox
from bot.turns import FormRequested, Visit, Windows, arrival_of, cut

NOW = 1_763_823_600.0
PRESSED = Visit("k", f"{NOW:.6f}", "T1", "U1", "C1", Pressed("edit-all"), trigger="tr1")
FORM = Outgoing("T1", "c", "", "C1", None, "views.open", {"trigger_id": "tr1", "view": {}}, "k#0")


@dataclass
class Screen:
    """Opens windows, and remembers that it did."""

    opened: list[str] = field(default_factory=list)

    async def open(self, _: Visit, card: NoticeCard) -> bool:
        self.opened.append(card.text)
        return True


async def answered(visit: Visit, *, late: float, replies: Sequence[Outgoing]) -> tuple[Screen, Any]:
    screen, gate = Screen(), asyncio.Event()

    async def answer() -> Sequence[Outgoing]:
        if late:
            await gate.wait()
        return replies

    async def open_(visit: Visit, card: NoticeCard) -> bool:
        gate.set()
        return await screen.open(visit, card)

    windows = Windows(open_, lambda: NOW + late)
    return screen, await windows.on_time(visit, answer())


async def test_a_form_in_time_opens_once() -> None:
    screen, replies = await answered(PRESSED, late=0.0, replies=(FORM,))

    assert (screen.opened, replies) == ([], (FORM,))


@pytest.mark.parametrize("act", [Pressed("edit-all"), FormRequested("words")])
async def test_a_late_form_fills_the_window_that_opened_in_time(
    act: Pressed | FormRequested,
) -> None:
    screen, (reply,) = await answered(replace(PRESSED, act=act), late=2.0, replies=(FORM,))

    assert len(screen.opened) == 1
    assert reply.method == "views.update"
    assert reply.payload["external_id"] == reply.payload["view"]["external_id"]


async def test_a_late_turn_without_a_form_does_not_leave_the_window_waiting() -> None:
    said = replace(FORM, method="chat.postMessage")
    _, replies = await answered(PRESSED, late=2.0, replies=(said,))

    assert [one.method for one in replies] == ["chat.postMessage", "views.update"]


async def test_a_late_turn_that_never_opens_a_form_opens_no_window() -> None:
    skipped = replace(PRESSED, act=Pressed("skip"))
    windows = Windows(Screen().open, lambda: NOW + 9)

    async def answer() -> Sequence[Outgoing]:
        return ()

    assert await windows.on_time(skipped, answer()) == ()


async def test_who_waits_is_told_the_place_in_the_line_once(database: Database) -> None:
    inbox, rung = Inbox(database), []
    for number in range(4):
        said = Visit(f"k{number}", "1.0", "T1", "U1", f"C{number}", Said("hello", "mention"))
        await inbox.store(arrival_of(said))
    for _process in range(2):
        lining = LiningUp(database, lambda: rung.append(1), wait_seconds=-1.0)
        await lining.look()
        await lining.look()

    async with database.reading(EVERY) as session:
        told = (await session.execute(select(outbox).order_by(outbox.c.id))).all()
    assert [row.key for row in told] == [f"k{number}:notice" for number in range(4)]
    assert "third in the queue" in told[2].payload["text"]
    assert rung


WORDS = "Retrieval gives the model the facts it lacks, and tuning changes how it answers. " * 20
ANSWER = Outgoing(
    "T1",
    "c",
    "reply:1",
    "C1",
    "1.0",
    "stream",
    {"markdown": WORDS, "closing": [], "text": "t", "blocks": [], "recipient": "U1"},
    "k#1",
)


@dataclass
class Thread:
    """A thread as an earlier attempt left it."""

    messages: list[Mapping[str, Any]]
    calls: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    async def standing(self, _: Outgoing, _since: float) -> Sequence[Mapping[str, Any]]:
        return self.messages

    async def call(self, _: str, method: str, payload: Mapping[str, object]) -> Mapping[str, Any]:
        self.calls.append((method, payload))
        return {}


async def never(_: Outgoing) -> bool:
    return False


@pytest.mark.parametrize(
    ("message", "found", "methods"),
    [
        ({"ts": "2.0", "bot_id": "B1", "text": WORDS[:400]}, "2.0", ["chat.update"]),
        ({"ts": "2.0", "text": WORDS[:400]}, None, []),
        ({"ts": "2.0", "bot_id": "B1", "text": "Something else entirely"}, None, []),
        (
            {"ts": "2.0", "metadata": {"event_payload": {"key": "k#1"}}, "text": WORDS},
            "2.0",
            [],
        ),
    ],
)
async def test_an_answer_that_broke_off_in_a_kill_is_completed_and_not_repeated(
    message: dict[str, Any], found: str | None, methods: list[str]
) -> None:
    thread = Thread([message])
    streaming = Streaming(thread, never)  # type: ignore[arg-type]  # a thread is all it looks at

    assert await streaming.find(ANSWER, since=0.0) == found
    assert [method for method, _ in thread.calls if method == "chat.update"] == methods


def test_words_are_cut_into_pieces_of_the_size_slack_likes_and_lose_nothing() -> None:
    pieces = cut(WORDS)

    assert "".join(pieces) == WORDS
    assert all(256 <= len(piece) <= 512 for piece in pieces[:-1])
