"""Installing: the way in for a workspace, by OAuth, bound to the browser that began it."""

import hashlib
import hmac
import html
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from string import Template
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.delivery import SendError
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.slack.oauth import Installed, OAuth
from bot.slack.tokens import Tokens
from bot.store import Database, installations, records

_LOG: Final = logging.getLogger(__name__)
COOKIE: Final = "advisor-installation"
STATE_SECONDS: Final = 600
NOWHERE: Final = ""
"""The workspace of an installation under way: Slack has not told it yet."""
_PAGE: Final = Template(
    "<!doctype html><html lang=en><meta charset=utf-8><title>Tune or Prompt</title>"
    "<meta name=viewport content='width=device-width'><style>body{font:18px/1.5 system-ui;"
    "max-width:34em;margin:15vh auto;padding:0 1em}</style><h1>$title</h1><p>$text</p>"
)
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
AGAIN: Final = "Start again at /slack/install; the way in is good for ten minutes, once."

Welcome = Callable[[str], Awaitable[None]]
"""Called with a workspace that has installed the app: what waited for it may go."""


@dataclass(frozen=True, slots=True)
class Installing:
    """The two addresses of an installation.

    Attributes:
        database: Keeps states and installations.
        oauth: Talks to Slack.
        tokens: Keeps what Slack gives.
        public_url: Where people reach the bot; Slack sends them back here and nowhere else.
        welcome: See Welcome.
    """

    database: Database
    oauth: OAuth
    tokens: Tokens
    public_url: str
    welcome: Welcome

    @property
    def routes(self) -> tuple[Route, ...]:
        """The routes of both."""
        return (
            Route("/slack/install", self.begin, methods=["GET"]),
            Route("/slack/oauth_redirect", self.finish, methods=["GET"]),
        )

    @property
    def redirect_uri(self) -> str:
        """The fixed address Slack sends people back to."""
        return f"{self.public_url.rstrip('/')}/slack/oauth_redirect"

    async def begin(self, _: Request) -> Response:
        """Send a person to Slack with a state that only this browser can come back with."""
        state, cookie = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        async with self.database.writing(NOWHERE) as session:
            await installations.forget_states(session)
            await installations.issue_state(session, state, _digest(cookie), STATE_SECONDS)
        asked = {
            "client_id": self.oauth.client_id,
            "scope": ",".join(sorted({*SCOPES, *OPTIONAL_SCOPES})),
            "state": state,
            "redirect_uri": self.redirect_uri,
        }
        answer = RedirectResponse(f"{self.oauth.authorize_url}?{urlencode(asked)}", 302, _HEADERS)
        answer.set_cookie(
            COOKIE,
            cookie,
            max_age=STATE_SECONDS,
            path="/slack",
            secure=self.public_url.startswith("https://"),
            httponly=True,
            samesite="lax",
        )
        return answer

    async def finish(self, request: Request) -> Response:
        """Take the installation in, if this browser began it and Slack confirms it."""
        given = request.query_params
        async with self.database.writing(NOWHERE) as session:
            cookie = _digest(request.cookies.get(COOKIE, ""))
            begun = await installations.use_state(session, given.get("state", ""), cookie)
        if not begun:
            return _page(400, "This installation was not begun here", AGAIN)
        if "error" in given or not given.get("code"):
            return _page(400, "Nothing was installed", f"Slack says it was not approved. {AGAIN}")
        try:
            installed = await self.oauth.install(given["code"], self.redirect_uri)
        except SendError as error:
            _LOG.warning("an installation failed: %s", error)
            return _page(502, "Slack did not confirm the installation", AGAIN)
        await self._keep(installed)
        name = str(installed.details["name"]) or "your workspace"
        return _page(200, f"Installed in {name}", "Open Slack and write /advise, or mention me.")

    async def _keep(self, installed: Installed) -> None:
        async with self.database.writing(installed.workspace) as session:
            await self.tokens.keep(session, installed.grant, installed.details)
            await records.write_audit(session, installed.by, "install", installed.workspace)
        await self.welcome(installed.workspace)


def _digest(cookie: str) -> str:
    return hmac.new(b"installation", cookie.encode(), hashlib.sha256).hexdigest()


def _page(status: int, title: str, text: str) -> HTMLResponse:
    words = _PAGE.substitute(title=html.escape(title), text=html.escape(text))
    answer = HTMLResponse(words, status, _HEADERS)
    answer.delete_cookie(COOKIE, path="/slack")
    return answer
