"""What a person does on the page: one small door for every act of the driver."""

import json
from collections.abc import Awaitable, Callable

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.errors import UsageError
from bot.playground.acts import Acts
from bot.playground.changes import Json
from bot.playground.messages import Message
from bot.playground.views import View

LARGEST_UPLOAD = 20_000_000


class PageActs:
    """Does what the page asks; refuses requests that another web site made the browser send."""

    def __init__(self, acts: Acts) -> None:
        """Act in one stand-in Slack."""
        self.acts = acts
        self._doors: dict[str, Callable[[Json], Awaitable[Json]]] = {
            "appoint": self._appoint,
            "close": self._close,
            "command": self._command,
            "home": self._home,
            "invite": self._invite,
            "press": self._press,
            "react": self._react,
            "say": self._say,
            "shortcut": self._shortcut,
            "stop": self._stop,
            "submit": self._submit,
            "suggest": self._suggest,
        }

    async def act(self, request: Request) -> Response:
        """Do one act: {"act": name, "user": id, …}."""
        if not from_here(request):
            return JSONResponse({"ok": False, "error": "This page is not ours."}, 403)
        try:
            asked = json.loads(await request.body())
            answer = await self._doors[asked["act"]](asked)
        except UsageError as error:
            return JSONResponse({"ok": False, "error": f"{error}. {error.mend}"}, 400)
        except (KeyError, ValueError, TypeError, AttributeError):
            return JSONResponse({"ok": False, "error": "The page asked for nonsense."}, 400)
        return JSONResponse({"ok": True} | answer)

    async def upload(self, request: Request) -> Response:
        """Post the file of a form."""
        if not from_here(request):
            return JSONResponse({"ok": False, "error": "This page is not ours."}, 403)
        async with request.form(max_part_size=LARGEST_UPLOAD) as form:
            file, thread = form.get("file"), str(form.get("thread_ts") or "")
            if not isinstance(file, UploadFile):
                return JSONResponse({"ok": False, "error": "There is no file."}, 400)
            user, channel = str(form.get("user")), str(form.get("channel"))
            name = file.filename or "file"
            await self.acts.upload(user, channel, name, await file.read(), thread or None)
        return JSONResponse({"ok": True})

    async def _say(self, asked: Json) -> Json:
        message = await self.acts.say(
            asked["user"], asked["channel"], asked["text"], asked.get("thread_ts")
        )
        return {"ts": message.ts}

    async def _command(self, asked: Json) -> Json:
        delivery = await self.acts.command(
            asked["user"], asked["channel"], asked["command"], asked.get("text", "")
        )
        return {"acknowledged": delivery.acknowledged}

    async def _press(self, asked: Json) -> Json:
        delivery = await self.acts.press(
            asked["user"],
            self._where(asked),
            asked["action_id"],
            asked.get("value"),
            asked.get("values"),
        )
        return {"acknowledged": delivery.acknowledged}

    async def _suggest(self, asked: Json) -> Json:
        hand = self.acts.hand(asked["user"])
        options = await hand.suggest(self._where(asked), asked["action_id"], asked["typed"])
        return {"options": options}

    async def _submit(self, asked: Json) -> Json:
        return {"errors": await self.acts.submit(self._view(asked), asked["values"])}

    async def _close(self, asked: Json) -> Json:
        everything = bool(asked.get("everything"))
        await self.acts.close_view(self._view(asked), everything=everything)
        return {}

    async def _home(self, asked: Json) -> Json:
        await self.acts.open_home(asked["user"], asked["tab"])
        return {}

    async def _shortcut(self, asked: Json) -> Json:
        message = self._message(asked) if asked.get("ts") else None
        delivery = await self.acts.shortcut(asked["user"], asked["callback_id"], message)
        return {"acknowledged": delivery.acknowledged}

    async def _appoint(self, asked: Json) -> Json:
        self.acts.appoint(asked["user"], administrator=bool(asked["administrator"]))
        return {}

    async def _react(self, asked: Json) -> Json:
        await self.acts.react(asked["user"], self._message(asked), asked["name"])
        return {}

    async def _invite(self, asked: Json) -> Json:
        await self.acts.invite(asked["user"], asked["channel"])
        return {}

    async def _stop(self, asked: Json) -> Json:
        await self.acts.stop_agent(asked["user"], asked["channel"], asked["thread_ts"])
        return {}

    def _where(self, asked: Json) -> Message | View:
        return self._view(asked) if asked.get("view_id") else self._message(asked)

    def _message(self, asked: Json) -> Message:
        message = self.acts.core.world.find_message(asked["channel"], asked["ts"])
        if message is None or message.only_for not in {"", asked["user"]}:
            raise UsageError("this message is gone", "Look for a newer one.")
        return message

    def _view(self, asked: Json) -> View:
        workspace = self.acts.core.world.workspace_of(asked["user"])
        view = workspace.view(asked["view_id"])
        if view is None or view.user != asked["user"]:
            raise UsageError("this form is closed", "Open it again.")
        return view


def from_here(request: Request) -> bool:
    """Say whether our own page sent a request: its origin is the address it was sent to."""
    origin = request.headers.get("origin", "")
    return origin == f"http://{request.headers.get('host', '')}"
