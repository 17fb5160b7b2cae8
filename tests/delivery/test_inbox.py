"""What is stored is stored once, and nothing is acknowledged that is not."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

import pytest
from sqlalchemy import event

from bot.delivery import Arrival, Inbox, pending_age
from bot.delivery.inbox import MOST_AT_ONCE
from bot.errors import DeliveryError
from bot.store import EVERY, Database, open_database
from bot.store.tables import inbox
from tests.delivery.stage import arrival, states, time_passes

FIRST = arrival("Ev1", second_key="T1:C1:1.0")


@pytest.mark.parametrize(
    ("second", "new"),
    [
        (FIRST, False),
        (replace(FIRST, payload={"text": "the same id with other words"}), False),
        (replace(FIRST, key="Ev2"), False),  # a mention that also comes as a message
        (replace(FIRST, key="Ev2", second_key=None), True),
        (replace(FIRST, key="Ev2", second_key="T1:C1:2.0"), True),
        (replace(FIRST, workspace="T2"), True),  # ids are unique in a workspace
    ],
)
async def test_an_arrival_is_stored_once_under_either_of_its_names(
    database: Database, second: Arrival, *, new: bool
) -> None:
    box = Inbox(database)
    assert await box.store(FIRST)
    assert await box.store(second) is new
    assert len(await states(database, inbox)) == 1 + new


async def test_arrivals_without_a_second_key_do_not_shut_each_other_out(
    database: Database,
) -> None:
    assert [await Inbox(database).store(arrival(f"Ev{n}")) for n in range(3)] == [True] * 3


async def test_the_same_arrival_stored_twenty_times_at_once_is_one(database: Database) -> None:
    stored = await asyncio.gather(*(Inbox(database).store(FIRST) for _ in range(20)))
    assert sorted(stored) == [False] * 19 + [True]


async def test_what_comes_together_is_stored_together_and_told_apart(database: Database) -> None:
    box = Inbox(database)
    elsewhere = replace(FIRST, workspace="T2")
    under_its_second_name = replace(FIRST, key="Ev2")
    others = [arrival(f"Ev other {n}") for n in range(150)]
    coming = [FIRST, FIRST, under_its_second_name, elsewhere, *others]
    stored = await asyncio.gather(*(box.store(one) for one in coming))
    assert stored.count(True) == 2 + len(others)
    assert sum(stored[:3]) == 1
    assert len(await states(database, inbox)) == 2 + len(others)


async def test_a_crowd_is_stored_together_and_each_is_told_whether_it_is_new(
    database: Database,
) -> None:
    box = Inbox(database)
    crowd = [arrival(f"Ev{number % 150}") for number in range(300)]
    with recorded(database) as statements:
        stored = await asyncio.gather(*map(box.store, crowd))
    assert stored == [True] * 150 + [False] * 150
    assert statements.count("COMMIT") <= 1 + 300 / MOST_AT_ONCE


async def test_two_processes_with_the_same_crowd_store_each_arrival_once(
    database: Database,
) -> None:
    crowd = [arrival(f"Ev{number}", second_key=f"C1:{number}") for number in range(60)]
    boxes = Inbox(database), Inbox(database)
    both = [*map(boxes[0].store, crowd), *map(boxes[1].store, crowd[::-1])]
    assert sum(await asyncio.gather(*both)) == 60


async def test_what_the_database_does_not_take_keeps_no_other_arrival_out(
    database: Database,
) -> None:
    box = Inbox(database)
    bad = arrival("bad", thread=cast("str", None))
    outcomes = await asyncio.gather(
        *map(box.store, (arrival("Ev1"), bad, arrival("Ev2"))), return_exceptions=True
    )
    assert (outcomes[0], type(outcomes[1]), outcomes[2]) == (True, DeliveryError, True)


async def test_who_leaves_while_it_is_stored_harms_nobody(database: Database) -> None:
    box = Inbox(database)
    leaving, staying = (asyncio.ensure_future(box.store(arrival(key))) for key in ("Ev1", "Ev2"))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying
    assert len(await states(database, inbox)) == 2


@contextmanager
def recorded(database: Database) -> Iterator[list[str]]:
    """Count the transactions that acknowledgements take."""
    found: list[str] = []
    engine = database.keeper.engine if database.keeper else database.engines["urgent"].sync_engine

    def note(_connection: object) -> None:
        found.append("COMMIT")

    event.listen(engine, "commit", note)
    yield found
    event.remove(engine, "commit", note)


async def test_the_worker_is_woken_for_what_is_new_only(database: Database) -> None:
    calls: list[None] = []
    box = Inbox(database, lambda: calls.append(None))
    await box.store(FIRST)
    await box.store(FIRST)
    assert len(calls) == 1


async def test_a_nul_and_a_lone_surrogate_never_reach_the_database(database: Database) -> None:
    await Inbox(database).store(arrival("Ev\x001", payload={"text": "a\x00b\ud800c"}))
    async with database.reading(EVERY) as session:
        row = (await session.execute(inbox.select())).one()
    assert (row.key, row.payload) == ("Ev1", {"text": "ab\N{REPLACEMENT CHARACTER}c"})


@pytest.mark.parametrize(
    "address", ["sqlite:////dev/null", "postgresql://nobody@127.0.0.1:1/nothing"]
)
async def test_what_cannot_be_stored_is_an_error_and_not_an_acknowledgement(address: str) -> None:
    database = open_database(address)
    with pytest.raises(DeliveryError, match="could not be stored"):
        await Inbox(database).store(FIRST)
    await database.close()


async def test_the_backlog_tells_how_long_the_oldest_arrival_waits(database: Database) -> None:
    assert (await pending_age(database)).oldest_arrival == 0
    await Inbox(database).store(FIRST)
    await time_passes(database, 90)
    backlog = await pending_age(database)
    assert (backlog.arrivals, backlog.replies) == (1, 0)
    assert 90 <= backlog.oldest_arrival < 120
