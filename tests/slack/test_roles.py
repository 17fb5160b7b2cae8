"""Who may: eight roles, every administrator's command, in words, as buttons and as forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.conversation import Submitted
from bot.delivery import NotSent, Outgoing
from bot.slack import People
from bot.store import Database
from bot.turns import (
    Administration,
    Commanded,
    Governing,
    Knowing,
    Shared,
    Visit,
)
from bot.turns.admin_commands import ADMIN_COMMANDS, HELP
from bot.turns.administration import refusal
from knowledge import Hit, Reload, Status, Version

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
HOME = {"team_id": "T1"}
ROLES: dict[str, tuple[dict[str, Any], bool]] = {
    "owner": ({**HOME, "is_owner": True, "is_admin": True}, True),
    "administrator": ({**HOME, "is_admin": True}, True),
    "named": (HOME, True),  # in ADVISOR_ADMINS
    "member": (HOME, False),
    "guest": ({**HOME, "is_restricted": True, "is_admin": True}, False),
    "guest of one channel": ({**HOME, "is_ultra_restricted": True, "is_admin": True}, False),
    "stranger": ({"team_id": "T9", "is_stranger": True, "is_admin": True}, False),
    "deleted": ({**HOME, "deleted": True, "is_admin": True}, False),
    "bot": ({**HOME, "is_bot": True, "is_admin": True}, False),
    "unknown": ({}, False),
}
COMMANDS = (
    *("reload", "confirmed reload", "status", "documents", "add https://example.com/a.md"),
    *("remove a.md", "confirmed remove a.md", "versions", "rollback 1", "confirmed rollback 1"),
    *("search words", "cancel", "channel here muted", "budget 5", "feedback", "audit"),
    *("export", "confirmed export", "upload F1", "form add", "dismiss", "help", ""),
)


@dataclass
class Directory:
    """Slack's users.info with one person in it."""

    person: Mapping[str, Any]
    down: bool = False

    async def call(self, _: str, __: str, payload: Mapping[str, object]) -> Mapping[str, Any]:
        if self.down:
            raise NotSent(None)
        return {"user": {**self.person, "id": payload["user"]}} if self.person else {}


FIRST = Version(
    version=1,
    state="ready",
    live=True,
    documents=1,
    passages=1,
    embedder="e",
    made_by="b",
    made_at=MOMENT,
    report=Reload(1),
)


@dataclass
class Shelf:
    """A knowledge base that notes what was done to it."""

    done: list[str] = field(default_factory=list)

    async def status(self, _: str) -> Status:
        return Status(
            version=1,
            shared=True,
            documents=1,
            passages=1,
            embedder="e",
            made_by="b",
            made_at=MOMENT,
        )

    async def versions(self, _: str) -> tuple[Version, ...]:
        return (FIRST,)

    async def search(self, _: str, **__: object) -> tuple[Hit, ...]:
        return ()

    async def cancel(self, _: str) -> None:
        self.done.append("cancel")

    async def _change(self, *_: object, **__: object) -> Reload:
        self.done.append("change")
        return Reload(2)

    reload = add = add_link = remove = _change

    async def rollback(self, *_: object, **__: object) -> Version:
        self.done.append("rollback")
        return FIRST


@dataclass
class Desk:
    """Administration around one person.

    Attributes:
        shelf: Notes changes.
        opened: Direct messages that were opened.
    """

    person: Mapping[str, Any]
    down: bool = False
    shelf: Shelf = field(default_factory=Shelf)
    opened: list[str] = field(default_factory=list)

    def administration(self, named: frozenset[str] = frozenset()) -> Administration:
        people = People(Directory(self.person, self.down), named)  # type: ignore[arg-type]  # only call is used
        knowing = Knowing(self.shelf, self.tell, self.fetch)  # type: ignore[arg-type]  # a written fake
        governing = Governing(self.shelf, 1000, lambda: date(2026, 11, 22))  # type: ignore[arg-type]  # the same
        return Administration(people, knowing, governing, self.open_direct)

    async def tell(self, *_: object, **__: object) -> None:
        self.shelf.done.append("told")

    async def fetch(self, _: str, __: str) -> tuple[str, bytes]:
        self.shelf.done.append("fetched")
        return "a.md", b"# A"

    async def open_direct(self, _: str, user: str) -> str:
        self.opened.append(user)
        return "D1"


