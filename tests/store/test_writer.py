"""The line of writers: one at a time, acknowledgements first, nobody for ever."""

import asyncio

import pytest

from bot.errors import DeliveryError
from bot.store.writer import Writer


async def write(writer: Writer, name: str, written: list[str], *, urgent: bool = False) -> None:
    await writer.begin(urgent=urgent)
    written.append(name)
    writer.end()


async def in_line(*waiting: "asyncio.Task[None]") -> None:
    """Let every task go as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)
    assert not any(task.done() for task in waiting)


async def test_writers_go_in_order_and_acknowledgements_before_them() -> None:
    writer, written = Writer(10), list[str]()
    await writer.begin(urgent=False)
    waiting = [
        asyncio.ensure_future(write(writer, name, written, urgent=name.startswith("ack")))
        for name in ("turn 1", "turn 2", "ack 1", "turn 3", "ack 2")
    ]
    await in_line(*waiting)
    writer.end()
    await asyncio.gather(*waiting)
    assert written == ["ack 1", "ack 2", "turn 1", "turn 2", "turn 3"]


async def test_who_waited_too_long_is_told_and_skipped() -> None:
    writer, written = Writer(0.01), list[str]()
    await writer.begin(urgent=False)
    with pytest.raises(DeliveryError, match="busy"):
        await write(writer, "late", written)
    writer.end()
    await write(writer, "next", written)
    assert written == ["next"]


@pytest.mark.parametrize("handed_over", [False, True])
async def test_who_leaves_the_line_holds_nobody_up(*, handed_over: bool) -> None:
    writer, written = Writer(10), list[str]()
    await writer.begin(urgent=False)
    leaving = asyncio.ensure_future(write(writer, "leaving", written))
    staying = asyncio.ensure_future(write(writer, "staying", written))
    await in_line(leaving, staying)
    if handed_over:
        writer.end()  # its turn comes at the moment it is cancelled
        leaving.cancel()
    else:
        leaving.cancel()
        writer.end()
    await asyncio.wait([leaving, staying])
    assert written == ["staying"]
