"""The core of the stand-in Slack: its world, its courier and its faults in one place."""

from dataclasses import dataclass, field

from bot.playground.changes import Json
from bot.playground.delivery import Courier
from bot.playground.faults import Faults
from bot.playground.manifest import DEFAULT_MANIFEST
from bot.playground.rates import Rates
from bot.playground.world import World


@dataclass(eq=False)
class Slack:
    """What every part of the stand-in works on.

    Attributes:
        manifest: The app's manifest: its commands, shortcuts and subscribed events.
        base: The stand-in's own address, without a slash at the end; "" before it listens.
        calls: Every Web API call so far, in order (`bot.playground.webapi.Call`).
        stream_seconds: How long a stream may stay open; Slack closes it after some five minutes.
        rotating: Whether OAuth hands out tokens that expire and must be refreshed.
    """

    world: World
    courier: Courier
    faults: Faults
    rates: Rates
    app_token: str
    client_secret: str
    manifest: Json = field(default_factory=lambda: DEFAULT_MANIFEST)
    base: str = ""
    stream_seconds: float = 300.0
    rotating: bool = False
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    tickets: list[str] = field(default_factory=list)
