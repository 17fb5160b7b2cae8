"""A database that is locked, full or gone: what was acknowledged is answered once it is back."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, update

from bot.app.watching import Readiness
from bot.delivery import Arrival, Inbox, Outgoing, pending_age
from bot.delivery.worker import ATTEMPTS
from bot.errors import DeliveryError
from bot.store import EVERY, Database, Session, open_database, upgrade
from bot.store.tables import inbox
from tests.databases import postgresql
from tests.delivery.stage import (
    Slack,
    arrival,
    reply,
    running,
    sender,
    settle,
    states,
    store,
    worker,
)
from tests.waiting import until

LONG = {"text": "words " * 20_000}


@pytest.fixture
def file(sqlite_file: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "fails.sqlite3"
    copy.write_bytes(sqlite_file.read_bytes())
    return copy


@asynccontextmanager
async def opened(file: Path) -> AsyncIterator[Database]:
    database = open_database(f"sqlite:///{file}")
    yield database
    await database.close()


async def test_an_arrival_waits_while_another_process_writes(file: Path) -> None:
    slack = Slack()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        async with opened(file) as database, running(worker(database), sender(database, slack)):
            other.execute("BEGIN IMMEDIATE")
            assert (await pending_age(database)).arrivals == 0  # reading goes on
            storing = asyncio.ensure_future(Inbox(database).store(arrival("one")))
            other.execute("ROLLBACK")
            assert await storing
            await settle(database)
    assert slack.texts == ["re:one"]


async def test_nothing_is_acknowledged_while_the_disk_is_full_and_all_is_answered_after(
    file: Path,
) -> None:
    slack = Slack()
    async with opened(file) as database:
        await store(database, arrival("before"))
        async with full(database):
            with pytest.raises(DeliveryError):
                await Inbox(database).store(arrival("meanwhile", payload=LONG))
            assert (await pending_age(database)).arrivals == 1  # reading goes on
            talker = Talker()
            async with running(worker(database, handler=talker.say_much)):
                await until(lambda: talker.has_tried_often(database))
        async with running(worker(database), sender(database, slack)):
            await Inbox(database).store(arrival("meanwhile", payload=LONG))
            await settle(database, 6.0)
    assert sorted(map(str, slack.texts)) == ["re:before", "re:meanwhile"]


async def test_a_server_that_goes_and_comes_back_loses_nothing_and_is_reported(
    tmp_path: Path,
) -> None:
    slack = Slack()
    with postgresql() as server:
        database = open_database(server.url("postgres"))
        await upgrade(database)
        readiness = Readiness(database, tmp_path)
        await store(database, arrival("before"))
        server.stop()
        with pytest.raises(DeliveryError):
            await Inbox(database).store(arrival("meanwhile"))
        assert "does not answer" in (await readiness.faults())["database"]
        async with running(worker(database), sender(database, slack)):
            server.start()
            await Inbox(database).store(arrival("meanwhile"))
            await settle(database)
        assert "database" not in await readiness.faults()
        await database.close()
    assert sorted(map(str, slack.texts)) == ["re:before", "re:meanwhile"]


@dataclass
class Talker:
    """Has more to say than a full disk takes, and counts how often it has tried."""

    times: int = 0

    async def say_much(self, _session: Session, said: Arrival) -> Sequence[Outgoing]:
        self.times += 1
        return [reply(f"re:{said.key}", payload=LONG, channel=said.thread)]

    async def has_tried_often(self, database: Database) -> bool:
        """Tell whether it has tried more often than a turn may that is at fault itself."""
        async with database.writing(EVERY) as session:  # in place: there is no page to be had
            await session.execute(update(inbox).values(not_before=0.0))
        assert await states(database, inbox) == [("before", "waiting")]
        return self.times > ATTEMPTS


@asynccontextmanager
async def full(database: Database) -> AsyncIterator[None]:
    """Let the file grow no further, as on a full disk, until the block ends."""
    engines = [one.sync_engine for one in database.engines.values()]
    engines += [database.keeper.engine] if database.keeper else []

    def cap(connection: Any, _entry: object) -> None:
        connection.execute("PRAGMA max_page_count = 1").close()

    for engine in engines:
        event.listen(engine, "connect", cap)
    await database.close()
    yield
    for engine in engines:
        event.remove(engine, "connect", cap)
    await database.close()
