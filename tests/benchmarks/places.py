"""Places: databases to measure in, empty or with a long history."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from bot.store import EVERY, open_database, upgrade
from bot.store.tables import inbox
from tests.databases import postgresql


@contextmanager
def address(kind: str) -> Iterator[str]:
    """Give a new database of a kind, as durable as in production."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/bench.sqlite3"
    else:
        with postgresql(durable=True) as server:
            yield server.url("postgres")


async def fill(url: str, history: int) -> None:
    """Put old turns into a database."""
    database = open_database(url)
    await upgrade(database)
    for start in range(0, history, 10_000):
        rows = [
            {
                "workspace": "T0PLAY",
                "key": f"Old{number}",
                "thread": f"C{number % 500}",
                "user": "U1",
                "kind": "said",
                "payload": {"text": "something that was said a while ago"},
                "state": "done",
                "done_at": 1.0,
            }
            for number in range(start, min(start + 10_000, history))
        ]
        async with database.writing(EVERY) as session:
            await session.execute(inbox.insert(), rows)
    await database.close()
