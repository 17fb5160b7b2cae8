"""Herd: processes of the real command, each with a folder and a port of its own."""

import asyncio
import os
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Self

import aiohttp

from bot.playground import Playground


@dataclass
class Process:
    """One `advisor serve` or `advisor worker`.

    Attributes:
        role: The command.
        variables: Its environment, beside what a program needs to start.
        port: Where it listens.
        profile: Where cProfile writes what it finds, None to run without it.
    """

    role: str
    variables: dict[str, str]
    port: int
    process: asyncio.subprocess.Process | None = None
    profile: Path | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    async def start(self) -> Self:
        profiled = ["-m", "cProfile", "-o", str(self.profile)] if self.profile else []
        command = [sys.executable, *profiled, "-m", "bot", self.role, "--port", str(self.port)]
        self.process = await asyncio.create_subprocess_exec(
            *command,
            env=plain_environment() | self.variables,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        return self

    async def ready(self, session: aiohttp.ClientSession, seconds: float = 60.0) -> float:
        """Wait until the process says it is ready; return how long that took."""
        began = monotonic()
        async with asyncio.timeout(seconds):
            while not await self.answers(session, "/readyz"):
                assert self.process is not None
                assert self.process.returncode is None, "it ended"
                await asyncio.sleep(0.02)
        return monotonic() - began

    async def answers(self, session: aiohttp.ClientSession, path: str) -> bool:
        """Tell whether a probe is answered with 200."""
        try:
            async with session.get(f"{self.address}{path}") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Stop the process; return its exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(number)
        async with asyncio.timeout(60):
            return await self.process.wait()


def plain_environment() -> dict[str, str]:
    """Return the environment without what an operator may have set for an advisor of theirs."""
    ours = ("ADVISOR_", "SLACK_", "OPENAI_", "OTEL_", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def variables_for(slack: Playground, url: str, folder: Path) -> dict[str, str]:
    """Return the settings of a process that talks to a stand-in Slack."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": url,
        "ADVISOR_DATA_DIR": str(folder),
        "ADVISOR_LOG_LEVEL": "ERROR",
    }


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
