"""Confirmation: a load that is empty, sharply smaller or mostly broken needs a person's word."""

from collections.abc import Sequence

from sqlalchemy import func, select

from knowledge.errors import ConfirmationNeededError
from knowledge.reload.intake import Intake
from knowledge.reload.sources import Item
from knowledge.store import schema
from knowledge.store.records import Records
from knowledge.versions import Refusal, report_of

BAD_SHARE = 0.2
SHRUNK_SHARE = 0.5
"""A load with less than half the documents or letters of the last one needs a person's word."""


async def check_refused(records: Records, workspace: str, before: Intake, after: Intake) -> None:
    """See that most of the load could be read, or was confirmed to be unreadable before.

    Raises:
        ConfirmationNeededError: More than a fifth of the documents were refused.
    """
    total = len(after.items) + len(after.lost)
    if len(after.lost) <= BAD_SHARE * total:
        return
    known = await _accepted(records, workspace, before)
    if sum(each not in known for each in after.lost) > BAD_SHARE * total:
        named = "; ".join(f"{each.name}: {each.reason}" for each in after.refused)
        raise ConfirmationNeededError(
            f"{len(after.lost)} of {total} documents cannot be read ({named}).",
            "Mend or remove them, or confirm (--yes) that the others are enough; nothing has changed.",
        )


async def _accepted(records: Records, workspace: str, before: Intake) -> frozenset[Refusal]:
    """Return what a version that was made is known to lack: it was small or somebody confirmed it.

    A document that answers now is none of these, whatever was said of it in the past.
    """
    names = {item.name for item in before.items}
    made = [report_of(row["report"]) for row in await records.generations(workspace)]
    return frozenset(each for one in made for each in one.refused if each.name not in names)


async def check_shrunk(records: Records, workspace: str, before: Intake, after: Intake) -> None:
    """See that the load is not empty or sharply smaller than the last one.

    Raises:
        ConfirmationNeededError: It is.
    """
    if not before.items:
        return
    old = await _letters(records, workspace, before.items)
    new = await _letters(records, workspace, after.items)
    few = len(after.items) < SHRUNK_SHARE * len(before.items)
    if few or new < SHRUNK_SHARE * old:
        raise ConfirmationNeededError(
            f"This load has {new:,} letters in {len(after.items)} of your documents; "
            f"the last one had {old:,} in {len(before.items)}.",
            "Confirm (--yes) if that is meant; until then the last one answers.",
        )


async def _letters(records: Records, workspace: str, items: Sequence[Item]) -> int:
    fresh = sum(len(item.content.text) for item in items if item.content is not None)
    digests = {item.key[1] for item in items if item.content is None}
    table = schema.content
    wanted = select(table.c.digest, func.length(table.c.text)).where(table.c.workspace == workspace)
    async with records.engine.connect() as connection:
        rows = await connection.execute(wanted)
        return fresh + sum(int(length) for digest, length in rows if digest in digests)
