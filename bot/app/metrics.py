"""Metrics: what one process counts and times, for Prometheus; never a word, a person or a workspace."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps
from time import perf_counter
from typing import Final

from opentelemetry.trace import Tracer
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.process_collector import ProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.delivery import Arrival, Gateway, Handler, Outgoing, SendError, Store
from bot.store import Session

QUICK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)
"""Seconds an acknowledgement may take: Slack gives up after three."""
LONG: Final = (0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 900.0)
"""Seconds of a turn: an answer takes tenths of one, a reload minutes."""


class Metrics:
    """The counters, histograms and gauges of one process."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register them; a registry takes them once."""

        def counter(name: str, says: str, *labels: str) -> Counter:
            return Counter(f"advisor_{name}", says, labels, registry=registry)

        def seconds(
            name: str, says: str, *labels: str, buckets: Sequence[float] = LONG
        ) -> Histogram:
            return Histogram(
                f"advisor_{name}_seconds", says, labels, registry=registry, buckets=buckets
            )

        def gauge(name: str, says: str, *labels: str) -> Gauge:
            return Gauge(f"advisor_{name}", says, labels, registry=registry)

        self.registry = registry
        self.visits = counter("visits", "Visits taken in: stored, known, failed", "outcome")
        self.requests = counter("requests", "Requests of Slack by HTTP status", "status")
        self.acknowledgement = seconds(
            "acknowledgement", "From a request of Slack to the answer", buckets=QUICK
        )
        self.turns = counter("turns", "Turns worked: done, failed", "kind", "outcome")
        self.turn = seconds("turn", "One attempt at a turn", "kind")
        self.sends = counter("sends", "Calls of Slack by outcome", "method", "outcome")
        self.send = seconds("send", "One call of Slack", "method")
        self.inbox_age = gauge("inbox_age_seconds", "Age of the oldest turn that waits")
        self.inbox_depth = gauge("inbox_depth", "Turns that wait")
        self.outbox_age = gauge("outbox_age_seconds", "Age of the oldest message that waits")
        self.outbox_depth = gauge("outbox_depth", "Messages that wait")
        self.dead = gauge("dead_letters", "Turns put aside and messages given up, still kept")
        self.reloads = gauge("knowledge_versions", "Versions of the knowledge base", "state")
        self.socket_silence = gauge(
            "socket_silence_seconds", "Since Socket Mode was last heard; 0 without it"
        )
        self.clock_skew = gauge("clock_skew_seconds", "This clock ahead of Slack's")
        self.disk_free = gauge("disk_free_ratio", "Free part of the data folder's disk, 0 to 1")
        self.faults = gauge("fault", "1 while a part is at fault, by part", "part")
        self.looked_at = gauge("last_look_timestamp_seconds", "When the gauges were last read")
        ProcessCollector(registry=registry)


def count_visits(store: Store, metrics: Metrics) -> Store:
    """Count what is taken in."""

    @wraps(store)
    async def counted(arrival: Arrival) -> bool:
        try:
            is_new = await store(arrival)
        except BaseException:
            metrics.visits.labels("failed").inc()
            raise
        metrics.visits.labels("stored" if is_new else "known").inc()
        return is_new

    return counted


def time_turns(handler: Handler, metrics: Metrics, tracer: Tracer) -> Handler:
    """Count, time and trace every attempt at a turn."""

    @wraps(handler)
    async def timed(session: Session, arrival: Arrival) -> Sequence[Outgoing]:
        began, outcome = perf_counter(), "failed"
        with tracer.start_as_current_span(
            "turn", attributes={"advisor.kind": arrival.kind}, record_exception=False
        ):
            try:
                replies = await handler(session, arrival)
                outcome = "done"
            finally:
                metrics.turns.labels(arrival.kind, outcome).inc()
                metrics.turn.labels(arrival.kind).observe(perf_counter() - began)
        return replies

    return timed


@dataclass(frozen=True, slots=True)
class TimedGateway:
    """Counts, times and traces every call that carries the outbox out.

    Attributes:
        gateway: Carries.
        metrics: Counts.
        tracer: Traces; a span never holds what a message says.
    """

    gateway: Gateway
    metrics: Metrics
    tracer: Tracer

    async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
        """Carry one row out; see `bot.delivery.Gateway`."""
        began, outcome = perf_counter(), "failed"
        with self.tracer.start_as_current_span(
            "send", attributes={"advisor.method": outgoing.method}, record_exception=False
        ):
            try:
                found = await self.gateway.send(outgoing, ts=ts)
                outcome = "sent"
            except SendError as error:
                outcome = type(error).__name__.lower()
                raise
            except asyncio.CancelledError:
                outcome = "cancelled"
                raise
            finally:
                self.metrics.sends.labels(outgoing.method, outcome).inc()
                self.metrics.send.labels(outgoing.method).observe(perf_counter() - began)
        return found

    async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
        """Look for a message that an earlier attempt may have left."""
        with self.tracer.start_as_current_span("look up", record_exception=False):
            return await self.gateway.find(outgoing, since=since)


@dataclass(frozen=True, slots=True)
class TimedRequests:
    """An ASGI application that times and counts what Slack asks another one.

    Attributes:
        app: The application.
        metrics: Counts.
    """

    app: ASGIApp
    metrics: Metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; probes are not counted."""
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        began = perf_counter()

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.metrics.requests.labels(str(message["status"])).inc()
                self.metrics.acknowledgement.observe(perf_counter() - began)
            await send(message)

        await self.app(scope, receive, note)
