"""Calls: one call of Slack's Web API, and what became of it in the words of delivery."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from math import isfinite
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import LONGEST_HOLD_SECONDS, Ambiguous, NotSent, Parked, Refused, SendError

TIMEOUT_SECONDS: Final = 10
_TOKEN_DEAD: Final = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"}
)
_PERHAPS_DONE: Final = frozenset({"fatal_error", "internal_error", "service_unavailable"})
"""Of these errors Slack says that "some aspect of the operation" may have succeeded before."""
_TOO_MANY: Final = frozenset({"rate_limited", "ratelimited"})
UNREAD: Final = "http_"
"""Begins the code of a refusal that is not Slack's own: a status without an error of the Web API."""
_PATIENCE_SECONDS: Final = 1.0
"""Where Slack asks for patience and does not say how much."""


async def call_slack(
    session: aiohttp.ClientSession,
    base_url: str,
    method: str,
    *,
    token: str | None = None,
    **arguments: Any,
) -> Mapping[str, Any]:
    """Call a method once; return what Slack answers.

    The SDK's own retries are off: they would repeat a message that Slack took before the connection
    broke. Its time-out is for sessions of its own, so the one here is ours.

    Raises:
        NotSent: Slack surely did not take it (rate limit, no connection).
        Ambiguous: Nobody knows whether Slack took it.
        Refused: Slack took it and said no.
        Parked: The token is dead.
    """
    client = AsyncWebClient(token=token, base_url=base_url, session=session, retry_handlers=[])
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            answer = await client.api_call(method, **arguments)
    except SlackApiError as error:
        raise _translated(error.response) from error
    except aiohttp.ClientConnectorError as error:
        raise NotSent(None) from error
    except (TimeoutError, aiohttp.ClientError, ValueError, AttributeError) as error:
        raise Ambiguous from error  # the last two: what came is no answer that the SDK can read
    if not isinstance(answer.data, dict):
        raise Ambiguous
    return answer.data


def _translated(answer: Any) -> SendError:
    """Return the error of delivery behind what Slack answered.

    The SDK gives its own response, or aiohttp's where it could not read the body: a page of some
    proxy, or an answer cut off, which says nothing about what Slack did.
    """
    status = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0))
    if status == 429:  # noqa: PLR2004  (HTTP)
        return NotSent(_patience(answer.headers.get("Retry-After", "")))
    data = getattr(answer, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status >= 500 or code in _PERHAPS_DONE:  # noqa: PLR2004  (HTTP)
        return Ambiguous()
    if code in _TOKEN_DEAD:
        return Parked(code)
    if code in _TOO_MANY:
        return NotSent(_PATIENCE_SECONDS)
    if not code and status < 400:  # noqa: PLR2004  (HTTP)
        return Ambiguous()
    return Refused(code or f"{UNREAD}{status}")


def _patience(told: str) -> float:
    """Return the seconds behind a Retry-After; no longer than any message is held."""
    seconds = _PATIENCE_SECONDS
    with suppress(ValueError):
        seconds = float(told)
    return min(max(seconds, 0.0), LONGEST_HOLD_SECONDS) if isfinite(seconds) else _PATIENCE_SECONDS
