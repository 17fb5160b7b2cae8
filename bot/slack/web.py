"""Web: the HTTP side of the bot, for Slack and for whoever watches over it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.slack.guard import Guard

Readiness = Callable[[], Awaitable[Mapping[str, str]]]
"""Returns what is wrong, by part; empty when everything works."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What the probes look at.

    Attributes:
        readiness: Checks database, index and inbox.
        registry: Holds the counters for /metrics.
        seconds: The present time in seconds since 1970.
    """

    readiness: Readiness
    registry: CollectorRegistry
    seconds: Callable[[], float]


def build_web(
    bolt: AsyncApp | None, signing_secret: str, watch: Watch, further: Sequence[Route] = ()
) -> Starlette:
    """Build the HTTP application; without `bolt` only probes and `further` answer (Socket Mode)."""
    routes = [
        *further,
        Route("/healthz", _healthz),
        Route("/readyz", _readyz(watch)),
        Route("/metrics", _metrics(watch)),
    ]
    middleware = []
    if bolt is not None:
        routes.append(Route("/slack/events", _events(bolt), methods=["POST"]))
        middleware.append(Middleware(Guard, secret=signing_secret, seconds=watch.seconds))
    return Starlette(routes=routes, middleware=middleware)


def _events(bolt: AsyncApp) -> Callable[[Request], Awaitable[Response]]:
    handler = AsyncSlackRequestHandler(bolt)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return events


async def _healthz(_: Request) -> Response:
    return JSONResponse({"status": "alive"})


def _readyz(watch: Watch) -> Callable[[Request], Awaitable[Response]]:
    async def readyz(_: Request) -> Response:
        faults = dict(await watch.readiness())
        status = "not ready" if faults else "ready"
        return JSONResponse(
            {"status": status, "faults": faults}, status_code=503 if faults else 200
        )

    return readyz


def _metrics(watch: Watch) -> Callable[[Request], Awaitable[Response]]:
    async def metrics(_: Request) -> Response:
        return Response(generate_latest(watch.registry), media_type=CONTENT_TYPE_LATEST)

    return metrics
