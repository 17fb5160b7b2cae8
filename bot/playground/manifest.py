"""What an app's manifest says to the stand-in Slack: commands, shortcuts, subscribed events."""

from bot.playground.changes import Json

DEFAULT_MANIFEST: Json = {
    "features": {
        "slash_commands": [
            {
                "command": "/advise",
                "description": "Fine-tune a model or write better prompts?",
                "usage_hint": "[your use case | help | status | history]",
            },
            {
                "command": "/advise-admin",
                "description": "Look after the knowledge base",
                "usage_hint": "[reload | status | help]",
            },
        ],
        "shortcuts": [
            {
                "name": "Ask the advisor about this",
                "type": "message",
                "callback_id": "ask_about_message",
                "description": "Start a consultation from a message",
            },
            {
                "name": "Start a consultation",
                "type": "global",
                "callback_id": "start_consultation",
                "description": "Fill in a form instead of a dialogue",
            },
        ],
    },
}
"""Used until the app's own manifest is given; subscribes to every event."""

MESSAGE_EVENTS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def commands(manifest: Json) -> list[Json]:
    """Return the slash commands that the composer offers."""
    found: list[Json] = (manifest.get("features") or {}).get("slash_commands") or []
    return found


def shortcuts(manifest: Json) -> list[Json]:
    """Return the global and message shortcuts."""
    found: list[Json] = (manifest.get("features") or {}).get("shortcuts") or []
    return found


def subscribes(manifest: Json, event: Json) -> bool:
    """Say whether the app asked for this kind of event; a manifest without a list asks for all."""
    settings = manifest.get("settings") or {}
    asked = (settings.get("event_subscriptions") or {}).get("bot_events")
    if asked is None:
        return True
    name = event["type"]
    if name == "message":
        name = f"message.{MESSAGE_EVENTS[event['channel_type']]}"
    return name in asked
