"""Thinking keeps the event loop free, and what traces a turn."""

import asyncio
import threading
from contextvars import ContextVar
from datetime import date
from typing import Any, cast

import pytest

from advisors import Facts, load_catalogue
from bot.conversation import Consultation, Desk, Outcome, Said, Turn, converse
from bot.conversation import desk as desks
from bot.turns import Assisting, assisting
from bot.turns.thinking import think
from knowledge import Library

SPAN: ContextVar[str] = ContextVar("SPAN")


async def test_the_event_loop_goes_on_while_a_turn_thinks() -> None:
    answered = threading.Event()
    turn = asyncio.create_task(think(answered.wait, timeout=10))
    await asyncio.sleep(0)  # the turn begins; on the loop itself it would now wait in vain
    answered.set()
    assert await turn


async def test_a_thought_sees_the_context_of_its_turn() -> None:
    SPAN.set("turn")
    assert await think(SPAN.get) == "turn"


async def test_what_goes_wrong_in_a_thought_goes_wrong_in_its_turn() -> None:
    with pytest.raises(ZeroDivisionError):
        await think(divmod, 1, 0)


async def test_a_turn_is_taken_in_beside_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []

    def watched(consultation: Consultation, turn: Turn, *given: Any) -> Outcome:
        threads.append(threading.current_thread())
        return converse(consultation, turn, *given)

    monkeypatch.setattr(assisting, "converse", watched)
    turn = Turn("Ev1", "1.0", "U1", Said("we route 50k tickets a month", "mention"))
    desk = Desk(load_catalogue(), date(2026, 11, 22))
    nobody_asks = cast("Library", None)
    outcome = await Assisting(nobody_asks, None).converse(Consultation(), turn, desk, "T1")
    assert outcome.replies
    assert threads
    assert threading.main_thread() not in threads


async def test_a_desk_remembers_the_same_for_everybody_who_asks_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desks, "REMEMBERED", 1)
    desk = Desk(load_catalogue(), date(2026, 11, 22))
    asked = [Facts(values={"domain": level}) for level in ("general", "expert")] * 4
    found = await asyncio.gather(*(asyncio.to_thread(desk.advise, facts) for facts in asked))
    assert found == [desk.advise(facts) for facts in asked]
