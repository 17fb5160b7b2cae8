"""Answers outside the Web API: to a command's acknowledgement, and to a response_url."""

from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.core import Slack
from bot.playground.delivery import Delivery
from bot.playground.limits import MESSAGE_TEXT, refuse
from bot.playground.messages import Message
from bot.playground.posting import delete, edit, post, whisper
from bot.playground.refusals import Refusal
from bot.playground.triggers import use_response_url
from bot.playground.workspace import Workspace
from bot.playground.world import ResponseUrl

FAILURES = {
    "http_timeout": "operation_timeout",
    "http_error": "dispatch_failed",
    "connection_failed": "dispatch_failed",
}


def answer_command(
    slack: Slack, workspace: Workspace, channel: Channel, user: str, delivery: Delivery
) -> None:
    """Show what a command's acknowledgement says, or that it failed, as Slack words it."""
    if not delivery.acknowledged:
        code = FAILURES.get(delivery.problem, "dispatch_failed")
        failed = f"{delivery.name} failed with the error “{code}”"
        whisper(slack, workspace, channel, user, failed)
        return
    answer = delivery.answer
    if answer.get("text") or answer.get("blocks"):
        url = ResponseUrl(workspace.id, user, channel.id, slack.world.clock())
        post(slack, workspace, channel, compose(slack, workspace, url, answer))


def respond(slack: Slack, name: str, body: Json) -> None:
    """Do what a request to a response_url says.

    Raises:
        Refusal: The URL is used up, or the message is not sound.
    """
    url = use_response_url(slack, name)
    workspace = slack.world.workspaces[url.team]
    channel = workspace.channels[url.channel]
    original = channel.messages.get(url.message_ts)
    if body.get("delete_original"):
        if original is not None:
            delete(slack, workspace, channel, original)
        return
    check(body)
    if original is not None and body.get("replace_original"):
        changes = {"text": body.get("text") or "", "blocks": body.get("blocks") or []}
        edit(slack, workspace, channel, original, changes)
        return
    post(slack, workspace, channel, compose(slack, workspace, url, body))


def check(body: Json) -> None:
    """Refuse a message that Slack would refuse."""
    if not (body.get("text") or body.get("blocks") or body.get("attachments")):
        raise Refusal("no_text")
    if len(body.get("text") or "") > MESSAGE_TEXT:
        raise Refusal("msg_too_long")
    if code := refuse(body, "message"):
        raise Refusal(code)


def compose(slack: Slack, workspace: Workspace, url: ResponseUrl, body: Json) -> Message:
    """Return the message that an answer describes; ephemeral unless it says in_channel."""
    bot = workspace.bot
    message = Message(
        slack.world.new_ts(),
        url.channel,
        workspace.id,
        bot.id,
        body.get("text") or "",
        body.get("thread_ts") or url.thread_ts,
        body.get("blocks") or [],
        body.get("attachments") or [],
        body.get("metadata"),
        bot_id=bot.bot_id,
        app_id=workspace.app_id,
    )
    if body.get("response_type") != "in_channel":
        message.only_for = url.user
    return message
