"""The wire: Slack's requests in, calls to its Web API out; no rule of the domain."""

from bot.slack.door import Door, build_bolt
from bot.slack.gateway import SlackGateway
from bot.slack.manifest import SCOPES, build_manifest
from bot.slack.people import People
from bot.slack.socket import Socket
from bot.slack.web import Watch, build_web

__all__ = [
    "SCOPES",
    "Door",
    "People",
    "SlackGateway",
    "Socket",
    "Watch",
    "build_bolt",
    "build_manifest",
    "build_web",
]
