"""The Web API door: reads a call, checks its token, suffers faults, carries it out, keeps it."""

import base64
import json
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground.ask import Ask
from bot.playground.changes import Json
from bot.playground.core import Slack
from bot.playground.faults import Fault
from bot.playground.methods import METHODS, UNSIGNED
from bot.playground.refusals import Refusal
from bot.playground.wire import Wire

TOO_MANY = 429
ENCODED = {
    "attachments",
    "blocks",
    "chunks",
    "files",
    "message",
    "metadata",
    "prompts",
    "view",
    "loading_messages",
}
"""Arguments that arrive as JSON text when the call is a form or a query."""


@dataclass(slots=True, eq=False)
class Call:
    """One call of the Web API.

    Attributes:
        args: Its arguments, without the token.
        team: The workspace of its token; "" when it has none.
        at: When it arrived, in the stand-in's seconds.
        answer: The body of the answer; {} while it is under way, or when a fault ate it.
        status: The HTTP status; 0 when the connection was cut.
        carried_out: Whether it had its effect.
    """

    method: str
    args: Json
    team: str
    at: float
    answer: Json = field(default_factory=dict)
    status: int = 0
    carried_out: bool = False


@dataclass(eq=False)
class WebApi:
    """Answers `/api/{method}`."""

    slack: Slack
    wire: Wire
    calls: list[Call] = field(default_factory=list)

    async def serve(self, request: Request) -> Response:
        """Answer one call, with the fault that waits for it if there is one."""
        args = await read_arguments(request)
        token = read_token(request, args)
        known = self.slack.world.tokens.get(token)
        call = Call(
            request.path_params["method"],
            args,
            known.team if known else "",
            self.slack.world.clock(),
        )
        self.calls.append(call)
        fault = self.slack.faults.take(call.method)
        try:
            return await self._suffer(request, call, token, fault)
        finally:
            self.slack.world.announce("call", call.team, {"method": call.method})

    async def _suffer(
        self, request: Request, call: Call, token: str, fault: Fault | None
    ) -> Response:
        if fault is None:
            return self._answer(call, token)
        if fault.kind == "delay":
            await self.wire.pause(fault.seconds)
            return self._answer(call, token)
        if fault.accepted:
            self._answer(call, token)
        call.status = 0
        return await self.wire.spoil(request, fault)

    def _answer(self, call: Call, token: str) -> Response:
        """Carry the call out and answer as Slack does."""
        headers = {"x-oauth-scopes": "chat:write,commands,app_mentions:read,im:history"}
        wait = self.slack.rates.wait(call.team, call.method, str(call.args.get("channel")))
        if wait:
            call.status = TOO_MANY
            call.answer = {"ok": False, "error": "ratelimited"}
            return JSONResponse(call.answer, TOO_MANY, headers={"Retry-After": str(wait)})
        try:
            call.answer = {"ok": True} | carry_out(self.slack, call.method, call.args, token)
            call.carried_out = True
        except Refusal as refusal:
            call.answer = refusal.as_json()
        call.status = 200
        return JSONResponse(call.answer, headers=headers)


def carry_out(slack: Slack, method: str, args: Json, token: str) -> Json:
    """Carry out one call and return the fields of its answer.

    Raises:
        Refusal: Slack would answer with an error code.
    """
    if method not in METHODS:
        raise Refusal("unknown_method", req_method=method)
    team = "" if method in UNSIGNED else check_token(slack, token, method)
    if team and team not in slack.world.workspaces:
        team = meant(slack, team, args)
    return METHODS[method](Ask(slack, team, args, token))


def meant(slack: Slack, enterprise: str, args: Json) -> str:
    """Return the workspace of an organisation that the arguments of a call lie in.

    Raises:
        Refusal: `team_not_found`: they lie in none of them.
    """
    named = {str(args.get(name)) for name in ("channel", "channel_id", "user", "user_id", "users")}
    trigger = slack.world.triggers.get(str(args.get("trigger_id")))
    for workspace in slack.world.workspaces.values():
        inside = named & {*workspace.channels, *workspace.people}
        opens = trigger is not None and trigger.team == workspace.id
        turns = bool(args.get("view_id")) and workspace.view(str(args["view_id"])) is not None
        if workspace.enterprise == enterprise and (inside or opens or turns):
            return workspace.id
    raise Refusal("team_not_found")


def check_token(slack: Slack, token: str, method: str) -> str:
    """Return the workspace of a token, or the organisation.

    Raises:
        Refusal: `not_authed`, `invalid_auth`, `token_expired`, `token_revoked`,
            `account_inactive`, or `not_allowed_token_type`.
    """
    if not token:
        raise Refusal("not_authed")
    if method == "apps.connections.open":
        if token != slack.app_token:
            raise Refusal("invalid_auth" if token.startswith("xapp-") else "not_allowed_token_type")
        return ""
    known = slack.world.tokens.get(token)
    if known is None:
        raise Refusal("invalid_auth")
    if known.state != "active":
        raise Refusal(known.state)
    return known.team


def read_token(request: Request, args: Json) -> str:
    """Return the token of a call, from its header or its arguments, which lose it."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    inside = str(args.pop("token", ""))
    return token if scheme.lower() == "bearer" else inside


async def read_arguments(request: Request) -> Json:
    """Return the arguments of a call, whether they come as JSON, form or query."""
    args: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        body = json.loads(await request.body() or b"{}")
        args |= body if isinstance(body, dict) else {}
    elif request.method == "POST":
        async with request.form() as form:
            args |= {name: value for name, value in form.items() if isinstance(value, str)}
    args |= read_app(request.headers.get("authorization", ""))
    return {name: decode(name, value) for name, value in args.items()}


def read_app(authorization: str) -> Json:
    """Return the app's id and secret when a call proves itself with them, as OAuth's do."""
    scheme, _, proof = authorization.partition(" ")
    if scheme.lower() != "basic":
        return {}
    name, _, secret = base64.b64decode(proof).decode("latin-1").partition(":")
    return {"client_id": name, "client_secret": secret}


def decode(name: str, value: object) -> object:
    """Return an argument, its JSON text decoded where the method takes a structure."""
    if name not in ENCODED or not isinstance(value, str) or not value.strip():
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
