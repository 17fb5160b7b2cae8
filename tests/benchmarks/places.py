"""Places: databases to measure in, empty or with a long history."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import CTE, Text, cast, literal, select, text

from bot.store import EVERY, open_database, upgrade
from bot.store.tables import inbox, outbox
from tests.databases import postgresql

OLD: Final[dict[str, object]] = {"workspace": "T0PLAY", "done_at": 1.0}
ARRIVED: Final[dict[str, object]] = {
    "user": "U1",
    "kind": "said",
    "payload": {"text": "something that was said a while ago"},
    "state": "done",
}
SENT: Final[dict[str, object]] = {
    "slot": "root",
    "channel": "C1",
    "method": "chat.postMessage",
    "payload": {"text": "something that was answered a while ago"},
    "state": "sent",
}


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
    """Put old rows into a database, half of them turns and half messages."""
    database = open_database(url)
    await upgrade(database)
    if history:
        async with database.writing(EVERY) as session:
            for table, others in ((inbox, ARRIVED), (outbox, SENT)):
                values = {**OLD, **others}
                numbers = _numbers(history // 2)
                key = literal("Old") + cast(numbers.c.number, Text)
                lane = literal("C") + cast(numbers.c.number % 500, Text)
                ours = {"lane": lane, "consultation": lane} if table is outbox else {"thread": lane}
                given = [literal(value, table.c[name].type) for name, value in values.items()]
                old = select(*given, key, *ours.values())
                names = [*values, "key", *ours]
                await session.execute(table.insert().from_select(names, old))
            await session.execute(text("ANALYZE"))
    await database.close()


def _numbers(most: int) -> CTE:
    """Return a table of the numbers up to one, made by the database."""
    first = select(literal(1).label("number")).cte("numbers", recursive=True)
    return first.union_all(select(first.c.number + 1).where(first.c.number < most))
