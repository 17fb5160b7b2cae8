"""What comes to the bot at once, again or too late: nobody's words are dropped in silence."""

import asyncio

import pytest
from sqlalchemy import delete

from bot.app.demo import Demo
from bot.conversation import Outcome, Said
from bot.delivery import worker
from bot.playground import Message, View
from bot.store import EVERY
from bot.store.tables import consultation, message
from bot.turns import Assisting, Consulting
from tests.walks.conftest import Walk
from tests.walks.test_console import console, press, window


async def form_of(walk: Walk, root: Message) -> View:
    advice = await walk.recommended(root)
    await walk.slack.press(walk.mia, advice, "Edit everything")
    return await walk.form()


def shown(walk: Walk, root: Message) -> str:
    return str([(one.text, one.blocks) for one in (root, *walk.thread(root))])


async def test_a_form_and_a_word_that_come_at_once_both_count(
    http_walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They wait in different lines: the later one is worked again on what the other left."""
    walk = http_walk
    monkeypatch.setattr(worker, "BACKOFF_SECONDS", 0.01)
    plain, at_work, go_on = Assisting.converse, asyncio.Event(), asyncio.Event()

    async def slow(*given: object, **more: object) -> Outcome:
        outcome = await plain(*given, **more)  # type: ignore[arg-type]  # handed through
        if any(isinstance(getattr(one, "act", None), Said) for one in given):
            at_work.set()
            await go_on.wait()
        return outcome

    root = await walk.open()
    view = await form_of(walk, root)
    monkeypatch.setattr(Assisting, "converse", slow)
    await walk.say(root, "we have 7,000 solved tickets")
    await at_work.wait()
    await walk.slack.submit(view, {"requests_per_month": "80000"})
    await walk.slack.wait_for(lambda: "80,000" in shown(walk, root))
    go_on.set()

    await walk.slack.wait_for(lambda: "7,000" in shown(walk, root))
    await walk.slack.settle()
    assert "80,000" in shown(walk, root)
    async with walk.demo.bot.database.reading(EVERY) as session:
        (state,) = (await session.execute(consultation.select())).all()
    assert "7000" in str(state.state)
    assert "80000" in str(state.state)


async def test_a_button_of_the_home_page_works_as_often_as_it_is_pressed(
    http_walk: Walk,
) -> None:
    walk = http_walk
    view = await console(walk)
    await press(walk, view, "Documents")
    await walk.slack.wait_for(lambda: len(walk.slack.calls_of("views.open")) == 1)
    await press(walk, view, "Documents")
    await walk.slack.wait_for(lambda: len(walk.slack.calls_of("views.open")) == 2)
    await window(walk, "document")


async def forget(demo: Demo) -> None:
    async with demo.bot.database.writing(EVERY) as session:
        for table in consultation, message:
            await session.execute(delete(table))


def written_to(walk: Walk, user: str) -> str:
    direct = walk.slack.direct(user)
    return str([one.text for one in walk.slack.messages(direct) if one.bot_id])


async def test_a_form_that_comes_too_late_is_answered(http_walk: Walk) -> None:
    walk = http_walk
    view = await form_of(walk, await walk.open())
    await forget(walk.demo)
    await walk.slack.submit(view, {"requests_per_month": "80000"})
    await walk.slack.wait_for(
        lambda: "I no longer have the consultation" in written_to(walk, walk.mia)
    )


async def test_a_form_that_cannot_be_worked_ends_in_one_apology(
    http_walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = http_walk
    monkeypatch.setattr(worker, "BACKOFF_SECONDS", 0.01)
    view = await form_of(walk, await walk.open())

    async def poisoned(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Consulting, "answer", poisoned)
    await walk.slack.submit(view, {"requests_per_month": "80000"})
    await walk.slack.wait_for(lambda: "Something went wrong" in written_to(walk, walk.mia))
    await walk.slack.settle()
    assert written_to(walk, walk.mia).count("Something went wrong") == 1