def visit(act: Commanded | Submitted, view: str = "") -> Visit:
    return Visit("k", "1.0", "T1", "U1", "C1", act, trigger="tr", view=view)


async def asked(database: Database, role: str, one: Visit) -> tuple[Desk, tuple[Outgoing, ...]]:
    desk = Desk(ROLES[role][0])
    named = frozenset({"U1"}) if role == "named" else frozenset()
    async with database.writing("T1") as session:
        replies = tuple(await desk.administration(named).answer(session, one))
    return desk, replies


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("view", ["", "home", "V1"])
async def test_every_command_is_for_administrators_from_every_way_in(
    database: Database, role: str, view: str
) -> None:
    allowed = ROLES[role][1]
    for words in COMMANDS:
        desk, replies = await asked(database, role, visit(Commanded(words), view))
        refused = "Only administrators" in str(replies[0].payload)
        assert refused is not allowed, (role, words)
        if not allowed:
            assert (desk.shelf.done, desk.opened, len(replies)) == ([], [], 1), (role, words)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("form", ["admin-add", "admin-search", "admin-channel", "admin-budget"])
async def test_every_form_is_for_administrators(database: Database, role: str, form: str) -> None:
    sent = Submitted(form, (("words", "C12345"), ("rule", "muted")))
    desk, replies = await asked(database, role, visit(sent, "home"))

    assert ("Only administrators" in str(replies[0].payload)) is not ROLES[role][1]
    assert ROLES[role][1] or desk.shelf.done == []


@pytest.mark.parametrize("role", ROLES)
async def test_files_and_the_console_are_offered_to_administrators_alone(
    database: Database, role: str
) -> None:
    desk = Desk(ROLES[role][0])
    administration = desk.administration(frozenset({"U1"}) if role == "named" else frozenset())
    dropped = Shared("", (("F1", "a.md"),))
    offer = await administration.offer(visit(Commanded("")), dropped)
    async with database.reading("T1") as session:
        console = await administration.console(session, visit(Commanded("")))

    assert (offer is not None, console is not None) == (ROLES[role][1], ROLES[role][1])


@pytest.mark.parametrize("words", ["reload", "remove a.md", "rollback 1", "export"])
async def test_what_is_dangerous_is_asked_twice(database: Database, words: str) -> None:
    desk, (reply,) = await asked(database, "owner", visit(Commanded(words)))

    assert desk.shelf.done == []
    assert f"admin||confirmed {words}|0" in str(reply.payload)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        *((name, one.usage or one.meaning) for name, one in ADMIN_COMMANDS.items()),
        ("upload", "direct message"),
    ],
)
async def test_a_command_without_the_words_it_needs_says_how_to_give_them(
    database: Database, name: str, how: str
) -> None:
    _, (reply, *_) = await asked(database, "owner", visit(Commanded(name)))

    assert f"There is no command “{name}”" not in str(reply.payload)
    if ADMIN_COMMANDS[name].needs_words:
        assert f"{name} what?" in str(reply.payload)
        assert how in str(reply.payload)


def test_the_help_shows_every_command_that_is_written() -> None:
    written = [name for name, one in ADMIN_COMMANDS.items() if one.usage]
    shown = [line.removeprefix("/advise-admin ").split()[0] for line in HELP.text.splitlines()]
    assert shown == written


async def test_while_slack_is_silent_nobody_may_and_nobody_is_told_that_they_may_not(
    database: Database,
) -> None:
    desk = Desk(ROLES["owner"][0], down=True)
    administration, one = desk.administration(), visit(Commanded("confirmed reload"))
    async with database.writing("T1") as session:
        with pytest.raises(NotSent):  # the turn is worked again
            await administration.answer(session, one)
        assert await administration.console(session, one) is None

    assert desk.shelf.done == []


def test_a_refusal_names_the_administrators_it_knows() -> None:
    known, unknown = refusal({"U7ADA", "U1BOB"}), refusal(())
    assert known.marks == ("U1BOB", "U7ADA")
    assert known.next_step.endswith("U1BOB, U7ADA.")
    assert "Ask an administrator of this workspace" in unknown.next_step
