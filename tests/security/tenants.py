"""Tenants: a workspace whose words are known by a canary, and what its people do."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from bot.app.demo import Demo
from bot.playground.channels import Channel

CHANNELS: Final = 12
"""Slack takes one message a second a channel, so people speak in many."""
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

    async def furnish(self) -> None:
        """Open channels, and give the knowledge base a document."""
        slack = self.demo.slack
        bot = slack.world.workspaces[self.team].bot.id
        people = [self.member, self.admin, bot]
        for number in range(CHANNELS):
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

    async def _administer(self, random: Random) -> None:
        await self._command(random, self.admin, "/advise-admin", random.choice(COMMANDS))

    async def _go_home(self, random: Random) -> None:
        await self.demo.slack.open_home(random.choice((self.member, self.admin)))

    async def _command(self, random: Random, user: str, name: str, words: str) -> None:
        await self.demo.slack.command(user, random.choice(self.channels).id, name, words)

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
