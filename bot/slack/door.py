"""Door: the Bolt application, which stores every visit before it is acknowledged."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.logger.messages import warning_token_skipped

from bot.conversation.turns import Submitted
from bot.delivery import Store
from bot.errors import DeliveryError
from bot.slack.commands import visit_of_command
from bot.slack.events import visit_of_event
from bot.slack.interactions import visit_of_interaction
from bot.slack.payload import Payload
from bot.turns import Visit, arrival_of

_LOG: Final = logging.getLogger(__name__)

"""Commits an arrival; raises when it cannot, so that Slack delivers again."""
FormCheck = Callable[[Submitted], dict[str, str]]
"""Returns what is wrong with a form, by field; empty when it can be taken."""
Note = Callable[[str, str], Awaitable[None]]
"""Keeps that a workspace (first) shares the installation of an organisation (second)."""


@dataclass(frozen=True, slots=True)
class Door:
    """What Bolt needs to take a request in: a store, a check of forms, and the time.

    Attributes:
        store: Commits an arrival before Slack hears 200.
        check_form: Finds the faults of a form while Slack still shows it.
        seconds: The present time in seconds since 1970.
        note: Keeps which organisation's installation a workspace shares.
        bots: Ids of the programs whose messages are heard.
    """

    store: Store
    check_form: FormCheck
    seconds: Callable[[], float]
    note: Note
    bots: frozenset[str] = frozenset()

    async def receive(self, req: AsyncBoltRequest) -> BoltResponse:
        """Store the visit behind a request, then acknowledge it.

        A failure to store propagates: Bolt answers 500 (or sends no acknowledgement over Socket
        Mode) and Slack delivers again. What nobody answers is acknowledged and forgotten.
        """
        visit = self._visit(req.body)
        if visit is None:
            return BoltResponse(status=200, body="")
        if isinstance(visit.act, Submitted) and (faults := self.check_form(visit.act)):
            return _json({"response_action": "errors", "errors": faults})
        if visit.enterprise and visit.enterprise != visit.workspace:
            await self.note(visit.workspace, visit.enterprise)
        await self.store(arrival_of(visit))
        return BoltResponse(status=200, body="")

    def _visit(self, body: Payload) -> Visit | None:
        at = f"{self.seconds():.6f}"
        if "command" in body:
            return visit_of_command(body, at)
        if body.get("type") == "event_callback":
            return visit_of_event(body, self.bots)
        return visit_of_interaction(body, at)


def build_bolt(door: Door, signing_secret: str) -> AsyncApp:
    """Build the Bolt application behind the guard.

    Authorisation needs no network here: nothing is sent from a request, so no token is looked up
    before the acknowledgement. The guard has verified the signature, but Bolt verifies it again
    at the cost of one hash, so that the door is safe behind any other server, too.
    """
    logger = logging.getLogger("bot.slack.bolt")
    logger.addFilter(_matters)
    app = AsyncApp(
        name="tune-or-prompt",
        signing_secret=signing_secret,
        authorize=_authorize,
        ignoring_self_events_enabled=False,  # the translation drops what machines wrote
        request_verification_enabled=bool(signing_secret),
        attaching_conversation_kwargs_enabled=False,
        attaching_function_token_enabled=False,
        logger=logger,
    )

    @app.middleware
    async def receive(req: AsyncBoltRequest) -> BoltResponse:
        return await door.receive(req)

    @app.error
    async def refuse(error: Exception) -> BoltResponse:
        return _refusal(error)

    return app


def _matters(record: logging.LogRecord) -> bool:
    """Leave out that Bolt does not use the token of the environment: it is the sender's."""
    return record.getMessage() != warning_token_skipped()


def _refusal(error: Exception) -> BoltResponse:
    """Let Slack deliver again what was not stored; what is no payload of Slack's is refused."""
    kind = type(error).__name__  # never its text: that may hold somebody's words
    if isinstance(error, DeliveryError):
        _LOG.error("an event is not acknowledged: %s", kind)
        return BoltResponse(status=500, body="")
    _LOG.error("a request is not understood: %s", kind)
    return BoltResponse(status=400, body="")


async def _authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)


def _json(body: dict[str, object]) -> BoltResponse:
    return BoltResponse(
        status=200,
        body=json.dumps(body),
        headers={"content-type": "application/json; charset=utf-8"},
    )
