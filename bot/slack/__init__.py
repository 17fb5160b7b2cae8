"""The wire: Slack's requests in, calls to its Web API out; no rule of the domain."""

from bot.slack.door import Door, build_bolt
from bot.slack.files import Files
from bot.slack.gateway import SlackGateway, TokenSource
from bot.slack.installing import Installing
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES, build_manifest
from bot.slack.oauth import OAuth
from bot.slack.people import People
from bot.slack.socket import Socket
from bot.slack.streaming import Streaming
from bot.slack.tokens import ENTERPRISE, OneToken, Tokens
from bot.slack.vault import Grant, Vault, new_key, read_vault
from bot.slack.web import Watch, build_web

__all__ = [
    "ENTERPRISE",
    "OPTIONAL_SCOPES",
    "SCOPES",
    "Door",
    "Files",
    "Grant",
    "Installing",
    "OAuth",
    "OneToken",
    "People",
    "SlackGateway",
    "Socket",
    "Streaming",
    "TokenSource",
    "Tokens",
    "Vault",
    "Watch",
    "build_bolt",
    "build_manifest",
    "build_web",
    "new_key",
    "read_vault",
]
