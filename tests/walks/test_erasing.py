"""What people delete in Slack, and who asks to be forgotten, is gone from the database too."""

from datetime import date

from sqlalchemy import select

from bot.app.tenants import erase_person
from bot.store import EVERY
from bot.store.tables import consultation, inbox, outbox
from tests.walks.conftest import Walk


async def kept_words(walk: Walk) -> str:
    async with walk.demo.bot.database.reading(EVERY) as session:
        columns = (inbox.c.payload, consultation.c.state, outbox.c.payload)
        return str([list((await session.execute(select(one))).scalars()) for one in columns])


async def test_no_word_of_a_deleted_message_is_kept(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    await walk.recommended(root)
    await walk.say(root, "we have 7,123 solved tickets from Kummersdorf")
    await walk.until(root, "7,123")
    said = walk.slack.messages(root.channel, root.ts)
    mine = next(one for one in said if "Kummersdorf" in one.text)
    await walk.slack.change(mine, "we have 7,123 solved tickets from Buxtehude")
    await walk.slack.settle()
    assert "Kummersdorf" in await kept_words(walk)
    assert "Buxtehude" in await kept_words(walk)

    await walk.slack.remove(mine)
    await walk.until(root, "its words are erased here")
    await walk.slack.settle()

    left = await kept_words(walk)
    assert "Kummersdorf" not in left
    assert "Buxtehude" not in left


async def test_a_person_is_erased_from_the_consultations_of_others_too(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    await walk.recommended(root)
    (workspace,) = walk.slack.world.workspaces.values()
    words = "7,123 solved tickets of Kummersdorf"
    await walk.say(root, f"<@{workspace.bot.id}> {words}", walk.ada)
    await walk.until(root, "7,123")
    await walk.slack.settle()
    assert "Kummersdorf" in await kept_words(walk)

    await erase_person(walk.demo.bot.database, workspace.id, walk.ada, date(2026, 11, 22))

    left = await kept_words(walk)
    assert "Kummersdorf" not in left
    assert walk.ada not in left
    assert "7123" not in left
    await walk.say(root, "what if we had ten times the volume?")
    await walk.until(root, "50,000 → 500,000")
