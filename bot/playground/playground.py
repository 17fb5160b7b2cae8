"""The stand-in Slack, ready to use: `async with Playground() as slack: …`."""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

from bot.clock import seconds
from bot.playground.acts import Acts
from bot.playground.app import build_app
from bot.playground.changes import Json
from bot.playground.core import Slack
from bot.playground.delivery import Courier, Delivery
from bot.playground.faults import Faults
from bot.playground.manifest import DEFAULT_MANIFEST
from bot.playground.messages import Message
from bot.playground.pageserver import page_routes
from bot.playground.people import Person
from bot.playground.rates import Rates
from bot.playground.sockets import Sockets
from bot.playground.views import View
from bot.playground.webapi import Call, WebApi
from bot.playground.wire import Wire
from bot.playground.workspace import Workspace
from bot.playground.world import APP_ID, World

TEAM = "T0PLAY"
PATIENCE = 10.0
Seen = TypeVar("Seen")


@dataclass(kw_only=True, eq=False)
class Playground(Acts):
    """An in-process Slack on loopback that speaks Slack's protocols over real sockets.

    An asynchronous context manager. In it: two people (`member` and `admin`), the channels
    #general and #ml-team with the bot, #random without it, a direct message between the bot and
    each person, and one app: the bot under test. The methods of `Acts` are what people do.

    Attributes:
        bot_url: Where the bot listens for events, commands and interactions; None: Socket Mode.
            May be set later (`listen_at`), for a bot that must know `api_url` first.
        retries: Seconds before each further try of an unacknowledged event; squeeze it in tests.
        port: Port to listen on; 0 takes a free one. After entering, the port taken.
        strict_rates: Whether Slack's rate limits are kept (429 with Retry-After above them).
        manifest: The app's manifest: commands, shortcuts and the events it subscribes to.
        seed: Decides which calls a fault with a share strikes.
    """

    bot_url: str | None = None
    signing_secret: str = "playground-signing-secret"  # noqa: S105  (a stand-in's, on loopback)
    bot_token: str = "xoxb-playground"  # noqa: S105  (the same)
    app_token: str = "xapp-playground"  # noqa: S105  (the same)
    client_secret: str = "playground-client-secret"  # noqa: S105  (the same)
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    ack_seconds: float = 3.0
    host: str = "127.0.0.1"
    port: int = 0
    strict_rates: bool = False
    manifest: Json | None = None
    seed: str = "0"
    clock: Callable[[], float] = seconds

    def __post_init__(self) -> None:
        """Build the world and the people in it; nothing listens yet."""
        self.world = World(self.clock)
        self.faults = Faults(self.seed)
        sockets = Sockets(self.world.changes, self.world.new_id, APP_ID)
        courier = Courier(self.world.changes, self.faults, sockets, self.clock, self.signing_secret)
        courier.bot_url, courier.retries = self.bot_url, self.retries
        courier.ack_seconds = self.ack_seconds
        rates = Rates(self.clock, self.strict_rates)
        self.core = Slack(
            self.world, courier, self.faults, rates, self.app_token, self.client_secret
        )
        self.core.manifest = self.manifest or DEFAULT_MANIFEST
        self._furnish()

    def _furnish(self) -> None:
        """Put the usual people and channels in."""
        self.workspace = self.world.add_workspace(TEAM, "Playground", self.bot_token)
        self.member = self.world.add_person(TEAM, "mia", "Mia Jansen")
        self.admin = self.world.add_person(TEAM, "ada", "Ada Lindqvist", "admin")
        people = [self.member.id, self.admin.id]
        for name, topic in (
            ("general", "Everything that concerns everybody"),
            ("ml-team", "Models, prompts and what they cost"),
        ):
            members = [*people, self.workspace.bot.id]
            self.world.add_channel(TEAM, name, "public", members).topic = topic
        self.world.add_channel(TEAM, "random", "public", people).topic = "The bot is not here"

    async def __aenter__(self) -> Self:
        """Listen on loopback.

        Raises:
            SettingsError: The port cannot be taken.
        """
        self._wire = Wire(self.host, self.port)
        self._api = WebApi(self.core, self._wire)
        await self._wire.open(build_app(self._api, page_routes(self)))
        self.port = self._wire.port
        self.core.base = f"http://{self.host}:{self.port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening; what is under way is given up."""
        self.world.changes.close()
        await self.core.courier.close()
        await self.core.courier.sockets.close()
        await self._wire.close()

    @property
    def api_url(self) -> str:
        """Base URL of the Web API: `SLACK_API_URL` of the bot, `base_url` of a client."""
        return f"{self.core.base}/api/"

    @property
    def page_url(self) -> str:
        """Address of the page for people."""
        return f"{self.core.base}/"

    @property
    def calls(self) -> list[Call]:
        """Every Web API call so far, in the order they arrived."""
        return self._api.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything told to the bot so far, in the order it began."""
        return self.core.courier.sent

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    def listen_at(self, bot_url: str | None) -> None:
        """Deliver to this address from now on; None: over Socket Mode."""
        self.bot_url = self.core.courier.bot_url = bot_url
        self.world.changes.announce_connection()

    def add_workspace(self, team: str, name: str, token: str) -> Workspace:
        """Add another workspace with the app installed; `token` acts for the bot there."""
        return self.world.add_workspace(team, name, token)

    def person(self, name: str) -> Person:
        """Return a person by id or handle ("mia", "ada")."""
        everyone = [p for w in self.world.workspaces.values() for p in w.people.values()]
        return next(p for p in everyone if name in {p.id, p.name})

    def direct(self, user: str) -> str:
        """Return the id of the direct message between a person and the bot."""
        channel = self.world.workspace_of(user).direct(user)
        return channel.id if channel else ""

    def messages(
        self, channel: str, thread_ts: str | None = None, *, viewer: str | None = None
    ) -> list[Message]:
        """Return what stands in a conversation or thread, oldest first.

        Messages only one person sees are left out, unless `viewer` is that person.
        """
        for workspace in self.world.workspaces.values():
            if place := workspace.channel(channel):
                found = place.thread(thread_ts) if thread_ts else list(place.messages.values())
                return [m for m in found if m.only_for in {"", viewer}]
        return []

    def modal(self, user: str) -> View | None:
        """Return the modal a person sees."""
        stack = self.world.workspace_of(user).stacks.get(user)
        return stack[-1] if stack else None

    def home(self, user: str) -> View | None:
        """Return the home tab published for a person."""
        return self.world.workspace_of(user).homes.get(user)

    async def wait_for(self, look: Callable[[], Seen | None], seconds: float = PATIENCE) -> Seen:
        """Return what `look` returns once that is true, looking again at every change.

        Raises:
            TimeoutError: It did not become true in time.
        """
        return await self.world.changes.wait_for(look, seconds)

    async def wait_for_calls(
        self, method: str, count: int = 1, seconds: float = PATIENCE
    ) -> list[Call]:
        """Wait until a method was called so often and answered, and return its calls."""

        def look() -> list[Call]:
            done = [call for call in self.calls_of(method) if call.answer or call.status == 0]
            return done if len(done) >= count else []

        return await self.wait_for(look, seconds)

    async def wait_for_connection(self, seconds: float = PATIENCE) -> None:
        """Wait until a bot opened a Socket Mode connection."""
        await self.wait_for(lambda: self.core.courier.sockets.connected, seconds)

    async def settle(self, seconds: float = PATIENCE) -> None:
        """Wait until everything told to the bot was acknowledged or given up."""
        sent = self.core.courier.sent
        await self.wait_for(lambda: all(d.finished.is_set() for d in sent), seconds)

    async def refresh_sockets(self) -> None:
        """Make Socket Mode clients come again, as Slack does every few hours."""
        await self.core.courier.sockets.refresh()
