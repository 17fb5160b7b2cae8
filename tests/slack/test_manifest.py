"""The manifest and the code say the same, and Slack takes what they say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.slack import OPTIONAL_SCOPES, SCOPES, build_manifest
from bot.slack.commands import COMMANDS
from bot.slack.events import EVENTS
from bot.slack.interactions import SHORTCUTS
from bot.slack.manifest import MESSAGE_EVENTS, METHODS

BOT = Path(__file__).parents[2] / "bot"
ROOMS = ("app", "slack", "turns")
FAMILIES = "agents|api|apps|assistant|auth|blocks|bots|chat|conversations|files|oauth|reactions|team|users|views"
METHOD = re.compile(rf"(?:{FAMILIES})\.(?:[a-zA-Z0-9]+\.)*[a-z][a-zA-Z0-9]+")
OF_OTHERS = {"apps.connections.open", "files.slack.com"}
"""What the SDK calls with the app-level token to open Socket Mode, and the name of a host."""
URL = "https://advisor.example.com"
LENGTHS: dict[str, tuple[int, int]] = {
    "display_information.name": (1, 35),
    "display_information.description": (1, 140),
    "display_information.long_description": (175, 4000),
    "display_information.background_color": (4, 7),
    "features.bot_user.display_name": (1, 80),
    "features.agent_view.agent_description": (1, 300),
    "features.shortcuts.name": (1, 24),
    "features.shortcuts.callback_id": (1, 255),
    "features.shortcuts.description": (1, 150),
    "features.slash_commands.command": (2, 32),
    "features.slash_commands.description": (1, 2000),
    "features.slash_commands.usage_hint": (1, 1000),
    "features.slash_commands.url": (8, 3000),
    "oauth_config.redirect_urls": (8, 2500),
    "oauth_config.scopes.bot": (1, 50),
    "settings.event_subscriptions.bot_events": (1, 50),
    "settings.event_subscriptions.request_url": (8, 3500),
}
"""Slack's manifest schema, version 1, read 2026-11: shortest and longest of each text."""


def called() -> set[str]:
    """Return every Web API method that the code names."""
    found = set()
    for room in ROOMS:
        for path in (BOT / room).glob("*.py"):
            if path.name != "manifest.py":
                found |= set(_methods(ast.parse(path.read_text("utf-8"))))
    return found


def _methods(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if METHOD.fullmatch(node.value):
                yield node.value
        elif isinstance(node, ast.Attribute):
            family, _, name = node.attr.partition("_")
            method = f"{family}.{name.replace('_', '.')}"
            if METHOD.fullmatch(method) and METHOD.fullmatch(method)[0] in METHODS:  # type: ignore[index]  # it matched
                yield method


def test_every_method_the_code_calls_is_listed_and_every_listed_one_is_called() -> None:
    assert called() - OF_OTHERS == set(METHODS)


def test_every_method_has_its_scope_and_every_scope_its_use() -> None:
    granted = {*SCOPES, *OPTIONAL_SCOPES}
    needed = {scope for scope in METHODS.values() if scope}
    by_events = {
        "app_mentions:read",
        "channels:history",
        "commands",
        "groups:history",
        "im:history",
    }

    assert needed <= granted
    assert granted == needed | by_events
    assert all(len(reason) > 5 for reason in {**SCOPES, **OPTIONAL_SCOPES}.values())


@pytest.mark.parametrize("url", [None, URL])
def test_listeners_and_manifest_agree(url: str | None) -> None:
    manifest: Any = build_manifest(url)
    settings, features = manifest["settings"], manifest["features"]

    subscribed = set(settings["event_subscriptions"]["bot_events"])
    assert subscribed - set(MESSAGE_EVENTS) == set(EVENTS) - {"message"}
    assert set(MESSAGE_EVENTS) <= subscribed
    assert [one["command"] for one in features["slash_commands"]] == list(COMMANDS)
    assert [one["callback_id"] for one in features["shortcuts"]] == list(SHORTCUTS)
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == {*SCOPES, *OPTIONAL_SCOPES}
    assert set(scopes["bot_optional"]) == set(OPTIONAL_SCOPES)
    assert settings["interactivity"]["is_enabled"]


@pytest.mark.parametrize("url", [None, URL])
def test_it_is_for_one_transport_and_one_kind_of_agent(url: str | None) -> None:
    manifest: Any = build_manifest(url)
    addresses = {
        text for place, text in texts(manifest) if place.endswith("url") or "_urls" in place
    }

    assert manifest["settings"]["socket_mode_enabled"] is (url is None)
    assert addresses == ({f"{URL}/slack/events", f"{URL}/slack/oauth_redirect"} if url else set())
    assert "agent_view" in manifest["features"]
    assert "assistant_view" not in manifest["features"]


@pytest.mark.parametrize("url", [None, URL])
def test_every_text_has_a_length_that_slack_takes(url: str | None) -> None:
    found = dict.fromkeys(LENGTHS, 0)
    for place, text in texts(build_manifest(url)):
        if place in LENGTHS:
            shortest, longest = LENGTHS[place]
            assert shortest <= len(text) <= longest, (place, len(text))
            found[place] += 1

    missing = {place for place, count in found.items() if not count}
    assert missing <= ({"oauth_config.redirect_urls"} | {p for p in LENGTHS if p.endswith("url")})


def test_commands_begin_with_a_slash_and_nothing_is_asked_twice() -> None:
    manifest: Any = build_manifest(URL)
    commands = [one["command"] for one in manifest["features"]["slash_commands"]]
    scopes = manifest["oauth_config"]["scopes"]["bot"]

    assert all(re.fullmatch(r"/[a-z-]+", one) for one in commands)
    assert len(scopes) == len(set(scopes))


def texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of the manifest with its place, list positions left out."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, f"{place}.{name}" if place else str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, place)
    elif isinstance(value, str):
        yield place, value
