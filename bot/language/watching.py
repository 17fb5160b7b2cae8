"""Watching: what the language model is asked, what it costs and how often it fails, in numbers.

Counters and spans carry tasks, kinds and amounts; never a text, a person or a workspace.
"""

import logging
from dataclasses import dataclass
from typing import Any, Final

from opentelemetry import trace
from opentelemetry.trace import Span, Tracer
from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.language.model_request import ModelRequest, TokenCount

_LOG: Final = logging.getLogger(__name__)
_SECONDS: Final = (0.25, 0.5, 1, 2, 4, 8, 12, 20, 60)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one call ended.

    Attributes:
        kind: "answered", or the name of a kind of failure.
        seconds: How long it took.
        tokens: What it used; None when nobody knows.
        micro_usd: Its cost in millionths of a dollar.
    """

    kind: str
    seconds: float
    tokens: TokenCount | None
    micro_usd: int


class Watch:
    """The counters of one registry, and one tracer."""

    def __init__(self, registry: CollectorRegistry, tracer: Tracer | None = None) -> None:
        """Register the counters; a registry takes them once."""
        self._tracer = tracer or trace.get_tracer("bot.language")
        self._calls = Counter(
            "advisor_model_calls",
            "Calls of the language model",
            ["task", "outcome"],
            registry=registry,
        )
        self._tokens = Counter(
            "advisor_model_tokens",
            "Tokens read and written",
            ["task", "direction"],
            registry=registry,
        )
        self._cost = Counter(
            "advisor_model_cost_usd", "Cost by the price list", ["task"], registry=registry
        )
        self._seconds = Histogram(
            "advisor_model_seconds",
            "Seconds a call took",
            ["task"],
            registry=registry,
            buckets=_SECONDS,
        )
        self._fallbacks = Counter(
            "advisor_model_fallbacks",
            "Tasks done without the language model",
            ["task", "reason"],
            registry=registry,
        )

    def begin(self, request: ModelRequest[Any], model: str) -> Span:
        """Begin the span of a call."""
        return self._tracer.start_span(
            f"model {request.task}",
            attributes={"gen_ai.operation.name": "chat", "gen_ai.request.model": model},
        )

    def end(self, request: ModelRequest[Any], span: Span, outcome: Outcome) -> None:
        """Count a call and end its span."""
        self._calls.labels(request.task, outcome.kind).inc()
        self._seconds.labels(request.task).observe(outcome.seconds)
        self._cost.labels(request.task).inc(outcome.micro_usd / 1_000_000)
        if outcome.tokens is not None:
            self._tokens.labels(request.task, "read").inc(outcome.tokens.read)
            self._tokens.labels(request.task, "written").inc(outcome.tokens.written)
            span.set_attribute("gen_ai.usage.input_tokens", outcome.tokens.read)
            span.set_attribute("gen_ai.usage.output_tokens", outcome.tokens.written)
        span.set_attribute("advisor.outcome", outcome.kind)
        span.end()
        _LOG.debug("model %s: %s in %.2f s", request.task, outcome.kind, outcome.seconds)

    def fall_back(self, task: str, reason: str) -> None:
        """Count a task that is done without the model."""
        self._fallbacks.labels(task, reason).inc()
        _LOG.info("model %s: fell back (%s)", task, reason)
