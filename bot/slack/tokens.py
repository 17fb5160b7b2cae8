"""Tokens: which token speaks for the bot in a workspace, and how it is renewed in time."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Final

from bot.delivery import Parked, SendError
from bot.slack.vault import Grant, Vault
from bot.store import Database, Session, installations, preferences

_LOG: Final = logging.getLogger(__name__)

AHEAD_SECONDS: Final = 7200.0
"""A token is renewed two hours before it expires (as slack_sdk's own rotator does)."""
AGAIN_SECONDS: Final = 60.0
"""Between two attempts to renew, while the old token is still good."""
ENTERPRISE: Final = "enterprise"
"""The workspace setting that names the organisation whose installation a workspace shares."""

Renew = Callable[[str], Awaitable[Grant]]
"""Exchanges a refresh token; raises SendError."""


@dataclass(slots=True)
class OneToken:
    """The bot token of the one workspace that the settings name.

    Attributes:
        token: The token.
        workspace_of: Asks Slack whose it is; None where it speaks for every workspace there is.
    """

    token: str = field(repr=False)
    workspace_of: Callable[[str], Awaitable[str]] | None = None
    _own: str = ""

    async def __call__(self, workspace: str) -> str:
        """Return it.

        Raises:
            Parked: It is not this workspace's.
        """
        if not self.token or (self.workspace_of and await self._find_own() != workspace):
            raise Parked(f"no token for {workspace}")
        return self.token

    async def _find_own(self) -> str:
        if not self._own and self.workspace_of:
            self._own = await self.workspace_of(self.token)
        return self._own


@dataclass(slots=True)
class Tokens:
    """The tokens of every installation.

    One task of a process renews a token while the others wait, and on PostgreSQL the row is
    locked meanwhile, so that of all processes one does: Slack takes a refresh token once.

    Attributes:
        database: Where installations are.
        vault: Opens them.
        renew: Exchanges a refresh token.
        seconds: The present time in seconds since 1970.
        otherwise: The token of the settings, for its own workspace.
    """

    database: Database
    vault: Vault
    renew: Renew
    seconds: Callable[[], float]
    otherwise: OneToken
    _turns: defaultdict[str, asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock), repr=False
    )
    _not_before: dict[str, float] = field(default_factory=dict)

    async def __call__(self, workspace: str) -> str:
        """Return the token that is good in a workspace now.

        Raises:
            Parked: There is none.
        """
        async with self.database.reading(workspace) as session:
            grant = await self._read(session)
            above = await _organisation(session) if grant is None else ""
        if grant is None and above:
            return await self(above)
        if grant is None:
            return await self.otherwise(workspace)
        return (await self._fresh(workspace, grant)).token

    async def keep(self, session: Session, grant: Grant, details: dict[str, object]) -> None:
        """Keep what an installation gave, in place of what there was."""
        secret, key_id = self.vault.seal(session.workspace, grant)
        await installations.save(session, installations.Installation(details, secret, key_id))

    async def _fresh(self, workspace: str, grant: Grant) -> Grant:
        if not self._due(workspace, grant):
            return grant
        async with self._turns[workspace]:
            return await self._renewed(workspace)

    def _due(self, workspace: str, grant: Grant) -> bool:
        now = self.seconds()
        if not grant.expires_at or now < grant.expires_at - AHEAD_SECONDS:
            return False
        return now >= min(self._not_before.get(workspace, 0.0), grant.expires_at)

    async def _renewed(self, workspace: str) -> Grant:
        """Renew the token unless somebody else has done so while we waited for our turn."""
        if not self.database.shared:  # one process: its lock is enough, and nobody waits to write
            async with self.database.reading(workspace) as session:
                grant = await self._read(session)
            fresh = await self._exchange(workspace, grant)
            async with self.database.writing(workspace) as session:
                return await self._put(session, grant, fresh)
        async with self.database.writing(workspace) as session:
            grant = await self._read(session, lock=True)
            return await self._put(session, grant, await self._exchange(workspace, grant))

    async def _exchange(self, workspace: str, grant: Grant | None) -> Grant | None:
        if grant is None or not self._due(workspace, grant):
            return grant
        try:
            fresh = await self.renew(grant.refresh_token)
        except SendError as error:
            _LOG.warning("the token of %s is not renewed: %s", workspace, type(error).__name__)
            self._not_before[workspace] = self.seconds() + AGAIN_SECONDS
            if self.seconds() < grant.expires_at:
                return grant
            raise Parked("token_expired") from error
        return replace(fresh, refresh_token=fresh.refresh_token or grant.refresh_token)

    async def _put(self, session: Session, before: Grant | None, fresh: Grant | None) -> Grant:
        """Keep a fresh token, unless the app was removed or installed anew meanwhile."""
        kept = await installations.load(session)
        if fresh is None or kept is None:
            raise Parked(f"no token for {session.workspace}")
        present = self.vault.open(session.workspace, kept)
        if present != before:
            return present
        if fresh != before:
            await self.keep(session, fresh, dict(kept.details))
        return fresh

    async def _read(self, session: Session, *, lock: bool = False) -> Grant | None:
        kept = await installations.load(session, lock=lock)
        return self.vault.open(session.workspace, kept) if kept else None


async def _organisation(session: Session) -> str:
    return str((await preferences.of_workspace(session)).get(ENTERPRISE, ""))
