"""Preferences: settings of a workspace and of a channel, each a small JSON value."""

from typing import Any

from sqlalchemy import delete, select

from bot.store.session import Session
from bot.store.tables import channel_setting, workspace_setting

RETENTION_DAYS = "retention_days"
"""The workspace setting that the retention job reads: days, a whole number."""

MODEL_TOKENS_PER_MONTH = "model_tokens_per_month"
"""The workspace setting that lowers what the language model may use: tokens a month."""


async def of_workspace(session: Session) -> dict[str, Any]:
    """Return every setting of the workspace by name."""
    query = select(workspace_setting).where(workspace_setting.c.workspace == session.workspace)
    return {row.name: row.value for row in await session.execute(query)}


async def set_for_workspace(session: Session, name: str, value: object) -> None:
    """Set one setting of the workspace."""
    await session.put(workspace_setting, name=name, value=value)


async def of_channel(session: Session, channel: str) -> dict[str, Any]:
    """Return every setting of a channel by name."""
    query = select(channel_setting).where(
        channel_setting.c.workspace == session.workspace, channel_setting.c.channel == channel
    )
    return {row.name: row.value for row in await session.execute(query)}


async def set_for_channel(session: Session, channel: str, name: str, value: object) -> None:
    """Set one setting of a channel."""
    await session.put(channel_setting, channel=channel, name=name, value=value)


async def forget_for_channel(session: Session, channel: str, name: str) -> None:
    """Forget one setting of a channel."""
    await session.execute(
        delete(channel_setting).where(
            channel_setting.c.workspace == session.workspace,
            channel_setting.c.channel == channel,
            channel_setting.c.name == name,
        )
    )


async def workspaces_with(session: Session, name: str, value: object) -> tuple[str, ...]:
    """Return the workspaces in which a setting has a value; `session`: of EVERY workspace."""
    query = select(workspace_setting).where(workspace_setting.c.name == name)
    found = [row.workspace for row in await session.execute(query) if row.value == value]
    return tuple(sorted(found))


async def tokens_allowed(session: Session, most: int) -> int:
    """Return the tokens a month that the workspace lets the language model use, of those it may."""
    own = (await of_workspace(session)).get(MODEL_TOKENS_PER_MONTH)
    return most if own is None else min(most, int(own))
