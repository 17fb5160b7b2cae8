"""Simulation: `python -m tests.benchmarks.simulation`: the capacity model of deploy/SCALING.md.

Plays peaks of 10, 1,000 and 100,000 workspaces through a queue with as many processes as the model
says, and compares what people wait with the model's formula (Erlang C). Ends with 1 when the two
differ by more than they may. Arithmetic only: no bot runs here, it takes seconds.
"""

import heapq
import random
import sys
from dataclasses import dataclass
from math import ceil
from typing import Final

from tests.benchmarks.machine import percentile
from tests.benchmarks.report import latest

TURN: Final = "advisor postgresql x1 at 100 a second: processor a turn"
"""The figure of `capacity` that the model is put on: several processes share PostgreSQL."""
TURNS_A_DAY: Final = 40
PEAK: Final = 8
"""The busiest hour over the mean one: working hours of one continent, and Monday morning."""
BUSY: Final = 0.7
"""How busy processes may be at the peak, so that one may die."""
MESSAGES: Final = 1.3
TRANSACTIONS: Final = 3 + 2 * MESSAGES
"""A turn: stored, claimed, worked; each message: claimed, settled."""
POOL: Final = 24
"""Connections of a process at most (bot/store/database.py)."""
SERVER_CONNECTIONS: Final = 97
"""What a PostgreSQL server gives as it comes: 100 less 3 for its administrator."""
SIZES: Final = (10, 1_000, 10_000, 100_000)
TURNS: Final = 60_000
AGREEMENT: Final = 0.25


@dataclass(frozen=True)
class Size:
    """What a number of workspaces needs at its peak.

    Attributes:
        rate: Turns a second.
        processes: One core each.
        turn: Processor time of one turn, in seconds.
    """

    workspaces: int
    rate: float
    processes: int
    turn: float

    @property
    def transactions(self) -> float:
        """Transactions a second."""
        return self.rate * TRANSACTIONS

    @property
    def connections(self) -> int:
        """Connections to the database, at most."""
        return self.processes * POOL

    @property
    def wait(self) -> float:
        """Mean seconds a turn waits for a process, by Erlang C."""
        load = self.rate * self.turn
        return erlang_c(self.processes, load) * self.turn / (self.processes - load)


def size(workspaces: int, turn: float) -> Size:
    """Return what the model says of workspaces whose turns take so many seconds of processor."""
    rate = workspaces * TURNS_A_DAY / 86_400 * PEAK
    return Size(workspaces, rate, max(2, ceil(rate * turn / BUSY)), turn)


def erlang_c(servers: int, load: float) -> float:
    """Return the chance that all servers are busy (Erlang, 1917); load in servers."""
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    part = load / servers
    return blocked / (1 - part + part * blocked)


def simulate(found: Size, seed: int = 1) -> list[float]:
    """Return what each of many turns waits, in seconds."""
    chance = random.Random(seed)  # noqa: S311  (repeatable, not secret)
    free = [0.0] * found.processes
    now, waits = 0.0, []
    for _ in range(TURNS):
        now += chance.expovariate(found.rate)
        begins = max(now, heapq.heappop(free))
        heapq.heappush(free, begins + chance.expovariate(1 / found.turn))
        waits.append(begins - now)
    return waits


def held_up(rate: float, channels: int, seed: int = 1) -> float:
    """Return the part of messages that wait for Slack's one a second a channel (burst of three)."""
    chance = random.Random(seed)  # noqa: S311  (the same)
    free, now, late = [0.0] * channels, 0.0, 0
    for _ in range(TURNS):
        now += chance.expovariate(rate)
        channel = chance.randrange(channels)
        late += free[channel] > now + 3
        free[channel] = max(free[channel], now) + 1
    return late / TURNS


def main() -> int:
    """Print the table; 1 when model and simulation disagree."""
    turn = latest(TURN) / 1000
    print(f"{1000 * turn:.1f} ms of processor a turn, as measured")
    print(
        f"{'workspaces':>10}{'turns/s':>9}{'processes':>10}{'transactions/s':>15}"
        f"{'connections':>12}{'wait, model':>13}{'simulated':>11}{'99 %':>8}   (ms)"
    )
    agree = True
    for workspaces in SIZES:
        found = size(workspaces, turn)
        waits = simulate(found)
        mean, model = sum(waits) / len(waits), found.wait
        agree = agree and abs(mean - model) <= max(0.001, AGREEMENT * model)
        crowded = "  more than one server gives" if found.connections > SERVER_CONNECTIONS else ""
        print(
            f"{workspaces:>10,}{found.rate:>9.2f}{found.processes:>10}{found.transactions:>15.0f}"
            f"{found.connections:>12}{1000 * model:>13.2f}{1000 * mean:>11.2f}"
            f"{1000 * percentile(waits, 99):>8.0f}{crowded}"
        )
    for rate, channels in ((1.0, 1), (0.5, 1), (5.0, 10), (5.0, 100)):
        part = held_up(rate * MESSAGES, channels)
        print(
            f"{rate:g} turns/s in {channels} channels: {part:.1%} of messages wait for Slack's pace"
        )
    print("the model agrees" if agree else "the model and the simulation disagree")
    return int(not agree)


if __name__ == "__main__":
    sys.exit(main())
