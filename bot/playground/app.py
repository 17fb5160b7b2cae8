"""The web application of the stand-in Slack: every address it answers."""

import json
from pathlib import Path
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.playground.core import Slack
from bot.playground.files import SharedFile
from bot.playground.hooks import respond
from bot.playground.methods.oauth import grant
from bot.playground.refusals import Refusal
from bot.playground.webapi import WebApi

PICTURES = {"image/png", "image/jpeg", "image/gif"}
POLICY_VIOLATION = 1008


def build_app(api: WebApi, page: list[BaseRoute]) -> Starlette:
    """Return the application: the doors a bot uses, and the routes of the page.

    Requests with a foreign Host header are refused: a web site must not reach the stand-in by
    pointing its own name at this machine.
    """
    doors = Doors(api.slack)
    routes: list[BaseRoute] = [
        Route("/api/{method}", api.serve, methods=["GET", "POST"]),
        Route("/upload/v1/{file}", doors.upload, methods=["POST"]),
        Route("/files-pri/{file}/{path:path}", doors.download),
        Route("/hooks/{team}/{name}", doors.hook, methods=["POST"]),
        Route("/oauth/v2/authorize", doors.authorize),
        WebSocketRoute("/link/", doors.link),
        *page,
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    return Starlette(routes=routes, middleware=[hosts])


class Doors:
    """The addresses a bot uses beside the Web API."""

    def __init__(self, slack: Slack) -> None:
        """Open the doors of one stand-in."""
        self.slack = slack

    async def upload(self, request: Request) -> Response:
        """Take the bytes of a file that files.getUploadURLExternal announced."""
        file = self.slack.world.files.get(request.path_params["file"])
        if file is None:
            return PlainTextResponse("file not found", 404)
        if request.headers.get("content-type", "").startswith("multipart/"):
            async with request.form() as form:
                part = next(iter(form.values()))
                content = part.encode() if isinstance(part, str) else await part.read()
        else:
            content = await request.body()
        if len(content) != file.length:
            return PlainTextResponse("the length is not the one announced", 400)
        file.content = content
        return PlainTextResponse(f"OK - {file.length}")

    async def download(self, request: Request) -> Response:
        """Give a file to whoever shows a token of a workspace."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        file = self.slack.world.files.get(request.path_params["file"])
        if scheme.lower() != "bearer" or token not in self.slack.world.tokens or file is None:
            return PlainTextResponse("<!DOCTYPE html>Sign in", 200, media_type="text/html")
        return serve_file(file)

    async def hook(self, request: Request) -> Response:
        """Answer a response_url."""
        try:
            respond(self.slack, request.path_params["name"], json.loads(await request.body()))
        except Refusal as refusal:
            return JSONResponse(refusal.as_json(), 404 if "url" in refusal.code else 400)
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        return PlainTextResponse("ok")

    async def authorize(self, request: Request) -> Response:
        """Let the first administrator of a workspace install the app, and send them back."""
        query = request.query_params
        team = query.get("team") or next(iter(self.slack.world.workspaces))
        people = self.slack.world.workspaces[team].people.values()
        person = next(p for p in people if p.role in {"owner", "admin"})
        code = grant(self.slack, team, person.id)
        back = urlencode({"code": code, "state": query.get("state", "")})
        return RedirectResponse(f"{query['redirect_uri']}?{back}", 302)

    async def link(self, socket: WebSocket) -> None:
        """Open one Socket Mode connection: its ticket is good once."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.slack.tickets:
            await socket.close(POLICY_VIOLATION)
            return
        self.slack.tickets.remove(ticket)
        await self.slack.courier.sockets.serve(socket)


def serve_file(file: SharedFile) -> Response:
    """Return a file: pictures to look at, everything else to save, never as a page."""
    known = file.mimetype in PICTURES
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    if not known:
        headers["Content-Disposition"] = f'attachment; filename="{Path(file.id).name}"'
    kind = file.mimetype if known else "application/octet-stream"
    return Response(file.content or b"", media_type=kind, headers=headers)
