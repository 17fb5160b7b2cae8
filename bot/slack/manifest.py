"""Manifest: what the app asks of Slack, derived from what the code handles."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.slack.commands import ADMINISTER, ADVISE
from bot.slack.events import EVENTS

SCOPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "app_mentions:read": "hear its own name in a channel",
        "assistant:write": "show that it is working, and suggest first questions in its own tab",
        "channels:history": "follow the thread of a consultation in public channels without a new mention, and check whether a message arrived before repeating it",
        "chat:write": "answer",
        "commands": "offer /advise, /advise-admin and the two shortcuts",
        "files:write": "attach the cost chart, or the costs as a file, to a thread",
        "groups:history": "the same as channels:history in private channels it was invited to",
        "im:history": "read what people write to it in direct messages",
        "im:write": "open a direct message when a consultation moves there",
        "users:read": "check that whoever gives an administrator's command is one",
    }
)
"""Every scope with its reason; least privilege, none for later."""

OPTIONAL_SCOPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "files:read": "read a document that an administrator drops into its direct message, to add it to the knowledge base",
    }
)
"""Scopes a workspace may decline, each with the one thing that is missing without it."""

METHODS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "agents.sessions.setStatus": "chat:write",
        "assistant.threads.setStatus": "assistant:write",
        "assistant.threads.setSuggestedPrompts": "assistant:write",
        "auth.test": "",
        "chat.appendStream": "chat:write",
        "chat.delete": "chat:write",
        "chat.getPermalink": "",
        "chat.postEphemeral": "chat:write",
        "chat.postMessage": "chat:write",
        "chat.startStream": "chat:write",
        "chat.stopStream": "chat:write",
        "chat.update": "chat:write",
        "conversations.history": "channels:history",
        "conversations.open": "im:write",
        "conversations.replies": "channels:history",
        "files.completeUploadExternal": "files:write",
        "files.getUploadURLExternal": "files:write",
        "files.info": "files:read",
        "oauth.v2.access": "",
        "users.info": "users:read",
        "views.open": "",
        "views.publish": "",
        "views.update": "",
    }
)
"""Every Web API method the bot calls, with the scope it needs ("" needs none)."""

MESSAGE_EVENTS: Final = ("message.channels", "message.groups", "message.im")
_DESCRIPTION: Final = (
    "Fine-tune a model or write better prompts? Ask, and see why and at what cost."
)
_LONG: Final = (
    "Tune or Prompt answers one question well: should your team fine-tune a language model, add "
    "retrieval, or write better prompts? It asks only what can still change the outcome, shows the "
    "exact weight of every reason, prices each option with dated sources, and says what would flip "
    "the recommendation. Its guidance is quoted with its source. Recommendations and costs are "
    "computed, never generated; where a language model words an answer, the answer says so, and "
    "may be wrong in wording."
)


def build_manifest(url: str | None = None) -> dict[str, object]:
    """Return the app manifest: for HTTP at `url`, or for Socket Mode without one.

    Organisations may install it for all their workspaces, and tokens may rotate, over HTTP: both
    need the installation by OAuth, which needs an address.
    """
    return {
        "display_information": {
            "name": "Tune or Prompt",
            "description": _DESCRIPTION,
            "long_description": _LONG,
            "background_color": "#1f3a5f",
        },
        "features": _features(url),
        "oauth_config": _oauth(url),
        "settings": _settings(url),
    }


def _oauth(url: str | None) -> dict[str, object]:
    scopes = {
        "bot": sorted({*SCOPES, *OPTIONAL_SCOPES}),
        "bot_optional": sorted(OPTIONAL_SCOPES),
    }
    back = {"redirect_urls": [f"{url.rstrip('/')}/slack/oauth_redirect"]} if url else {}
    return {"scopes": scopes, **back}


def _settings(url: str | None) -> dict[str, object]:
    heard = {"request_url": _events(url)} if url else {}
    return {
        "event_subscriptions": {**heard, "bot_events": list(_bot_events())},
        "interactivity": {"is_enabled": True, **heard},
        "org_deploy_enabled": url is not None,
        "socket_mode_enabled": url is None,
        "token_rotation_enabled": False,
    }


def _events(url: str) -> str:
    return f"{url.rstrip('/')}/slack/events"


def _bot_events() -> tuple[str, ...]:
    return tuple(sorted({*EVENTS, *MESSAGE_EVENTS} - {"message"}))


def _features(url: str | None) -> dict[str, object]:
    return {
        "agent_view": {"agent_description": _DESCRIPTION},
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Tune or Prompt", "always_online": True},
        "shortcuts": [
            {
                "name": "Fine-tune or prompt?",
                "type": "global",
                "callback_id": "ask_advisor",
                "description": "Fill in one form and get a recommendation",
            },
            {
                "name": "Ask the advisor",
                "type": "message",
                "callback_id": "ask_about_message",
                "description": "Start a consultation from the words of a message",
            },
        ],
        "slash_commands": [
            _command(ADVISE, "Fine-tune or prompt? Describe your use case", "what you build", url),
            _command(ADMINISTER, "Look after the advisor's knowledge", "help | reload | …", url),
        ],
    }


def _command(name: str, description: str, hint: str, url: str | None) -> dict[str, object]:
    command: dict[str, object] = {
        "command": name,
        "description": description,
        "usage_hint": hint,
        "should_escape": name == ADMINISTER,  # so that a channel is named by its id
    }
    if url:
        command["url"] = _events(url)
    return command
