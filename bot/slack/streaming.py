"""Streaming: a long answer written bit by bit, and made whole whatever happens on the way."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.delivery import Ambiguous, NotSent, Outgoing, Refused, SendError
from bot.slack.gateway import SlackGateway
from bot.slack.marks import key_of, metadata_of, shows
from bot.turns import PAUSE_SECONDS, cut

MOST_PIECES: Final = 20
"""At one a second a longer stream would outlive the claim of its row; it is posted whole."""
LONGEST_WAIT_SECONDS: Final = 5.0
ENDED: Final = "message_not_in_streaming_state"
STILL_WRITTEN: Final = "streaming_state_conflict"
_ENOUGH: Final = 40
"""Letters by which the beginning of an answer is recognised."""

Pause = Callable[[float], Awaitable[None]]
IsStopped = Callable[[Outgoing], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Streaming:
    """Writes long answers.

    Attributes:
        slack: Calls Slack.
        is_stopped: Whether the person has pressed stop since asking.
        pause: Waits between two calls.
    """

    slack: SlackGateway
    is_stopped: IsStopped
    pause: Pause = asyncio.sleep

    async def send(self, outgoing: Outgoing) -> str | None:
        """Write an answer; return the timestamp of its message, None when nobody wants it.

        Where no stream begins it is posted whole; a stream that breaks is made whole.

        Raises:
            SendError: Not even that worked; see `bot.delivery.Gateway`.
        """
        if await self.is_stopped(outgoing):
            return None
        if begun := await self._begun(outgoing):
            return await self._finish(outgoing, *begun)
        pieces = cut(str(outgoing.payload["markdown"]))
        if not outgoing.thread_ts or len(pieces) > MOST_PIECES:
            return await self.slack.send(whole(outgoing), ts=None)
        try:
            ts = await self.begin(outgoing, pieces[0])
        except Refused:
            return await self.slack.send(whole(outgoing), ts=None)
        try:
            for piece in pieces[1:]:
                await self.pause(PAUSE_SECONDS)
                await self.go_on(outgoing, ts, piece)
            await self._end(outgoing, ts, "")
        except SendError as error:
            return await self._mend(outgoing, ts, error)
        return ts

    async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
        """Return the message an earlier attempt left; one that broke off is made whole first."""
        if not outgoing.thread_ts:
            return await self.slack.find(outgoing, since=since)
        messages = await self.slack.standing(outgoing, since)
        for message in messages:
            if shows(message, outgoing):
                return str(message["ts"])
        for message in messages:
            if _begins(message, outgoing):
                ts = str(message["ts"])
                return ts if await self.is_stopped(outgoing) else await self._whole(outgoing, ts)
        return None

    async def begin(self, outgoing: Outgoing, piece: str) -> str:
        """Begin a message; return its timestamp.

        Raises:
            SendError: See `bot.delivery.Gateway`.
        """
        session = {"channel_id": outgoing.channel, "thread_ts": outgoing.thread_ts}
        with suppress(SendError):  # only then a stop button shows; the answer matters more
            working = {**session, "status": "processing"}
            await self.slack.call(outgoing.workspace, "agents.sessions.setStatus", working)
        first: dict[str, object] = {
            "channel": outgoing.channel,
            "thread_ts": outgoing.thread_ts,
            "markdown_text": piece,
            "recipient_user_id": outgoing.payload["recipient"],
            "recipient_team_id": outgoing.workspace,
        }
        answer = await self.slack.call(outgoing.workspace, "chat.startStream", first)
        return str(answer["ts"])

    async def go_on(self, outgoing: Outgoing, ts: str, piece: str) -> None:
        """Add words to a message; where Slack asks for patience, once more after a while.

        Raises:
            SendError: See `bot.delivery.Gateway`.
        """
        try:
            await self._call(outgoing, "chat.appendStream", ts, markdown_text=piece)
        except NotSent as error:
            await self.pause(min(error.retry_after or PAUSE_SECONDS, LONGEST_WAIT_SECONDS))
            await self._call(outgoing, "chat.appendStream", ts, markdown_text=piece)

    async def _begun(self, outgoing: Outgoing) -> tuple[str, str] | None:
        """Return the message in which the turn has begun to answer, and what surely stands there."""
        begun = outgoing.payload.get("begun")
        if not isinstance(begun, dict):
            return None
        if begun["ts"]:
            return str(begun["ts"]), str(begun["words"])
        sought = replace(outgoing, payload={**outgoing.payload, "markdown": begun["words"]})
        since = float(str(outgoing.payload["asked_at"]))
        with suppress(Refused):  # no permission to look: better twice than never
            for message in await self.slack.standing(outgoing, since):
                if _begins(message, sought):
                    return str(message["ts"]), ""
        return None

    async def _finish(self, outgoing: Outgoing, ts: str, words: str) -> str:
        """End an answer that was begun while it was thought out; where it differs, replace it."""
        markdown = str(outgoing.payload["markdown"])
        if not words or not markdown.startswith(words):
            return await self._whole(outgoing, ts)
        try:
            await self._end(outgoing, ts, markdown[len(words) :])
        except SendError as error:
            return await self._mend(outgoing, ts, error)
        return ts

    async def _end(self, outgoing: Outgoing, ts: str, rest: str) -> None:
        last: dict[str, object] = {"session_status": "active", "metadata": metadata_of(outgoing)}
        if outgoing.payload["closing"]:
            last["blocks"] = outgoing.payload["closing"]
        if rest:
            last["markdown_text"] = rest
        await self._call(outgoing, "chat.stopStream", ts, **last)

    async def _mend(self, outgoing: Outgoing, ts: str, error: SendError) -> str:
        """Make a stream whole that broke, unless the person stopped it."""
        if isinstance(error, Refused) and error.code == ENDED and await self._was_stopped(outgoing):
            return ts
        return await self._whole(outgoing, ts)

    async def _was_stopped(self, outgoing: Outgoing) -> bool:
        """Tell whether it was the person; Slack may tell so a moment after it ends the stream."""
        if await self.is_stopped(outgoing):
            return True
        await self.pause(PAUSE_SECONDS)
        return await self.is_stopped(outgoing)

    async def _whole(self, outgoing: Outgoing, ts: str) -> str:
        """Complete the message that stands there, or put the whole answer in its place.

        The beginning of the answer is to be seen, so whatever fails here leaves a doubt, and `find`
        takes it up where this stopped.

        Raises:
            SendError: Ambiguous, or what came of posting it whole once its beginning is gone.
        """
        try:
            await self._stop(outgoing, ts)
            if await self._complete(outgoing, ts):
                return ts
            with suppress(Refused):  # somebody else has deleted it
                await self._call(outgoing, "chat.delete", ts)
        except SendError as error:
            raise Ambiguous from error
        return await self.slack.send(whole(outgoing), ts=None) or ts

    async def _stop(self, outgoing: Outgoing, ts: str) -> None:
        """End a stream: Slack refuses to update a message that is still being written."""
        with suppress(Refused):  # it has ended
            await self._call(outgoing, "chat.stopStream", ts, session_status="active")

    async def _complete(self, outgoing: Outgoing, ts: str) -> bool:
        """Update a message to the whole answer, without blocks if need be; tell whether it is."""
        plain = {"text": outgoing.payload["text"], "metadata": metadata_of(outgoing)}
        for content in ({**plain, "blocks": outgoing.payload["blocks"]}, plain):
            try:
                await self._call(outgoing, "chat.update", ts, **content)
            except Refused as error:
                if error.code == STILL_WRITTEN:
                    raise Ambiguous from error
            else:
                return True
        return False

    async def _call(self, outgoing: Outgoing, method: str, ts: str, **more: object) -> None:
        message = {"channel": outgoing.channel, "ts": ts, **more}
        await self.slack.call(outgoing.workspace, method, message)


def whole(outgoing: Outgoing) -> Outgoing:
    """Return the message that a stream can always be posted as."""
    kept = ("text", "blocks", "unfurl_links", "unfurl_media")
    payload: dict[str, object] = {name: outgoing.payload[name] for name in kept}
    payload["channel"] = outgoing.channel
    if outgoing.thread_ts:
        payload["thread_ts"] = outgoing.thread_ts
    return replace(outgoing, method="chat.postMessage", payload=payload)


def _begins(message: Mapping[str, Any], outgoing: Outgoing) -> bool:
    """Tell whether a message is this answer, broken off; Slack may change its punctuation."""
    said, wanted = (
        "".join(one for one in text if one.isalnum())
        for text in (str(message.get("text", "")), str(outgoing.payload["markdown"]))
    )
    ours = bool(message.get("bot_id")) and not key_of(message)
    return ours and len(said) >= min(_ENOUGH, len(wanted)) and wanted.startswith(said)
