"""Target: what is killed: the queue with a trivial handler, or the whole advisor."""

import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol

from tests.benchmarks.herd import plain_environment, variables_for
from tests.benchmarks.load import Asked, Crowd, signed
from tests.chaos.program import POINTS, Point
from tests.chaos.slack import Slack

THREADS = 200


class Event(Protocol):
    """One event that is delivered until it is acknowledged.

    Attributes:
        key: Unique.
        body: What is posted.
    """

    @property
    def key(self) -> str: ...
    @property
    def body(self) -> str: ...


class Target(Protocol):
    """A program under test and its stand-in Slack.

    Attributes:
        points: Where it can be told to kill itself.
        path: Where it takes events in.
        probe: Where it says that it is there.
        quiet_seconds: Without progress for so long, what is missing is lost.
    """

    points: Sequence[Point]
    path: str
    probe: str
    quiet_seconds: float

    def command(self, port: int, number: int, /) -> tuple[list[str], dict[str, str]]: ...
    def event(self, number: int) -> Event: ...
    def headers(self, body: str) -> Mapping[str, str]: ...
    def answered(self) -> set[str]: ...
    def told(self) -> "Counter[str]": ...
    def broken(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Said:
    """An event of the trivial target."""

    key: str
    body: str


@dataclass
class Trivial:
    """The queue alone: every event is answered once, under its own key.

    Attributes:
        url: Address of the database.
        slack: Counts what is shown.
        address: Where it listens.
    """

    url: str
    slack: Slack
    address: str
    random: Random
    points: Sequence[Point] = POINTS
    path: str = "/event"
    probe: str = "/readyz"
    quiet_seconds: float = 20.0

    def command(self, port: int, number: int, /) -> tuple[list[str], dict[str, str]]:
        program = [sys.executable, "-m", "tests.chaos.program"]
        return [*program, self.url, str(port), self.address, f"process-{number}"], dict(os.environ)

    def event(self, number: int) -> Said:
        key, thread = f"Ev{number}", f"C{self.random.randrange(THREADS)}"
        return Said(key, json.dumps({"key": key, "thread": thread}))

    def headers(self, body: str) -> Mapping[str, str]:
        return {"Content-Type": "application/json", "Content-Length": str(len(body.encode()))}

    def answered(self) -> set[str]:
        return set(self.slack.shown)

    def told(self) -> "Counter[str]":
        return self.slack.shown

    def broken(self) -> tuple[str, ...]:
        return ()


@dataclass
class Advisor:
    """The whole advisor as `advisor serve` runs it; it has no points, only moments.

    Attributes:
        url: Address of the database.
        crowd: Speaks to it and hears what it says.
        folder: A folder of its own for each port.
    """

    url: str
    crowd: Crowd
    folder: Path
    points: Sequence[Point] = ()
    path: str = "/slack/events"
    probe: str = "/healthz"  # with work that waits for a minute it is there, but not "ready"
    quiet_seconds: float = 150.0  # longer than the lease of a process that is dead

    def command(self, port: int, _number: int, /) -> tuple[list[str], dict[str, str]]:
        variables = variables_for(self.crowd.slack, self.url, self.folder / str(port))
        command = [sys.executable, "-m", "bot", "serve", "--port", str(port)]
        return command, {**plain_environment(), **variables}

    def event(self, number: int) -> Asked:
        return self.crowd.ask(number)

    def headers(self, body: str) -> Mapping[str, str]:
        return signed(self.crowd.slack.signing_secret, body)

    def answered(self) -> set[str]:
        return set(self.crowd.answered())

    def told(self) -> "Counter[str]":
        return self.crowd.told()

    def broken(self) -> tuple[str, ...]:
        return self.crowd.broken()
