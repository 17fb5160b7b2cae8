"""Settled: a data folder in which the advisor has run before, so that a test need not wait for it.

Making the tables and building the index takes four times what all the rest of a start does. That
the advisor starts from nothing is proven by the tests of the installed command.
"""

import asyncio
import atexit
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app.demo import demonstrating


def settle(folder: Path) -> Path:
    """Fill an empty folder as the advisor leaves it when nobody has said anything; return it."""
    shutil.copytree(_left_behind(), folder, dirs_exist_ok=True)
    return folder


@cache
def _left_behind() -> Path:
    folder = TemporaryDirectory(prefix="settled-")
    atexit.register(folder.cleanup)
    with ThreadPoolExecutor(1) as thread:  # whoever asks has a loop of its own
        thread.submit(asyncio.run, _started(Path(folder.name))).result()
    return Path(folder.name)


async def _started(folder: Path) -> None:
    async with demonstrating(folder):
        pass
