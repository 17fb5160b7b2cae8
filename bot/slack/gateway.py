"""Gateway: the only place that calls Slack's Web API, and the seam where its errors end."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from bot.delivery import Ambiguous, NotSent, Outgoing, Refused
from bot.slack.calls import TIMEOUT_SECONDS, call_slack
from bot.slack.marks import marked, metadata_of, shows

_TIMEOUT: Final = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
_WINDOW_IS_OPEN: Final = "exchanged_trigger_id"
_SKEW_SECONDS: Final = 120.0
"""How far the database's clock may be ahead of Slack's; above 60 the bot is not ready."""
_CARRY_METADATA: Final = frozenset({"chat.postMessage"})

_BY_QUERY: Final = frozenset(
    {
        "conversations.history",
        "conversations.replies",
        "chat.getPermalink",
        "files.info",
        "files.getUploadURLExternal",
        "users.info",
    }
)

TokenSource = Callable[[str], Awaitable[str]]
"""Returns the bot token of a workspace; raises Parked when there is none."""


@dataclass(frozen=True, slots=True)
class SlackGateway:
    """Sends what the outbox holds, once; what is in doubt it looks up by its metadata.

    Attributes:
        session: The one HTTP session of the process.
        token_of: Where a workspace's token comes from.
        base_url: Address of the Web API.
    """

    session: aiohttp.ClientSession
    token_of: TokenSource
    base_url: str

    async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
        """Make the call; return the timestamp of the message it left, if any.

        Raises:
            NotSent: Slack surely did not take it (rate limit, no connection).
            Ambiguous: nobody knows whether Slack took it.
            Refused: Slack took it and said no.
            Parked: the workspace's token is dead.
        """
        payload = dict(outgoing.payload)
        if "response_url" in payload:
            await self._respond(str(payload.pop("response_url")), payload)
            return None
        if outgoing.method in _CARRY_METADATA:
            payload["metadata"] = metadata_of(outgoing)
        try:
            answer = await self.call(outgoing.workspace, outgoing.method, payload)
        except Refused as refused:
            if refused.code != _WINDOW_IS_OPEN:
                raise
            return ts  # an earlier attempt came through
        found = answer.get("ts") or answer.get("message_ts") or ts
        return str(found) if found else None

    async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
        """Look for a message by its key; return its timestamp, or None when it is not there."""
        found = await self.standing(outgoing, since)
        theirs = (str(one["ts"]) for one in found if shows(one, outgoing))
        return next(theirs, None)

    async def standing(self, outgoing: Outgoing, since: float) -> list[Mapping[str, Any]]:
        """Return what stands where a message goes, its thread or its channel, since a moment."""
        where: dict[str, object] = {
            "channel": outgoing.payload.get("channel", outgoing.channel),
            "include_all_metadata": True,
            "limit": 100,
            "oldest": f"{max(0.0, since - _SKEW_SECONDS):.6f}",
        }
        thread = outgoing.payload.get("thread_ts") or outgoing.thread_ts
        method = "conversations.replies" if thread else "conversations.history"
        if thread:
            where["ts"] = thread
        found: list[Mapping[str, Any]] = []
        while True:
            page = await self.call(outgoing.workspace, method, where)
            found += page.get("messages", [])
            following = page.get("response_metadata", {}).get("next_cursor", "")
            if not following:
                return found
            where["cursor"] = following

    async def upload(
        self, outgoing: Outgoing, picture: bytes, *, name: str, alt: str, words: str = ""
    ) -> None:
        """Put a picture, or another file, into the channel or thread of a row, with words beside it.

        Its name ends in a mark of the row, by which `find` knows it again. Nothing of it is to be
        seen before the last of the three calls.

        Raises:
            SendError: see `send`.
        """
        asked: dict[str, object] = {"filename": marked(name, outgoing), "length": len(picture)}
        if alt:
            asked["alt_txt"] = alt
        try:
            ticket = await self.call(outgoing.workspace, "files.getUploadURLExternal", asked)
            async with self.session.post(
                ticket["upload_url"], data=picture, timeout=_TIMEOUT
            ) as answer:
                answer.raise_for_status()
        except (Ambiguous, TimeoutError, aiohttp.ClientError) as error:
            raise NotSent(None) from error
        done: dict[str, object] = {
            "files": [{"id": ticket["file_id"], "title": name}],
            "channel_id": outgoing.channel,
        }
        if outgoing.thread_ts:
            done["thread_ts"] = outgoing.thread_ts
        if words:
            done["initial_comment"] = words
        await self.call(outgoing.workspace, "files.completeUploadExternal", done)

    async def call(
        self, workspace: str, method: str, payload: Mapping[str, object]
    ) -> Mapping[str, Any]:
        """Call one method for one workspace; raises as `call_slack` does."""
        token = await self.token_of(workspace)
        arguments = _arguments(method, payload)
        return await call_slack(self.session, self.base_url, method, token=token, **arguments)

    async def _respond(self, url: str, payload: Mapping[str, object]) -> None:
        """Answer at a command's own address: seen only by the person who typed it."""
        try:
            async with self.session.post(url, json=payload, timeout=_TIMEOUT) as answer:
                status = answer.status
        except aiohttp.ClientConnectorError as error:
            raise Refused("response_url_unreachable") from error
        except (TimeoutError, aiohttp.ClientError) as error:
            raise Ambiguous from error
        if status >= 500:  # noqa: PLR2004  (HTTP)
            raise Ambiguous
        if status >= 400:  # noqa: PLR2004  (HTTP)
            raise Refused(f"response_url_{status}")


def _arguments(method: str, payload: Mapping[str, object]) -> dict[str, Any]:
    """Some methods take query parameters only; all others take JSON."""
    if method in _BY_QUERY:
        return {"http_verb": "GET", "params": _as_words(payload)}
    return {"json": dict(payload)}


def _as_words(payload: Mapping[str, object]) -> dict[str, object]:
    return {
        name: int(value) if isinstance(value, bool) else value for name, value in payload.items()
    }
