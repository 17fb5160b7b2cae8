"""Payloads of commands and interactions, field by field as Slack sends them."""

from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.core import Slack
from bot.playground.events import VERIFICATION_TOKEN
from bot.playground.messages import Message
from bot.playground.people import Person
from bot.playground.triggers import new_response_url
from bot.playground.views import View
from bot.playground.workspace import Workspace
from bot.playground.world import ResponseUrl


def interaction(slack: Slack, workspace: Workspace, person: Person, kind: str) -> Json:
    """Return what every interaction carries."""
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "action_ts": slack.world.new_ts(),
        "team": {"id": workspace.id, "domain": workspace.domain},
        "user": person.as_actor(),
        "api_app_id": workspace.app_id,
        "is_enterprise_install": bool(workspace.enterprise),
        "enterprise": {"id": workspace.enterprise, "name": ""} if workspace.enterprise else None,
        "trigger_id": slack.world.new_trigger(workspace.id, person.id),
    }


def command(
    slack: Slack, workspace: Workspace, person: Person, channel: Channel, words: tuple[str, str]
) -> Json:
    """Return a slash command: it never names a thread (PLATFORM 2.3)."""
    url = ResponseUrl(workspace.id, person.id, channel.id, slack.world.clock())
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": words[0],
        "text": words[1],
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "true" if workspace.enterprise else "false",
        **({"enterprise_id": workspace.enterprise} if workspace.enterprise else {}),
        "response_url": new_response_url(slack, url),
        "trigger_id": slack.world.new_trigger(workspace.id, person.id),
    }


def on_message(slack: Slack, message: Message, channel: Channel, user: str) -> Json:
    """Return what an interaction says about the message it happened on."""
    url = ResponseUrl(message.team, user, channel.id, slack.world.clock(), message.ts)
    url.thread_ts = message.thread_ts
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.is_ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    shown: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.name},
        "response_url": new_response_url(slack, url),
    }
    if not message.is_ephemeral:
        shown["message"] = message.as_json() | channel.thread_facts(message)
    return shown


def on_view(view: View) -> Json:
    """Return what an interaction says about the view it happened on."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.as_json()}
