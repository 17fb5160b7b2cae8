"""Telemetry: traces of turns and sends, sent to a collector when the settings name one."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

from opentelemetry.trace import NoOpTracerProvider, Tracer

from bot.settings import Settings

NAME = "tune-or-prompt"


@contextmanager
def tracing(settings: Settings) -> Iterator[Tracer]:
    """Yield a tracer; without a collector it traces nothing and loads nothing.

    What is still to be sent is sent when the block ends, for two seconds at most.
    """
    if not settings.otel_endpoint:
        yield NoOpTracerProvider().get_tracer(NAME)
        return
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import (  # noqa: PLC0415  (heavy: loaded when first used)
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415  (the same)
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415  (the same)
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415  (the same)

    resource = Resource({"service.name": NAME, "service.version": version(NAME)})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    is_plain = settings.otel_endpoint.startswith("http://")
    exporter = OTLPSpanExporter(endpoint=settings.otel_endpoint, insecure=is_plain, timeout=2)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    try:
        yield provider.get_tracer(NAME)
    finally:
        provider.shutdown()
