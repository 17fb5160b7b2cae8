"""Messages: which Slack message shows which slot of a consultation."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from bot.store.session import Session
from bot.store.tables import message as table


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot is shown: a channel and the timestamp of the message there."""

    channel: str
    ts: str


async def remember(session: Session, consultation: str, slot: str, place: Place) -> None:
    """Keep where a slot is shown, instead of where it was before."""
    await session.put(
        table, consultation=consultation, slot=slot, channel=place.channel, ts=place.ts
    )


async def find(session: Session, consultation: str, slot: str) -> Place | None:
    """Return where a slot is shown, None before it is posted."""
    query = select(table.c.channel, table.c.ts).where(
        table.c.workspace == session.workspace,
        table.c.consultation == consultation,
        table.c.slot == slot,
    )
    row = (await session.execute(query)).first()
    return None if row is None else Place(row.channel, row.ts)


async def forget(session: Session, consultation: str, slot: str) -> None:
    """Forget a message that is gone, so that the next one in its slot is posted anew."""
    await session.execute(
        delete(table).where(
            table.c.workspace == session.workspace,
            table.c.consultation == consultation,
            table.c.slot == slot,
        )
    )
