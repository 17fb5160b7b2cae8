"""Commands: slash commands translated to visits."""

from typing import Final

from bot.conversation.turns import Said
from bot.slack.payload import Payload, text_at
from bot.turns import Act, Commanded, Visit, is_direct

ADVISE: Final = "/advise"
ADMINISTER: Final = "/advise-admin"
COMMANDS: Final = (ADVISE, ADMINISTER)
"""Every slash command the manifest declares."""


def organisation_in(body: Payload) -> str:
    """Return the organisation that has installed the app as a whole, "" where a workspace has."""
    whole = str(body.get("is_enterprise_install", "")).lower() == "true"
    above = text_at(body, "enterprise_id") or text_at(body, "enterprise", "id")
    return above if whole else ""


def visit_of_command(body: Payload, at: str) -> Visit | None:
    """Translate a slash command; `at` is the moment it arrived, as a Slack timestamp."""
    words = text_at(body, "text").strip()
    name = text_at(body, "command")
    if name not in COMMANDS:
        return None
    act: Act = Said(words, "command") if name == ADVISE else Commanded(words)
    workspace = text_at(body, "team_id")
    channel = text_at(body, "channel_id")
    return Visit(
        key=f"command:{text_at(body, 'trigger_id')}",
        at=at,
        workspace=workspace,
        user=text_at(body, "user_id"),
        channel=channel,
        act=act,
        direct=is_direct(channel),
        foreign=(text_at(body, "user_team_id") or workspace) != workspace,
        trigger=text_at(body, "trigger_id"),
        response_url=text_at(body, "response_url"),
        enterprise=organisation_in(body),
    )
