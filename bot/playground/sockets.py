"""Socket Mode: the WebSocket through which a bot without an address hears from Slack."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.changes import Changes, Json

ENVELOPES = {"event": "events_api", "command": "slash_commands", "interaction": "interactive"}
OK = 200


@dataclass(eq=False)
class Sockets:
    """The bot's open connections; deliveries take turns on them."""

    changes: Changes
    new_id: Callable[[str], str]
    app_id: str
    _open: list[WebSocket] = field(default_factory=list)
    _waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    _turn: int = 0

    @property
    def connected(self) -> int:
        """How many connections are open."""
        return len(self._open)

    async def serve(self, socket: WebSocket) -> None:
        """Say hello on a new connection and hear its acknowledgements until it closes."""
        await socket.accept()
        await socket.send_json(self._hello())
        self._open.append(socket)
        self.changes.announce_connection()
        try:
            while True:
                self._hear(await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._forget(socket)

    async def send(self, kind: str, body: Json, number: int, reason: str) -> tuple[int, Json, bool]:
        """Send one envelope and return its acknowledgement's payload.

        Raises:
            ConnectionError: No connection is open.
        """
        if not self._open:
            raise ConnectionError("the bot has no Socket Mode connection open")
        self._turn += 1
        socket = self._open[self._turn % len(self._open)]
        name = self.new_id("E")
        answer = asyncio.get_running_loop().create_future()
        self._waiting[name] = answer
        try:
            await socket.send_json(envelope(name, kind, body) | retry(kind, number, reason))
            return OK, await answer, False
        finally:
            del self._waiting[name]

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to come again, as Slack does every few hours, and close it."""
        for socket in list(self._open):
            self._forget(socket)
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})

    async def close(self) -> None:
        """Close every connection."""
        for socket in list(self._open):
            self._forget(socket)
            await socket.close()

    def _forget(self, socket: WebSocket) -> None:
        if socket in self._open:
            self._open.remove(socket)
            self.changes.announce_connection()

    def _hear(self, text: str) -> None:
        """Match an acknowledgement to its envelope; one that comes too late is dropped."""
        message = json.loads(text)
        answer = self._waiting.get(message.get("envelope_id", ""))
        if answer is not None and not answer.done():
            answer.set_result(message.get("payload") or {})

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connected + 1,
            "debug_info": {"host": "playground", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }


def envelope(name: str, kind: str, body: Json) -> Json:
    """Wrap a payload for Socket Mode."""
    return {
        "envelope_id": name,
        "type": ENVELOPES[kind],
        "accepts_response_payload": kind != "event",
        "payload": body,
    }


def retry(kind: str, number: int, reason: str) -> Json:
    """Return what an events envelope says about earlier tries."""
    return {"retry_attempt": number, "retry_reason": reason} if kind == "event" else {}
