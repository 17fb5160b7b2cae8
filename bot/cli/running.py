"""Running: an event loop for the commands that wait for something; the others load none."""

import signal
from collections.abc import Coroutine
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from asyncio import Event

T = TypeVar("T")


def run_to_end(work: Coroutine[object, None, T]) -> T:
    """Return what a piece of work that waits comes to."""
    import asyncio

    return asyncio.run(work)


def listen_to_signals() -> "Event":
    """Return what Ctrl+C and SIGTERM set; from now on they end nothing by themselves."""
    import asyncio

    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stopped.set)
    return stopped


async def until_stopped() -> None:
    """Wait for Ctrl+C or SIGTERM."""
    await listen_to_signals().wait()
