"""The page's side of the server: its files, the state it shows, its stream of changes."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.acts import Acts
from bot.playground.app import serve_file
from bot.playground.pageacts import PageActs
from bot.playground.pagestate import page_state, viewer

FOLDER = Path(__file__).parent / "page"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def page_routes(acts: Acts) -> list[BaseRoute]:
    """Return the routes of the page in front of a stand-in Slack."""
    page = Page(acts)
    doing = PageActs(acts)
    return [
        Route("/", page.index),
        Route("/archives/{channel}/{moment}", page.permalink),
        Route("/page/state", page.state),
        Route("/page/changes", page.changes),
        Route("/page/files/{file}", page.file),
        Route("/page/act", doing.act, methods=["POST"]),
        Route("/page/upload", doing.upload, methods=["POST"]),
        Mount("/static", StaticFiles(directory=FOLDER)),
    ]


class Page:
    """What the page reads."""

    def __init__(self, acts: Acts) -> None:
        """Show one stand-in Slack."""
        self.acts = acts

    async def index(self, request: Request) -> Response:
        """Return the page."""
        del request
        return FileResponse(FOLDER / "index.html", headers=HEADERS)

    async def permalink(self, request: Request) -> Response:
        """Lead from a permalink to the message on the page."""
        channel, moment = request.path_params["channel"], request.path_params["moment"]
        digits = moment.removeprefix("p")
        ts = request.query_params.get("thread_ts") or f"{digits[:-6]}.{digits[-6:]}"
        return RedirectResponse(f"/#/{quote(channel)}/{quote(ts)}")

    async def state(self, request: Request) -> Response:
        """Return everything one person sees at this moment."""
        user = request.query_params.get("user", "")
        return JSONResponse(page_state(self.acts.core, user), headers={"Cache-Control": "no-store"})

    async def changes(self, request: Request) -> Response:
        """Return the changes from now on, as server-sent events."""
        user = request.query_params.get("user", "")
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._follow(user), 200, headers, "text/event-stream")

    async def _follow(self, user: str) -> AsyncIterator[str]:
        """Yield each change that a person may see."""
        me = viewer(self.acts.core, user).id
        team = self.acts.core.world.workspace_of(me).id
        with self.acts.core.world.changes.listen() as queue:
            yield "event: ready\ndata: {}\n\n"
            while (change := await queue.get()) is not None:
                if change.team in {"", team} and change.only in {"", me}:
                    data = {"kind": change.kind, "data": change.data}
                    yield f"data: {json.dumps(data)}\n\n"

    async def file(self, request: Request) -> Response:
        """Return an uploaded file to look at."""
        file = self.acts.core.world.files.get(request.path_params["file"])
        return serve_file(file) if file else Response("no such file", 404)
