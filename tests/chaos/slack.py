"""Slack: a stand-in Web API that counts what it shows and fails now and then, on purpose."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

from aiohttp import web

FAULTS = ("429", "503", "reset-before", "reset-after", "stall-after")
STALL_SECONDS = 2.0


@dataclass
class Slack:
    """What was shown, by key.

    Attributes:
        fault_rate: The part of calls that fail.
    """

    random: Random
    fault_rate: float
    shown: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    async def send(self, request: web.Request) -> web.Response:
        body = await request.json()
        fault = self.random.choice(FAULTS) if self.random.random() < self.fault_rate else ""
        self.faults[fault] += 1
        if fault == "429":
            return web.Response(status=429, headers={"Retry-After": "1"})
        if fault == "reset-before":
            return _reset(request)
        self.shown[body["key"]] += 1
        if fault == "503":
            return web.Response(status=503)
        if fault == "reset-after":
            return _reset(request)
        if fault == "stall-after":
            await asyncio.sleep(STALL_SECONDS)
        return web.json_response({"ts": f"1.{sum(self.shown.values())}"})

    async def find(self, request: web.Request) -> web.Response:
        key = request.match_info["key"]
        return web.json_response({"ts": key if self.shown[key] else None})

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Serve on loopback; yield the address."""
        app = web.Application()
        app.add_routes([web.post("/send", self.send), web.get("/find/{key}", self.find)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield "http://{}:{}".format(*runner.addresses[0][:2])
        finally:
            await runner.cleanup()


def _reset(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
