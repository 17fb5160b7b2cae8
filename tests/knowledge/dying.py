"""A process that adds a document and dies at a named step: `python -m tests.knowledge.dying`."""

import asyncio
import sys
from pathlib import Path

from bot.store import open_database
from knowledge import Library
from tests.knowledge.world import BOSS, PETS, TEAM, Clock


async def main(url: str, folder: Path, failpoint: str) -> None:
    """Add a document; the failpoint kills this process on the way."""
    database = open_database(url)
    library = await Library.open(database.engine, folder, clock=Clock(), failpoint=failpoint)
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    await library.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
