"""Installations: the workspaces that have the app, their encrypted tokens, and the way in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from bot.store.columns import now
from bot.store.session import Session
from bot.store.tables import installation as table
from bot.store.tables import oauth_state


@dataclass(frozen=True, slots=True)
class Installation:
    """One workspace that has the app.

    Attributes:
        details: What is not secret: bot user, scopes, enterprise, who installed it.
        secret: Ciphertext of the tokens; only bot/slack can read it.
        key_id: The key it was encrypted with.
    """

    details: Mapping[str, Any]
    secret: bytes
    key_id: str


async def load(session: Session, *, lock: bool = False) -> Installation | None:
    """Return the installation of the session's workspace.

    Args:
        session: Bound to the workspace.
        lock: Nobody else gets it with a lock before this transaction ends, in any process; so that
            a token is renewed once.
    """
    mine = table.c.workspace == session.workspace
    columns = (table.c.details, table.c.secret, table.c.key_id)
    if lock:
        touch = update(table).where(mine).values(key_id=table.c.key_id).returning(*columns)
        row = (await session.execute(touch)).first()
    else:
        row = (await session.execute(select(*columns).where(mine))).first()
    return None if row is None else Installation(row.details, row.secret, row.key_id)


async def save(session: Session, found: Installation) -> None:
    """Keep the installation in place of an earlier one."""
    await session.put(table, details=found.details, secret=found.secret, key_id=found.key_id)


async def remove(session: Session) -> None:
    """Remove the installation with its tokens."""
    await session.execute(delete(table).where(table.c.workspace == session.workspace))


async def key_ids(session: Session) -> frozenset[str]:
    """Return the ids of the keys that tokens are encrypted with; `session`: of EVERY workspace."""
    return frozenset((await session.execute(select(table.c.key_id).distinct())).scalars())


async def workspaces(session: Session) -> tuple[str, ...]:
    """Return every workspace that has the app; `session`: of EVERY workspace."""
    found = await session.execute(select(table.c.workspace).order_by(table.c.workspace))
    return tuple(found.scalars())


async def forget_states(session: Session) -> None:
    """Forget one-time states that nobody came back with in time."""
    expired = oauth_state.c.expires_at < now()
    await session.execute(
        delete(oauth_state).where(oauth_state.c.workspace == session.workspace, expired)
    )


async def issue_state(session: Session, state: str, cookie: str, seconds: float = 600) -> None:
    """Keep a one-time state that an installation must come back with.

    Args:
        session: Bound to the workspace, or to "" while Slack has not told it.
        state: An unguessable value, in the address.
        cookie: Digest of an unguessable value, in the browser.
        seconds: How long it is good for.
    """
    await session.insert(oauth_state, state=state, cookie=cookie)
    await session.execute(
        update(oauth_state)
        .where(oauth_state.c.workspace == session.workspace, oauth_state.c.state == state)
        .values(expires_at=now() + seconds)
    )


async def use_state(session: Session, state: str, cookie: str) -> bool:
    """Take a state away; return whether it was issued to this browser and still good."""
    taken = await session.execute(
        delete(oauth_state)
        .where(oauth_state.c.workspace == session.workspace, oauth_state.c.state == state)
        .returning(oauth_state.c.cookie == cookie, oauth_state.c.expires_at > now())
    )
    row = taken.first()
    return row is not None and all(row)
