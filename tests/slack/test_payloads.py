"""Every kind of payload that Slack sends, through the signed door over real HTTP.

One file a kind: how it is sent, the act it must become (null: acknowledged and forgotten), the body.
"""

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from prometheus_client import CollectorRegistry

from bot.app.checks import check_form
from bot.delivery import Arrival
from bot.errors import DeliveryError
from bot.serving import serving
from bot.slack import Door, Watch, build_bolt, build_web
from bot.slack.guard import sign
from bot.turns import read_visit

SECRET = "made-up-secret"
FOLDER = Path(__file__).parent / "payloads"
FILES = sorted(path.stem for path in FOLDER.glob("*.json"))
FORM = "application/x-www-form-urlencoded"


@dataclass
class Room:
    """What is behind the door: keeps arrivals as the inbox does, or cannot."""

    kept: dict[str, Arrival] = field(default_factory=dict)
    shared: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False
    url: str = ""

    async def store(self, arrival: Arrival) -> bool:
        if self.broken:
            raise DeliveryError("The database is down.", "Start it.")
        new = arrival.key not in self.kept
        self.kept.setdefault(arrival.key, arrival)
        return new

    async def note(self, workspace: str, enterprise: str) -> None:
        self.shared.append((workspace, enterprise))

    async def send(self, payload: dict[str, Any], *, retry: int = 0) -> tuple[int, str]:
        body, kind = encoded(payload)
        now = str(int(time.time()))  # Bolt compares a signature's age with real time
        headers = {
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": sign(SECRET, now.encode(), body).decode(),
            "Content-Type": kind,
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/slack/events", data=body, headers=headers) as answer,
        ):
            return answer.status, await answer.text()


def encoded(payload: dict[str, Any]) -> tuple[bytes, str]:
    body = payload["body"]
    if payload["sent"] == "event":
        return json.dumps(body).encode(), "application/json"
    fields = body if payload["sent"] == "command" else {"payload": json.dumps(body)}
    return urlencode(fields).encode(), FORM


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    inside = Room()
    door = Door(inside.store, check_form, time.time, inside.note, frozenset({"B0FRIEND"}))

    async def ready() -> dict[str, str]:
        return {}

    watch = Watch(ready, CollectorRegistry(), time.time)
    async with serving(build_web(build_bolt(door, SECRET), SECRET, watch), "127.0.0.1", 0) as url:
        inside.url = url
        yield inside


def read(name: str) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return payload


def test_the_corpus_is_there() -> None:
    assert len(FILES) >= 70


@pytest.mark.parametrize("name", FILES)
async def test_a_payload_is_acknowledged_and_becomes_its_act_once(room: Room, name: str) -> None:
    payload = read(name)
    answers = [await room.send(payload, retry=number) for number in range(3)]
    acts = [type(read_visit(one.payload).act).__name__ for one in room.kept.values()]

    assert [status for status, _ in answers] == [200, 200, 200]
    match payload["act"]:
        case "challenge":
            assert "prove-it" in answers[0][1]
        case "errors":
            assert json.loads(answers[0][1])["response_action"] == "errors"
        case expected:
            assert acts == ([expected] if expected else [])


@pytest.mark.parametrize("name", [name for name in FILES if read(name)["act"]])
async def test_what_cannot_be_stored_is_not_acknowledged(room: Room, name: str) -> None:
    payload = read(name)
    room.broken = True
    status, _ = await room.send(payload)

    assert status == (200 if payload["act"] in {"challenge", "errors"} else 500)


@pytest.mark.parametrize(
    "name", ["command_advise_by_organisation", "event_message_of_an_organisation"]
)
async def test_the_organisation_behind_a_workspace_is_noted(room: Room, name: str) -> None:
    await room.send(read(name))

    assert room.shared == [("T0001", "E0001")]
