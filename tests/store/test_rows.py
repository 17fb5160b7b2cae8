"""What the rooms keep and find again."""

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import DeliveryError
from bot.store import (
    Database,
    Feedback,
    Installation,
    Place,
    StoredConsultation,
    Use,
    consultations,
    installations,
    messages,
    preferences,
    records,
)

FIRST = StoredConsultation("k1", "C1", None, "U1", "Support replies", {"facts": {}}, 1)
DAY = date(2026, 11, 22)


async def test_a_consultation_is_found_by_id_thread_message_and_person(
    database: Database,
) -> None:
    async with database.writing("T1") as session:
        await consultations.save(session, FIRST, expected=0)
        await messages.remember(session, "k1", "root", Place("C1", "5.0"))
        await messages.remember(session, "k1", "question", Place("C1", "6.0"))
    async with database.reading("T1") as session:
        found = await consultations.load(session, "k1")
        assert found is not None
        assert replace(found, updated_at=0.0) == FIRST
        assert await consultations.at_thread(session, "C1", "5.0") == found  # our root began it
        assert await consultations.at_thread(session, "C1", "6.0") == found
        assert await consultations.of_user(session, "U1") == [found]
        assert await consultations.at_thread(session, "C2", "5.0") is None
        assert await consultations.of_user(session, "U2") == []


async def test_a_consultation_in_a_persons_thread_is_found_by_that_thread(
    database: Database,
) -> None:
    async with database.writing("T1") as session:
        await consultations.save(session, replace(FIRST, thread_ts="1.0"), expected=0)
        found = await consultations.at_thread(session, "C1", "1.0")
    assert found is not None
    assert found.id == "k1"


async def test_a_stale_save_changes_nothing(database: Database) -> None:
    async with database.writing("T1") as session:
        await consultations.save(session, FIRST, expected=0)
        with pytest.raises(DeliveryError):
            await consultations.save(session, replace(FIRST, title="again"), expected=0)
        second = replace(FIRST, title="second", version=2)
        await consultations.save(session, second, expected=1)
        with pytest.raises(DeliveryError):
            await consultations.save(session, replace(second, title="late"), expected=1)
        found = await consultations.load(session, "k1")
    assert found is not None
    assert (found.title, found.version) == ("second", 2)


async def test_one_workspace_never_sees_another(database: Database) -> None:
    async with database.writing("T1") as session:
        await consultations.save(session, FIRST, expected=0)
        await messages.remember(session, "k1", "root", Place("C1", "5.0"))
        await preferences.set_for_channel(session, "C1", "prices", value=False)
        await records.write_audit(session, "U1", "reload")
    async with database.writing("T2") as session:
        assert await consultations.load(session, "k1") is None
        assert await messages.find(session, "k1", "root") is None
        assert await preferences.of_channel(session, "C1") == {}
        assert await records.read_audit(session) == []
        await consultations.save(session, replace(FIRST, title="theirs"), expected=0)
    async with database.reading("T1") as session:
        found = await consultations.load(session, "k1")
    assert found is not None
    assert found.title == FIRST.title


async def test_a_slot_that_moved_is_found_where_it_is_now(database: Database) -> None:
    async with database.writing("T1") as session:
        await messages.remember(session, "k1", "advice", Place("C1", "5.0"))
        await messages.remember(session, "k1", "advice", Place("C1", "9.0"))
        assert await messages.find(session, "k1", "advice") == Place("C1", "9.0")


async def test_settings_are_replaced_one_by_one(database: Database) -> None:
    async with database.writing("T1") as session:
        for name, value in (("a", 1), ("b", [True, None]), ("a", "x")):
            await preferences.set_for_workspace(session, name, value)
            await preferences.set_for_channel(session, "C1", name, value)
        expected = {"a": "x", "b": [True, None]}
        assert await preferences.of_workspace(session) == expected
        assert await preferences.of_channel(session, "C1") == expected


async def test_feedback_is_one_a_person_and_the_last_one_counts(database: Database) -> None:
    async with database.writing("T1") as session:
        for user, helpful in (("U1", False), ("U2", True), ("U1", True), ("U3", False)):
            given = Feedback("k1", user, helpful=helpful, comment="", version=1)
            await records.give_feedback(session, given)
        assert await records.count_feedback(session) == (2, 1)


async def test_the_audit_trail_tells_the_newest_first(database: Database) -> None:
    async with database.writing("T1") as session:
        for action in ("add", "reload", "rollback"):
            await records.write_audit(session, "U1", action, "kb", version=2)
        entries = await records.read_audit(session, limit=2)
    assert [entry.action for entry in entries] == ["rollback", "reload"]
    assert entries[0].detail == {"version": 2}


async def test_model_use_adds_up_for_a_person_and_for_the_workspace(database: Database) -> None:
    async with database.writing("T1") as session:
        for user, day in (("U1", DAY), ("U1", DAY), ("U2", DAY), ("U1", date(2026, 12, 1))):
            await records.add_use(session, day, user, Use(1, 100, 2_500))
        await records.add_use(session, DAY, "U2", Use(0, -40, -1_000))
        month = (date(2026, 11, 1), date(2026, 11, 30))
        assert await records.used(session, *month) == Use(3, 260, 6_500)
        assert await records.used(session, DAY, DAY, "U1") == Use(2, 200, 5_000)
        assert await records.used(session, DAY, DAY, "U9") == Use()


@pytest.mark.parametrize("lock", [False, True])
async def test_an_installation_is_kept_replaced_and_removed(
    database: Database, *, lock: bool
) -> None:
    first = Installation({"bot": "B1"}, b"\x00\xff", "key-1")
    second = Installation({"bot": "B1"}, b"other", "key-2")
    async with database.writing("T1") as session:
        assert await installations.load(session, lock=lock) is None
        await installations.save(session, first)
        assert await installations.load(session, lock=lock) == first
        await installations.save(session, second)
        assert await installations.load(session, lock=lock) == second
        await installations.remove(session)
        assert await installations.load(session, lock=lock) is None


async def test_an_installation_state_is_good_once_in_time_and_in_its_browser(
    database: Database,
) -> None:
    async with database.writing("") as session:
        await installations.issue_state(session, "s1", "cookie")
        await installations.issue_state(session, "s2", "cookie")
        await installations.issue_state(session, "s3", "cookie", seconds=-1)
        assert await installations.use_state(session, "s1", "cookie")
        assert not await installations.use_state(session, "s1", "cookie")
        assert not await installations.use_state(session, "s2", "another browser's")
        assert not await installations.use_state(session, "s3", "cookie")
