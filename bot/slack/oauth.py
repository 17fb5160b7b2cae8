"""OAuth: the code of an installation, or a refresh token, exchanged for a bot token."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import aiohttp

from bot.slack.calls import call_slack
from bot.slack.payload import Payload, text_at
from bot.slack.vault import Grant

_NEVER: Final = 0.0


@dataclass(frozen=True, slots=True)
class Installed:
    """What Slack answers when a workspace has installed the app.

    Attributes:
        workspace: Team id; the enterprise's id when the whole organisation installed it.
        by: Who did it.
        grant: The tokens.
        details: What is not secret.
    """

    workspace: str
    by: str
    grant: Grant
    details: dict[str, object]


@dataclass(frozen=True, slots=True)
class OAuth:
    """The app's side of Slack's OAuth.

    Attributes:
        session: The one HTTP session of the process.
        base_url: Address of the Web API.
        client_id: The app's id.
        client_secret: Its secret.
        seconds: The present time in seconds since 1970.
    """

    session: aiohttp.ClientSession
    base_url: str
    client_id: str
    client_secret: str = field(repr=False)
    seconds: Callable[[], float]

    @property
    def authorize_url(self) -> str:
        """Where a person says yes: beside the Web API."""
        return f"{self.base_url.rstrip('/').removesuffix('/api')}/oauth/v2/authorize"

    async def install(self, code: str, redirect_uri: str) -> Installed:
        """Exchange the code of an installation.

        Raises:
            SendError: Slack refused it, or did not answer.
        """
        answer = await self._access(code=code, redirect_uri=redirect_uri)
        whole = bool(answer.get("is_enterprise_install"))
        team, enterprise = text_at(answer, "team", "id"), text_at(answer, "enterprise", "id")
        by = text_at(answer, "authed_user", "id")
        details: dict[str, object] = {
            "app": text_at(answer, "app_id"),
            "bot_user": text_at(answer, "bot_user_id"),
            "enterprise": enterprise,
            "name": text_at(answer, "enterprise" if whole else "team", "name"),
            "scopes": text_at(answer, "scope"),
            "whole_organisation": whole,
        }
        return Installed(enterprise if whole else team, by, self._grant(answer), details)

    async def renew(self, refresh_token: str) -> Grant:
        """Exchange a refresh token, which is good once, for the next token.

        Raises:
            SendError: Slack refused it, or did not answer.
        """
        return self._grant(
            await self._access(grant_type="refresh_token", refresh_token=refresh_token)
        )

    async def whose(self, token: str) -> str:
        """Return the workspace that a token speaks for.

        Raises:
            SendError: Slack no longer takes it, or did not answer.
        """
        return text_at(await self._call("auth.test", token=token), "team_id")

    def _grant(self, answer: Payload) -> Grant:
        lives = answer.get("expires_in")
        until = self.seconds() + float(lives) if lives else _NEVER
        return Grant(text_at(answer, "access_token"), text_at(answer, "refresh_token"), until)

    async def _access(self, **given: str) -> Payload:
        proof = {"client_id": self.client_id, "client_secret": self.client_secret}
        return await self._call("oauth.v2.access", **given, **proof)

    async def _call(self, method: str, **given: str) -> Payload:
        return await call_slack(self.session, self.base_url, method, data=given)
