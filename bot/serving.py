"""Serving: an ASGI application on a TCP port, inside this process and its event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override

from bot.errors import SettingsError

_BACKLOG: Final = 2048
_DRAIN_SECONDS: Final = 5


class Server(uvicorn.Server):
    """Uvicorn that leaves signals to the process, where several servers live, and says "up"."""

    def __init__(self, config: uvicorn.Config) -> None:
        """Prepare to listen."""
        super().__init__(config)
        self.up = asyncio.Event()

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the program around us."""
        yield

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        self.up.set()


@asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int) -> AsyncIterator[str]:
    """Serve an application until the block ends; yield its address, "http://host:port".

    Raises:
        SettingsError: The port cannot be taken.
    """
    listener = _bind(host, port)
    server = Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=_DRAIN_SECONDS,
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.up.wait()
        yield f"http://{_written(host)}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await task
        listener.close()


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"Port {port} on {host} cannot be taken: {error.strerror}.",
            "Stop the other program, or set another with --port or ADVISOR_PORT.",
        ) from error
    listener.listen(_BACKLOG)
    return listener


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host
