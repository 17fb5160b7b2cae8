"""Events: what the Events API delivers, translated to visits."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bot.conversation.turns import Edited, Said, Surface
from bot.slack.payload import Payload, list_at, object_at, text_at
from bot.turns import Act, Left, Opened, Shared, Stopped, Visit, is_direct

_IGNORED_SUBTYPES: Final = frozenset({"message_changed", "message_deleted"})
_PLAIN_SUBTYPES: Final = frozenset({"", "bot_message", "file_share", "thread_broadcast"})
_WRITTEN: Final = frozenset({"app_mention", "message"})
_SLACK_ITSELF: Final = "USLACKBOT"


def visit_of_event(body: Payload, bots: frozenset[str] = frozenset()) -> Visit | None:
    """Translate one event delivery; None when it is nothing the advisor answers.

    Args:
        body: The delivery.
        bots: Ids of the programs whose messages are heard as people's are.
    """
    event = object_at(body, "event")
    if text_at(event, "type") in _WRITTEN and not _heard(body, event, bots):
        return None
    translate = EVENTS.get(text_at(event, "type"))
    return translate(body, event) if translate else None


def _mention(body: Payload, event: Payload) -> Visit | None:
    words = _without_mention(text_at(event, "text"), _bot_user(body))
    return _message_visit(body, event, Said(words, "mention"))


def _message(body: Payload, event: Payload) -> Visit | None:
    if text_at(event, "subtype") in _IGNORED_SUBTYPES:
        return _edit(body, event)
    if text_at(event, "subtype") not in _PLAIN_SUBTYPES:
        return None
    words, bot = text_at(event, "text"), _bot_user(body)
    named = bool(bot) and f"<@{bot}>" in words
    if not (named or _direct(event) or text_at(event, "thread_ts")):
        return None
    surface: Surface = "mention" if named else "direct" if _direct(event) else "thread"
    said = Said(_without_mention(words, bot), surface, addressed=named or _direct(event))
    files = _files(event) if _direct(event) else ()
    return _message_visit(body, event, Shared(said.text, files) if files else said)


def _edit(body: Payload, event: Payload) -> Visit | None:
    before, after = object_at(event, "previous_message"), object_at(event, "message")
    if _by_machine(before) or text_at(before, "text") == text_at(after, "text"):
        return None
    at = text_at(before, "ts")
    words = _without_mention(text_at(after, "text"), _bot_user(body))
    return Visit(
        key=text_at(body, "event_id"),
        at=text_at(event, "ts") or at,
        workspace=text_at(body, "team_id"),
        user=text_at(before, "user"),
        channel=text_at(event, "channel"),
        act=Edited(_message_key(body, event, at), words),
        thread_ts=text_at(before, "thread_ts") or at,
        direct=_direct(event),
        enterprise=_enterprise(body),
    )


def _home(body: Payload, event: Payload) -> Visit | None:
    tab = text_at(event, "tab")
    if tab not in {"home", "messages"}:
        return None
    act = Opened("home") if tab == "home" else Opened("messages")
    return _page_visit(body, event, act, channel=text_at(event, "channel"))


def _uninstalled(body: Payload, event: Payload) -> Visit | None:
    return _leaving(body, event, Left("uninstalled"))


def _revoked(body: Payload, event: Payload) -> Visit | None:
    if not list_at(event, "tokens", "bot"):
        return None
    return _leaving(body, event, Left("revoked"))


def _shut_out(body: Payload, event: Payload) -> Visit | None:
    teams = tuple(str(team) for team in list_at(event, "team_ids"))
    return _leaving(body, event, Left("access", teams)) if teams else None


def _leaving(body: Payload, event: Payload, act: Left) -> Visit:
    """Return a visit of the workspace, or of the organisation where that has the app."""
    visit = _page_visit(body, event, act)
    above = visit.enterprise or ("" if visit.workspace else text_at(body, "enterprise_id"))
    return replace(visit, workspace=above or visit.workspace)


def _stopped(body: Payload, event: Payload) -> Visit | None:
    visit = _page_visit(body, event, Stopped(), channel=text_at(event, "channel"))
    return replace(visit, thread_ts=text_at(event, "thread_ts") or None)


def _files(event: Payload) -> tuple[tuple[str, str], ...]:
    found = [one for one in list_at(event, "files") if isinstance(one, dict)]
    return tuple((text_at(one, "id"), text_at(one, "name")) for one in found if one.get("id"))


def _message_visit(body: Payload, event: Payload, act: Act) -> Visit:
    at = text_at(event, "ts")
    workspace = text_at(body, "team_id")
    home = text_at(event, "user_team") or text_at(event, "team") or workspace
    return Visit(
        key=text_at(body, "event_id"),
        second_key=_message_key(body, event, at),
        at=at,
        workspace=workspace,
        user=text_at(event, "user"),
        channel=text_at(event, "channel"),
        act=act,
        thread_ts=text_at(event, "thread_ts") or at,
        direct=_direct(event),
        foreign=home != workspace,
        enterprise=_enterprise(body),
        shared=body.get("is_ext_shared_channel") is True,
        bot=text_at(event, "bot_id"),
    )


def _page_visit(body: Payload, event: Payload, act: Act, channel: str = "") -> Visit:
    return Visit(
        key=text_at(body, "event_id"),
        at=text_at(event, "event_ts") or str(body.get("event_time", "")),
        workspace=text_at(body, "team_id"),
        user=text_at(event, "user"),
        channel=channel,
        act=act,
        direct=is_direct(channel),
        enterprise=_enterprise(body),
    )


def _enterprise(body: Payload) -> str:
    """Return the organisation that has installed the app as a whole, "" where a workspace has."""
    granted = list_at(body, "authorizations")
    first = granted[0] if granted and isinstance(granted[0], dict) else {}
    whole = first.get("is_enterprise_install") is True
    return text_at(first, "enterprise_id") if whole else ""


def _message_key(body: Payload, event: Payload, at: str) -> str:
    return f"{text_at(body, 'team_id')}:{text_at(event, 'channel')}:{at}"


def _heard(body: Payload, event: Payload, bots: frozenset[str]) -> bool:
    """Tell whether words are a person's, or those of a program that may speak; never our own."""
    if text_at(event, "subtype") in _IGNORED_SUBTYPES or not _by_machine(event):
        return True
    user = text_at(event, "user")
    own = user == _bot_user(body) or text_at(event, "app_id") == text_at(body, "api_app_id") != ""
    return bool(user) and not own and text_at(event, "bot_id") in bots


def _by_machine(event: Payload) -> bool:
    return bool(
        text_at(event, "bot_id")
        or object_at(event, "bot_profile")
        or not text_at(event, "user")
        or text_at(event, "user") == _SLACK_ITSELF
    )


def _direct(event: Payload) -> bool:
    return text_at(event, "channel_type") == "im" or is_direct(text_at(event, "channel"))


def _bot_user(body: Payload) -> str:
    granted = list_at(body, "authorizations")
    return text_at(granted[0], "user_id") if granted else ""


def _without_mention(words: str, bot: str) -> str:
    return words.replace(f"<@{bot}>", " ").strip() if bot else words.strip()


EVENTS: Final[Mapping[str, Callable[[Payload, Payload], Visit | None]]] = MappingProxyType(
    {
        "agent_session_stopped": _stopped,
        "app_home_opened": _home,
        "app_mention": _mention,
        "app_uninstalled": _uninstalled,
        "message": _message,
        "team_access_revoked": _shut_out,
        "tokens_revoked": _revoked,
    }
)
"""Every event the manifest subscribes to, by type."""
