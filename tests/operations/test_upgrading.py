"""From one version to the next and back, with what people have said in the database."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.playground import Message
from bot.store import open_database, upgrade
from tests.operations.conftest import Site

pytestmark = pytest.mark.timeout(400)  # whole processes start and stop
OLD = Path(__file__).with_name("revision_0001.json")
"""An open consultation and a turn that waits, as the first version of the tables kept them."""


def rows_of(site: Site) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """Return the channel and the old rows, moved to the people and places of a site."""
    slack = site.crowd.slack
    channel = site.crowd.channels[0].id
    written = OLD.read_text()
    for mark, name in (
        ("CHANNEL", channel),
        ("USER", slack.member.id),
        ("TEAM", slack.workspace.id),
    ):
        written = written.replace(mark, name)
    return channel, json.loads(written)


async def fill(url: str, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Write rows into a database of the first version, without the code of this one."""
    database = open_database(url)
    await upgrade(database, "0001")
    async with database.engine.begin() as connection:
        for table, rows in tables.items():
            for row in rows:
                plain = {
                    name: json.dumps(one) if isinstance(one, dict) else one
                    for name, one in row.items()
                }
                names = ", ".join(f'"{name}"' for name in plain)
                values = ", ".join(f":{name}" for name in plain)
                insert = f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608  (our own names)
                await connection.execute(text(insert), plain)
    await database.close()


async def test_what_the_first_version_left_open_is_answered_by_this_one(site: Site) -> None:
    channel, tables = rows_of(site)
    slack = site.crowd.slack
    root = next(row["ts"] for row in tables["message"] if row["slot"] == "root")
    shown = Message(root, channel, slack.workspace.id, slack.workspace.bot.id, "What I understood")
    site.crowd.channels[0].add(shown)
    await fill(site.url, tables)

    process = await site.start("serve")

    def recommended() -> bool:
        return any("Recommendation for" in one.text for one in slack.messages(channel, root))

    await slack.wait_for(recommended, 30)
    assert (await site.run("db", "check"))[0] == 0
    assert await process.stop() == 0


async def test_the_tables_go_back_with_data_and_forth_again_and_nothing_is_said_twice(
    site: Site,
) -> None:
    first = await site.start("serve", "data")
    asked = [await site.ask(first, number) for number in range(3)]
    await site.until_answered(*asked)
    await first.stop()

    back, _ = await site.run("db", "downgrade", "-1", "--yes", folder="data")
    wanting, says = await site.run("db", "check", folder="data")
    again = await site.start("serve", "data")  # it brings the tables up to date by itself
    later = await site.ask(again, 10)
    await site.until_answered(later)

    assert (back, wanting) == (0, 1)
    assert "advisor db upgrade" in says
    assert (await site.run("db", "check", folder="data"))[0] == 0
    assert max(site.crowd.told().values()) == 1
    assert {one.key for one in (*asked, later)} <= set(site.crowd.answered())
