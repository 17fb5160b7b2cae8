"""Erasure: what is forgotten when a person, a workspace or time asks for it, and the export."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Delete, Text, delete, exists, func, or_, select, type_coerce, update

from bot.errors import DeliveryError
from bot.store.columns import now
from bot.store.session import Session
from bot.store.tables import (
    audit,
    consultation,
    feedback,
    inbox,
    installation,
    message,
    metadata,
    model_use,
    oauth_state,
    outbox,
)

ERASED = "erased"
"""Stands where the id of an erased person stood."""

Retold: TypeAlias = tuple[str, Mapping[str, object]]
"""The title and the state of a consultation, told without somebody."""


async def erase_workspace(session: Session, *, but_arrival: str = "") -> None:
    """Delete every row of the session's workspace, whatever the table.

    Args:
        session: Bound to the workspace.
        but_arrival: Key of the arrival that asks for this: its row stays, without a word in it,
            for the worker to close.
    """
    for table in metadata.sorted_tables:
        gone = delete(table).where(table.c.workspace == session.workspace)
        await session.execute(gone.where(table.c.key != but_arrival) if table is inbox else gone)
    mine = update(inbox).where(inbox.c.workspace == session.workspace)
    await session.execute(mine.values(payload={}, user="", second_key=None))


async def erase_user(
    session: Session, user: str, retell: Callable[[Mapping[str, Any]], Retold]
) -> None:
    """Delete a person's consultations and words; records keep their numbers without the person.

    The workspace's own row of model use stays, so budgets do too. Arrivals keep their ids, so that
    a late redelivery is still known and not answered.

    Args:
        session: Bound to the workspace.
        user: The person.
        retell: Tells the state of somebody else's consultation without the person.

    Raises:
        DeliveryError: Such a consultation went on meanwhile; the transaction must not be kept.
    """
    here = session.workspace
    theirs = select(consultation.c.id).where(
        consultation.c.workspace == here, consultation.c.owner == user
    )
    await session.execute(_answers_to(user, here))
    for table in (outbox, message, feedback):
        await session.execute(
            delete(table).where(table.c.workspace == here, table.c.consultation.in_(theirs))
        )
    for table, person in ((feedback, feedback.c.user), (consultation, consultation.c.owner)):
        await session.execute(delete(table).where(table.c.workspace == here, person == user))
    await session.execute(
        update(inbox)
        .where(inbox.c.workspace == here, inbox.c.user == user)
        .values(payload={}, user="", state="done", owner=None, done_at=now())
    )
    await session.execute(
        update(audit).where(audit.c.workspace == here, audit.c.actor == user).values(actor=ERASED)
    )
    await session.execute(
        delete(model_use).where(model_use.c.workspace == here, model_use.c.user == user)
    )
    await _leave_others(session, user, retell)


async def _leave_others(
    session: Session, user: str, retell: Callable[[Mapping[str, Any]], Retold]
) -> None:
    """Take a person's words out of the consultations of others, and of what was shown there."""
    here, row = session.workspace, consultation.c
    naming = type_coerce(row.state, Text).contains(
        json.dumps({"user": user})[1:-1], autoescape=True
    )
    found = select(row.id, row.version, row.state).where(row.workspace == here, naming)
    for kept in (await session.execute(found)).all():
        title, told = retell(kept.state)
        same = (row.workspace == here) & (row.id == kept.id) & (row.version == kept.version)
        after = {"title": title, "state": told, "version": kept.version + 1}
        if (await session.execute(update(consultation).where(same).values(after))).rowcount != 1:
            raise DeliveryError("A consultation went on meanwhile.", "Do it again.")
        shown = delete(outbox).where(outbox.c.workspace == here, outbox.c.consultation == kept.id)
        await session.execute(shown.where(outbox.c.done_at.is_not(None)))


def _answers_to(user: str, workspace: str) -> Delete:
    """Return what deletes the replies to a person's arrivals, of a consultation or of none.

    A reply's key is its arrival's own, or that with a sign and more behind it.
    """
    start = func.substr(outbox.c.key, 1, func.length(inbox.c.key) + 1)
    theirs = exists().where(
        inbox.c.workspace == workspace,
        inbox.c.user == user,
        or_(outbox.c.key == inbox.c.key, start == inbox.c.key + ":", start == inbox.c.key + "#"),
    )
    return delete(outbox).where(outbox.c.workspace == workspace, theirs)


async def erase_message(session: Session, second_key: str, user: str) -> None:
    """Erase the words of a message that its author deleted in Slack; its id stays.

    They came with the message, and again with what its author made of it by editing.

    Args:
        session: Bound to the workspace.
        second_key: The message, as its arrival names it.
        user: Its author.
    """
    mine = update(inbox).where(inbox.c.workspace == session.workspace)
    said = mine.where(inbox.c.second_key == second_key)
    await session.execute(said.values(payload={}, state="done", owner=None, done_at=now()))
    naming = type_coerce(inbox.c.payload, Text).contains(json.dumps(second_key), autoescape=True)
    edited = mine.where(inbox.c.user == user, inbox.c.kind == "edited", naming)
    await session.execute(edited.where(inbox.c.done_at.is_not(None)).values(payload={}))


async def export_workspace(session: Session) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return every row of the workspace by table, without tokens."""
    exported: dict[str, Sequence[Mapping[str, Any]]] = {}
    for table in metadata.sorted_tables:
        if table not in {installation, oauth_state}:
            rows = await session.execute(
                select(table).where(table.c.workspace == session.workspace)
            )
            exported[table.name] = [dict(row) for row in rows.mappings()]
    return exported
