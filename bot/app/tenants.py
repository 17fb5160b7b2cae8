"""Tenants: all that is kept of a person or a workspace, bot and knowledge base together."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import select, update

from advisors import load_catalogue
from bot.conversation import Consultation, Desk, without
from bot.store import ERASED, EVERY, Database, Retold, erase_user, export_workspace, records
from knowledge import metadata, renaming

_OWN_TABLES: Final = ("kb_document", "kb_content", "kb_source")
"""What a workspace gave to the knowledge base; the other tables are made of these."""
_WHO: Final = ("added_by", "made_by", "moved_by")


async def erase_person(database: Database, workspace: str, user: str, on: date) -> None:
    """Erase a person's words and name from everything a workspace keeps; documents stay its own.

    Raises:
        DeliveryError: A consultation they spoke in went on meanwhile; nothing was changed.
    """
    desk = Desk(load_catalogue(), on)

    def retell(state: Mapping[str, Any]) -> Retold:
        consultation = without(Consultation.from_json(state), user, desk)
        return consultation.title, consultation.to_json()

    async with database.writing(workspace) as session:
        await erase_user(session, user, retell)
        for table in metadata.sorted_tables:
            for who in (table.c[name] for name in _WHO if name in table.c):
                theirs = update(table).where(table.c.workspace == workspace, who == user)
                await session.execute(theirs.values({who: ERASED}))
        await session.execute(renaming(workspace, user, ERASED))
        await records.write_audit(session, "operator", "erase user")
    await database.compact()


async def export_everything(database: Database, workspace: str) -> dict[str, Any]:
    """Return every row of a workspace by table, of its documents too, without tokens."""
    async with database.reading(workspace) as session:
        exported = dict(await export_workspace(session))
    async with database.reading(EVERY) as session:
        for table in (metadata.tables[name] for name in _OWN_TABLES):
            rows = await session.execute(select(table).where(table.c.workspace == workspace))
            exported[table.name] = [dict(row) for row in rows.mappings()]
    return exported
