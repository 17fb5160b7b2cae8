"""The wire under the stand-in Slack: a server on loopback whose connections can be cut."""

import asyncio
import contextlib
import socket
import struct
from dataclasses import dataclass, field

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.errors import SettingsError
from bot.playground.faults import Fault
from bot.serving import Server

RESET = struct.pack("ii", 1, 0)
"""SO_LINGER with no time: closing sends RST and not FIN."""
_NO_ANSWERS = {
    "html": ("<html><body>Bad gateway</body></html>", "text/html"),
    "text": ("upstream connect error", "text/plain"),
    "cut": ('{"ok": true, "chan', "application/json"),
}
"""What comes where an answer of Slack is due, and its content type."""


class _Server(Server):
    """A server that waits without ticking, and leaves the moment it is told."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.leaving = asyncio.Event()

    @override
    async def main_loop(self) -> None:
        await self.leaving.wait()


@dataclass(eq=False)
class Wire:
    """The listening server.

    Attributes:
        port: The port it listens on; before it listens, the one asked for (0: any).
    """

    host: str = "127.0.0.1"
    port: int = 0
    _server: _Server | None = None
    _task: asyncio.Task[None] | None = None
    _connections: dict[tuple[str, int], asyncio.Transport] = field(default_factory=dict)
    _closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self, app: ASGIApp) -> None:
        """Listen with an application.

        Raises:
            SettingsError: The port cannot be taken.
        """
        try:
            listener = socket.create_server((self.host, self.port))
        except OSError as error:
            raise SettingsError(
                f"Port {self.port} on {self.host} cannot be taken: {error.strerror}.",
                "Stop the other program, or choose another port.",
            ) from error
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            app,
            http=self._protocol(),
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            ws_ping_interval=None,
        )
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve([listener]))
        await self._server.up.wait()

    async def close(self) -> None:
        """Stop listening and drop every connection."""
        self._closing.set()
        if self._server is None or self._task is None:
            return
        self._server.force_exit = True
        self._server.leaving.set()
        await self._task
        for transport in list(self._connections.values()):
            transport.abort()

    async def pause(self, seconds: float) -> None:
        """Wait, but not longer than the server lives."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)

    async def spoil(self, request: Request, fault: Fault) -> Response:
        """Answer one request with a fault."""
        if said := _said(fault):
            return said
        if fault.kind == "stall":
            await self.pause(fault.seconds)
        self.cut(request)
        return Response(status_code=500)

    def cut(self, request: Request) -> None:
        """Reset the connection a request came on."""
        if request.client is None:
            return
        transport = self._connections.get((request.client.host, request.client.port))
        if transport is None:
            return
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        transport.abort()

    def _protocol(self) -> type[asyncio.Protocol]:
        """Return the server's HTTP protocol, made to remember its connections."""
        connections = self._connections

        class Remembering(H11Protocol):
            @override
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own signature
                super().connection_made(transport)
                connections[transport.get_extra_info("peername")[:2]] = transport

            @override
            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    connections.pop(self.client, None)
                super().connection_lost(exc)

        return Remembering


def _said(fault: Fault) -> Response | None:
    """Return the answer that a fault gives; None where it gives none."""
    if fault.kind == "rate_limit":
        headers = {"Retry-After": f"{fault.seconds:g}"}
        return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers=headers)
    if fault.kind in {"error", "status"}:
        status = fault.status if fault.kind == "status" else 200
        return JSONResponse({"ok": False, "error": fault.code}, status)
    if fault.kind not in _NO_ANSWERS:
        return None
    words, kind = _NO_ANSWERS[fault.kind]
    return Response(words, fault.status, media_type=kind)
