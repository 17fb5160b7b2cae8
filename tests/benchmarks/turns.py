"""Turns: `python -m tests.benchmarks.turns [--profile FILE]`.

Processor time of one turn of each kind: the real command in a process of its own, a stand-in Slack
here, one turn after the other, so that a busy machine changes the figures least. Under a profiler
(`--profile`) the times are longer and only their shares count. Takes a minute.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

import aiohttp
import psutil

from bot.playground import Message, Playground
from bot.slack import build_manifest
from tests.benchmarks.figures import Figure, tell
from tests.benchmarks.herd import Process, free_port, variables_for
from tests.benchmarks.load import QUESTIONS
from tests.benchmarks.machine import this_machine

TARGET_MS: Final = 25.0
ROUNDS: Final = 12
IDLE: Final = "idle second"
CASES: Final = (
    "we answer {0}k router tickets a month, telecom jargon, 95% must be right, 3,{0}00 solved ones",
    "{0},500 insurance claims a month into 12 categories, two people label, on our own servers",
    "a chatbot for {0},000 wiki pages that change daily, answers need sources, {0}0 requests a day",
    "write product descriptions in our brand voice, {0}k a month, {0}00 approved examples",
)
"""No two consultations have the same figures, as in life."""


@dataclass
class Talk:
    """One person's way through consultations, and what each step cost the bot.

    Attributes:
        slack: The stand-in.
        bot: The process of the bot.
        idle: Processor time of a second in which nothing happens: taken off what a turn cost.
        spent: Milliseconds of processor by kind of turn.
    """

    slack: Playground
    bot: psutil.Process
    idle: float = 0.0
    spent: dict[str, list[float]] = field(default_factory=dict)

    async def step(self, kind: str, act: Callable[[], Awaitable[object]]) -> None:
        """Do something, wait until the bot has said all it has to say, and note what it cost."""
        began, before, calls = monotonic(), self._used(), len(self.slack.calls)
        await act()
        await self.slack.wait_for(lambda: len(self.slack.calls) > calls)
        await self._quiet()
        used = self._used() - before - self.idle * (monotonic() - began)
        self.spent.setdefault(kind, []).append(1000 * used)

    async def rest(self, seconds: float = 5.0) -> None:
        """Note what the bot costs while nobody says anything."""
        before = self._used()
        await asyncio.sleep(seconds)
        self.idle = (self._used() - before) / seconds

    async def consultation(self, number: int) -> None:
        """Go through one consultation with every kind of turn."""
        mia, where = self.slack.member.id, f"C{number}"
        channel = self.slack.world.add_channel(
            self.slack.workspace.id, f"talk-{where}", "public", [mia, self.slack.workspace.bot.id]
        ).id
        case = CASES[number % len(CASES)].format(number + 20)
        await self.step("/advise", partial(self.slack.command, mia, channel, "/advise", case))
        root = self.slack.messages(channel)[0]
        if question := self._question(root):
            press = partial(self.slack.press, mia, question, _buttons(question)[0])
            await self.step("button", press)
        said = {
            "text": f"latency is not important, and the budget is ${number + 3}k a month",
            "what if": f"what if we had {number + 2} times the volume?",
            "why not": "why not fine-tune?",
            "question": QUESTIONS[number % len(QUESTIONS)],
        }
        for kind, words in said.items():
            await self.step(kind, partial(self._say, root, words))
        if self._question(root):
            await self.step("recommend", partial(self._say, root, "recommend now"))
        await self.step("mention", partial(self._mention, channel, number))

    async def _say(self, root: Message, words: str) -> None:
        await self.slack.say(self.slack.member.id, root.channel, words, thread_ts=root.ts)

    async def _mention(self, channel: str, number: int) -> None:
        words = f"<@{self.slack.workspace.bot.id}> {QUESTIONS[number % len(QUESTIONS)]}"
        await self.slack.say(self.slack.member.id, channel, words)

    def _question(self, root: Message) -> Message | None:
        found = [
            one
            for one in self.slack.messages(root.channel, root.ts)
            if "Why do you ask?" in _buttons(one)
        ]
        return found[-1] if found else None

    async def _quiet(self) -> None:
        """Wait until nothing was called for a while and the bot's processor rests."""
        while True:
            calls, used = len(self.slack.calls), self._used()
            await asyncio.sleep(0.25)
            if calls == len(self.slack.calls) and self._used() - used < 0.02:
                return

    def _used(self) -> float:
        times = self.bot.cpu_times()
        return times.user + times.system


def _buttons(message: Message) -> list[str]:
    return [
        str(one["text"]["text"])
        for block in message.blocks
        for one in block.get("elements", [])
        if one.get("type") == "button"
    ]


@asynccontextmanager
async def talking(profile: Path | None) -> AsyncIterator[Talk]:
    """Run the bot, perhaps under a profiler, beside a stand-in Slack."""
    async with Playground(manifest=build_manifest()) as slack, aiohttp.ClientSession() as http:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/turns.sqlite3"
            variables = variables_for(slack, url, Path(folder))
            process = Process("serve", variables, free_port())
            process.profile = profile
            await process.start()
            try:
                await process.ready(http)
                slack.listen_at(f"{process.address}/slack/events")
                yield Talk(slack, psutil.Process(process.pid))
            finally:
                await process.stop()


async def measure(profile: Path | None) -> dict[str, list[float]]:
    """Return the processor time of each kind of turn, in milliseconds."""
    async with talking(profile) as talk:
        await talk.consultation(0)  # warm
        talk.spent.clear()
        await talk.rest()
        for number in range(1, ROUNDS + 1):
            await talk.consultation(number)
        talk.spent[IDLE] = [1000 * talk.idle]
        return talk.spent


def main() -> int:
    """Print the table; 1 when the average turn takes longer than it may."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.turns", description=__doc__)
    parser.add_argument("--profile", type=Path, help="where to write what cProfile finds")
    given = parser.parse_args()
    print(this_machine())
    spent = asyncio.run(measure(given.profile))
    print(f"{'turn':12}{'number':>8}{'mean':>8}{'least':>8}{'most':>8}   (ms of processor)")
    for kind, times in spent.items():
        mean = sum(times) / len(times)
        print(f"{kind:12}{len(times):>8}{mean:>8.1f}{min(times):>8.1f}{max(times):>8.1f}")
    everything = [one for kind, times in spent.items() if kind != IDLE for one in times]
    average = sum(everything) / len(everything)
    most = None if given.profile else TARGET_MS
    found = [Figure("processor of an average turn", average, "ms", most)]
    found += [
        Figure(f"processor of a turn: {kind}", sum(times) / len(times), "ms")
        for kind, times in spent.items()
    ]
    return tell(found)


if __name__ == "__main__":
    sys.exit(main())
