"""Peer: the bot most people would write: bare Bolt, which acknowledges first and keeps nothing.

`python -m tests.benchmarks.peer PORT API_URL TOKEN SECRET`. It answers a mention with one message.
"""

import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def build(api_url: str, token: str, secret: str) -> Starlette:
    """Return the web application."""
    client = AsyncWebClient(token=token, base_url=api_url)
    app = AsyncApp(client=client, signing_secret=secret)

    @app.event("app_mention")
    async def mentioned(body: dict[str, Any], client: AsyncWebClient) -> None:
        event = body["event"]
        await client.chat_postMessage(
            channel=event["channel"],
            thread_ts=event["ts"],
            text="Write better prompts.",
            metadata={"event_type": "peer", "event_payload": {"key": f"{body['event_id']}#0"}},
        )

    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def ready(_: Request) -> Response:
        return Response()

    return Starlette(
        routes=[Route("/slack/events", events, methods=["POST"]), Route("/readyz", ready)]
    )


if __name__ == "__main__":
    uvicorn.run(build(*sys.argv[2:5]), port=int(sys.argv[1]), log_level="critical")
