"""What is asked to be forgotten is gone, and nothing else."""

from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from sqlalchemy import select, update

from advisors import load_catalogue
from bot.app.tenants import erase_person
from bot.conversation import Consultation, Desk, Said, Turn, converse
from bot.store import (
    ERASED,
    EVERY,
    Database,
    Feedback,
    Installation,
    Place,
    StoredConsultation,
    Use,
    consultations,
    erase_message,
    erase_workspace,
    export_workspace,
    forget_old,
    installations,
    messages,
    metadata,
    open_database,
    preferences,
    records,
)
from bot.store.tables import consultation, inbox, outbox
from knowledge.store.schema import generation

DAY = 86400


def talk(*speakers: tuple[str, str]) -> dict[str, object]:
    """Return the state of a consultation in which people said something, one after the other."""
    desk, consultation = Desk(load_catalogue(), date(2026, 11, 22)), Consultation()
    for number, (user, words) in enumerate(speakers, start=1):
        turn = Turn(f"k{number}", f"{number}.0", user, Said(words, "direct"))
        consultation = converse(consultation, turn, desk).consultation
    return consultation.to_json()


async def live(database: Database, workspace: str, user: str, guest: str = "U9") -> None:
    """Leave a trace of a person in every table, with words that can be searched for."""
    words = f"canary {workspace} {user}"
    key = f"k {user}"
    state = talk(
        (user, f"We label mail for {words}"), (guest, f"canary {workspace} {guest}, 80 ms")
    )
    async with database.writing(workspace) as session:
        stored = StoredConsultation(key, "C1", None, user, words, state, 1)
        await consultations.save(session, stored, expected=0)
        await messages.remember(session, key, "root", Place("C1", f"5.{user}"))
        await records.give_feedback(
            session, Feedback(key, user, helpful=True, comment=words, version=1)
        )
        await records.write_audit(session, user, "reload")
        await records.add_use(session, date(2026, 11, 22), user, Use(1, 100, 2))
        await preferences.set_for_workspace(session, "note", workspace)
        await preferences.set_for_channel(session, "C1", "note", workspace)
        await installations.save(session, Installation({"team": workspace}, b"secret", "key-1"))
        await installations.issue_state(session, f"state {user}", "cookie")
        await session.insert(
            inbox,
            key=f"Ev {user}",
            second_key=f"C1:{user}",
            thread=key,
            user=user,
            kind="said",
            payload={"text": words},
            state="waiting",
        )
        for consulted, reply in ((key, f"re {user}"), ("", f"Ev {user}#0"), ("", f"Ev {user}")):
            await session.insert(
                outbox,
                lane=key,
                consultation=consulted,
                slot="root",
                channel="C1",
                method="chat.postMessage",
                payload={"text": words},
                key=reply,
                state="pending",
            )


async def everything(database: Database, workspace: str) -> dict[str, list[dict[str, Any]]]:
    async with database.reading(workspace) as session:
        return {
            table.name: [
                dict(row)
                for row in (
                    await session.execute(select(table).where(table.c.workspace == workspace))
                ).mappings()
            ]
            for table in metadata.sorted_tables
        }


async def test_an_erased_workspace_leaves_no_row_and_no_other_workspace_is_touched(
    database: Database,
) -> None:
    for workspace in ("T1", "T2"):
        await live(database, workspace, "U1")
    before = await everything(database, "T2")
    for _ in range(2):  # the second time changes nothing
        async with database.writing("T1") as session:
            await erase_workspace(session)
    assert not any((await everything(database, "T1")).values())
    assert await everything(database, "T2") == before


async def test_an_erased_person_leaves_no_words_and_no_id(database: Database) -> None:
    for user, guest in (("U1", "U2"), ("U2", "U1")):
        await live(database, "T1", user, guest)
    async with database.writing(EVERY) as session:
        await session.execute(update(outbox).values(state="sent", done_at=1.0))
    await erase_person(database, "T1", "U1", date(2026, 11, 22))
    after = await everything(database, "T1")
    assert "canary T1 U1" not in str(after)
    assert "'U1'" not in str(after["consultation"])
    assert "canary T1 U2" in str(after["consultation"])
    people = [
        row.get(who)
        for rows in after.values()
        for row in rows
        for who in ("user", "owner", "actor")
    ]
    assert "U1" not in people
    assert "U2" in people
    assert [row["id"] for row in after["consultation"]] == ["k U2"]
    assert {row["key"] for row in after["inbox"]} == {"Ev U1", "Ev U2"}  # ids stay known
    workspace_use = [row for row in after["model_use"] if row["user"] == records.WHOLE_WORKSPACE]
    assert [row["tokens"] for row in workspace_use] == [200]


