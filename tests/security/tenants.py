"""Tenants: two workspaces, each known by a canary, what their people do, and what each gets to see.

`python -m tests.security --operations 10000` lets them act for minutes.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final, TypeAlias

from bot.app.demo import Demo
from bot.playground import Message
from bot.playground.channels import Channel
from bot.store import export_workspace
from tests.waiting import quiet
from tests.walks.conftest import buttons
from tests.walks.test_installation import HOME, OTHER, Browser

CHANNELS: Final = 12
"""Slack takes one message a second a channel, so people speak in many."""
TOGETHER: Final = 4
"""People who act at the same time."""
COMMANDS: Final = ("documents", "status", "versions", "feedback", "audit", "search adapter costs")


@dataclass
class Tenant:
    """A workspace.

    Attributes:
        demo: The advisor and the Slack it talks to.
        team: Its id.
        canary: A word that stands in its documents and in what its people say, and nowhere else.
        member: Somebody.
        admin: An administrator.
    """

    demo: Demo
    team: str
    canary: str
    member: str
    admin: str
    channels: list[Channel] = field(default_factory=list)

    async def furnish(self, channels: int) -> None:
        """Open channels, and give the knowledge base a document."""
        slack = self.demo.slack
        bot = slack.world.workspaces[self.team].bot.id
        people = [self.member, self.admin, bot]
        for number in range(channels):
            name = f"{self.canary}-{number}"
            self.channels.append(slack.world.add_channel(self.team, name, "public", people))
        text = f"# Adapters\n\nA {self.canary} adapter costs 4,711 credits and a week of work.\n"
        library = self.demo.bot.library
        await library.add(self.team, f"{self.canary}.md", text.encode(), by=self.admin)

    async def act(self, random: Random) -> None:
        """Do one thing that people do, by lot."""
        acts: Sequence[Callable[[Random], Awaitable[object]]] = (
            self._advise,
            self._ask,
            self._follow,
            self._press,
            self._administer,
            self._go_home,
        )
        await random.choice(acts)(random)

    async def _advise(self, random: Random) -> None:
        words = f"Our {self.canary} desk answers 50k tickets a month, 95% must be right"
        await self._command(random, self.member, "/advise", words)

    async def _ask(self, random: Random) -> None:
        bot = self.demo.slack.world.workspaces[self.team].bot.id
        words = random.choice(("what does an adapter cost?", f"what about the {self.canary} one?"))
        channel = random.choice(self.channels)
        await self.demo.slack.say(self.member, channel.id, f"<@{bot}> {words}")

    async def _follow(self, random: Random) -> None:
        channel = random.choice(self.channels)
        roots = [one.ts for one in channel.messages.values() if one.is_root and one.bot_id]
        if roots:
            words = random.choice(("what does an adapter cost?", "why not rag?", "history"))
            await self.demo.slack.say(
                self.member, channel.id, words, thread_ts=random.choice(roots)
            )

    async def _press(self, random: Random) -> None:
        channel = random.choice(self.channels)
        pressable = [one for one in channel.messages.values() if _words_on(one)]
        if pressable:
            message = random.choice(pressable)
            words = random.choice(_words_on(message))
            await self.demo.slack.press(self.member, message, words)

    async def _administer(self, random: Random) -> None:
        await self._command(random, self.admin, "/advise-admin", random.choice(COMMANDS))

    async def _go_home(self, random: Random) -> None:
        await self.demo.slack.open_home(random.choice((self.member, self.admin)))

    async def _command(self, random: Random, user: str, name: str, words: str) -> None:
        await self.demo.slack.command(user, random.choice(self.channels).id, name, words)

    async def strange(self, other: str) -> list[str]:
        """Return where a word of the other workspace stands that this one can see or keeps."""
        async with self.demo.bot.database.reading(self.team) as session:
            kept = await export_workspace(session)
        library = self.demo.bot.library
        found = await library.search(other, workspace=self.team, limit=5)
        seen = {"sent": self.heard(), "kept": str(kept), "found": str(found)}
        return [where for where, words in seen.items() if other in words]

    def heard(self) -> str:
        """Return everything the bot ever sent to this workspace, shown or not."""
        slack = self.demo.slack
        sent = [call.args for call in slack.calls if call.team == self.team]
        workspace = slack.world.workspaces[self.team]
        shown = [
            message.as_json()
            for channel in workspace.channels.values()
            for message in channel.messages.values()
        ]
        return json.dumps([sent, shown], default=str)


Tenants: TypeAlias = tuple[Tenant, Tenant]


async def settle_in(demo: Demo, channels: int = CHANNELS) -> Tenants:
    """Install the advisor in both workspaces, and furnish them."""
    slack = demo.slack
    ole = slack.world.add_person(OTHER, "ole", "Ole").id
    tenants = (
        Tenant(demo, HOME, "zebrafinch", slack.member.id, slack.admin.id),
        Tenant(demo, OTHER, "quetzal", ole, slack.person("oda").id),
    )
    for tenant in tenants:
        await Browser(demo).install(tenant.team)
        await tenant.furnish(channels)
    return tenants


async def act(tenants: Tenants, acts: int, seed: int = 1, together: int = TOGETHER) -> None:
    """Let people of both act by lot, a few at a time."""
    random = Random(seed)  # noqa: S311  (acts that can be repeated, not a secret)
    for _ in range(acts // together):
        await asyncio.gather(*(random.choice(tenants).act(random) for _ in range(together)))
        await quiet(tenants[0].demo.bot.database)


async def strangers(tenants: Tenants) -> list[str]:
    """Return where a word of one workspace came to the other."""
    one, other = tenants
    return [
        f"{own.team}: {where}"
        for own, foreign in ((one, other), (other, one))
        for where in await own.strange(foreign.canary)
    ]


def _words_on(message: Message) -> list[str]:
    return buttons(message) if message.bot_id and not message.only_for else []
