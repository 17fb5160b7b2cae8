"""A small bot on the unmodified slack_bolt and slack_sdk, in both transports."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.playground import Playground
from bot.serving import serving

Body = dict[str, Any]
QUESTION = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "How *accurate*?"}},
    {
        "type": "actions",
        "block_id": "choices",
        "elements": [
            {
                "type": "button",
                "action_id": "high",
                "value": "accuracy|high",
                "text": {"type": "plain_text", "text": "High"},
            },
            {
                "type": "static_select",
                "action_id": "domain",
                "options": [
                    {"text": {"type": "plain_text", "text": "General"}, "value": "general"},
                    {"text": {"type": "plain_text", "text": "Expert"}, "value": "expert"},
                ],
            },
        ],
    },
]
FORM: Body = {
    "type": "modal",
    "callback_id": "form",
    "private_metadata": "kept",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Your case"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "volume",
            "label": {"type": "plain_text", "text": "Requests a month"},
            "element": {
                "type": "number_input",
                "action_id": "number",
                "is_decimal_allowed": False,
                "min_value": "1",
            },
        }
    ],
}


def build_bot(slack: Playground) -> AsyncApp:
    """Return an app whose every listener notes what it heard in `app.heard`."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    heard: list[Body] = []
    app.heard = heard  # type: ignore[attr-defined]  # a note on the app under test
    hear_events(app, heard)
    hear_hands(app, heard)
    return app


def hear_events(app: AsyncApp, heard: list[Body]) -> None:
    """Answer mentions with a question, publish the home tab, note everything else."""

    @app.event("app_mention")
    async def mentioned(body: Body, say: Any) -> None:
        heard.append(body)
        await say(text="How accurate?", blocks=QUESTION, thread_ts=body["event"]["ts"])

    @app.event("message")
    @app.event("app_home_opened")
    @app.event("member_joined_channel")
    @app.event("file_shared")
    @app.event("app_uninstalled")
    @app.event("tokens_revoked")
    @app.event("agent_session_stopped")
    @app.event("reaction_added")
    async def told(body: Body, client: AsyncWebClient) -> None:
        heard.append(body)
        if body["event"]["type"] == "app_home_opened":
            text = {"type": "plain_text", "text": "Welcome"}
            view = {"type": "home", "blocks": [{"type": "header", "text": text}]}
            await client.views_publish(user_id=body["event"]["user"], view=view)


def hear_hands(app: AsyncApp, heard: list[Body]) -> None:
    """Answer commands, presses, forms and shortcuts."""

    @app.command("/advise")
    async def command(ack: Any, body: Body, client: AsyncWebClient) -> None:
        heard.append(body)
        if body["text"]:
            await ack("Looking at it.")
        else:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.action(re.compile(".*"))
    async def pressed(ack: Any, body: Body, respond: Any) -> None:
        heard.append(body)
        await ack()
        await respond(text=f"You chose {body['actions'][0]['action_id']}.", replace_original=True)

    @app.view("form")
    async def submitted(ack: Any, body: Body) -> None:
        heard.append(body)
        number = body["view"]["state"]["values"]["volume"]["number"]["value"]
        await ack(**ANSWERS.get(number, {}))

    @app.view_closed("form")
    @app.shortcut("start_consultation")
    @app.shortcut("ask_about_message")
    async def acknowledged(ack: Any, body: Body) -> None:
        heard.append(body)
        await ack()


ANSWERS: dict[str, Body] = {
    "13": {"response_action": "errors", "errors": {"volume": "Not thirteen."}},
    "14": {
        "response_action": "update",
        "view": FORM | {"title": {"type": "plain_text", "text": "Once more"}},
    },
    "15": {
        "response_action": "push",
        "view": FORM | {"title": {"type": "plain_text", "text": "On top"}},
    },
    "16": {"response_action": "clear"},
}


@asynccontextmanager
async def running(app: AsyncApp, slack: Playground, transport: str) -> AsyncIterator[None]:
    """Connect a bot to the stand-in by "http" or "socket"."""
    if transport == "socket":
        handler = AsyncSocketModeHandler(app, slack.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        await slack.wait_for_connection()
        try:
            yield
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        return
    door = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await door.handle(request)

    site = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
    async with serving(site, "127.0.0.1", 0) as address:
        slack.listen_at(f"{address}/slack/events")
        yield