async def test_a_person_is_erased_from_what_versions_of_the_knowledge_were_made_from(
    database: Database,
) -> None:
    async with database.writing("T1") as session:
        await session.insert(
            generation,
            version=1,
            state="ready",
            embedder="e",
            dimension=1,
            documents=2,
            passages=2,
            threshold=0.5,
            made_by="U1",
            made_at=datetime.fromtimestamp(0, UTC),
            listed='{"documents": [{"added_by": "U1"}, {"added_by": "U12"}], "folders": []}',
        )
    await erase_person(database, "T1", "U1", date(2026, 11, 22))
    async with database.reading(EVERY) as session:
        row = (await session.execute(select(generation))).mappings().one()
    assert row["made_by"] == ERASED
    assert row["listed"] == (
        f'{{"documents": [{{"added_by": "{ERASED}"}}, {{"added_by": "U12"}}], "folders": []}}'
    )


async def test_the_words_of_a_deleted_message_are_erased(database: Database) -> None:
    await live(database, "T1", "U1")
    for user, key, kept in (("U1", "C1:U1", False), ("U1", "C1:2.0", True), ("U2", "C1:U1", True)):
        async with database.writing("T1") as session:
            await session.insert(
                inbox,
                key=f"edit {user} {key}",
                thread="k",
                user=user,
                kind="edited",
                payload={"act": {"key": key, "text": f"kept: {kept}"}},
                state="done",
                done_at=1.0,
            )
    async with database.writing("T1") as session:
        await erase_message(session, "C1:U1", "U1")
    after = {row["key"]: row for row in (await everything(database, "T1"))["inbox"]}
    assert (after["Ev U1"]["payload"], after["Ev U1"]["state"]) == ({}, "done")
    assert after["edit U1 C1:U1"]["payload"] == {}
    assert "kept: False" not in str(after)
    assert str(after).count("kept: True") == 2


async def test_erased_words_are_not_left_in_the_bytes_of_the_file(
    sqlite_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "erased.sqlite3"
    copyfile(sqlite_file, file)
    database = open_database(f"sqlite:///{file}")
    await live(database, "T1", "U1")
    assert b"canary" in bytes_in(tmp_path)
    async with database.writing("T1") as session:
        await erase_workspace(session)
    await database.compact()
    assert b"canary" not in bytes_in(tmp_path)
    await database.close()


def bytes_in(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir())


async def test_an_export_holds_every_table_of_the_workspace_and_no_token(
    database: Database,
) -> None:
    for workspace in ("T1", "T2"):
        await live(database, workspace, "U1")
    async with database.reading("T1") as session:
        exported = await export_workspace(session)
    hidden = {"installation", "oauth_state"}
    assert set(exported) == set(metadata.tables) - hidden
    assert all(exported[name] for name in exported if name != "pace")
    assert "T2" not in str(exported)
    assert "secret" not in str(exported)


async def age(database: Database, days: float) -> None:
    """Make everything as old as that; what was waiting is done."""
    async with database.writing(EVERY) as session:
        for queue, done in ((inbox, "done"), (outbox, "sent")):
            await session.execute(
                update(queue).values(
                    stored_at=queue.c.stored_at - days * DAY, state=done, done_at=1.0
                )
            )
        await session.execute(
            update(consultation).values(updated_at=consultation.c.updated_at - days * DAY)
        )


@pytest.mark.parametrize(
    ("days", "own", "words", "ids"),
    [
        (29, None, True, True),
        (31, None, False, False),
        (3, 2, False, True),
        (6, 5, False, True),
        (8, 5, False, False),
        (31, 60, True, True),
    ],
)
async def test_words_are_forgotten_in_time_and_ids_no_sooner_than_a_week(
    database: Database, days: float, own: int | None, *, words: bool, ids: bool
) -> None:
    await live(database, "T1", "U1")
    await age(database, days)
    if own is not None:
        async with database.writing("T1") as session:
            await preferences.set_for_workspace(session, preferences.RETENTION_DAYS, own)
    await forget_old(database, 30)
    after = await everything(database, "T1")
    assert ("canary" in str(after)) is words
    assert bool(after["inbox"]) is ids
    assert await forget_old(database, 30) == 0  # a second run finds nothing


async def test_what_waits_is_never_forgotten(database: Database) -> None:
    await live(database, "T1", "U1")
    async with database.writing(EVERY) as session:
        await session.execute(update(inbox).values(stored_at=inbox.c.stored_at - 90 * DAY))
    await forget_old(database, 30)
    (row,) = (await everything(database, "T1"))["inbox"]
    assert row["payload"] == {"text": "canary T1 U1"}


async def test_a_long_history_is_forgotten_in_several_short_transactions(
    database: Database,
) -> None:
    rows = [
        {
            "workspace": "T1",
            "key": f"Ev{n}",
            "thread": "t",
            "user": "U1",
            "kind": "said",
            "payload": {"text": "old"},
            "state": "done",
            "stored_at": 1.0,
            "done_at": 1.0,
        }
        for n in range(1_200)
    ]
    async with database.writing("T1") as session:
        await session.execute(inbox.insert(), rows)
    assert await forget_old(database, 30) == 2_400  # words, then ids
    assert (await everything(database, "T1"))["inbox"] == []
