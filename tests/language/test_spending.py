"""Whatever is asked at the same moment, no budget is overspent: a law, on both databases."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.language import Ledger, Limits, MemoryLedger, Spending, StoreLedger
from bot.store import Database, Use, records
from tests.language.stage import TODAY

LIMITS = Limits(message=10**6, user_day=900, workspace_month=1_500)
_WORKSPACES = count()


@dataclass(frozen=True)
class Call:
    """One call of the model.

    Attributes:
        user: Who asks.
        reserved: Tokens that it may take.
        quarters: So many quarters of them it takes.
        turns: So many turns of the loop it takes.
    """

    user: str
    reserved: int
    quarters: int
    turns: int

    @property
    def spent(self) -> int:
        return self.reserved * self.quarters // 4


def calls(most_quarters: int) -> st.SearchStrategy[list[Call]]:
    one = st.builds(
        Call,
        st.sampled_from(["U1", "U2", "U3"]),
        st.integers(1, 600),
        st.integers(0, most_quarters),
        st.integers(0, 5),
    )
    return st.lists(one, min_size=1, max_size=12)


async def nothing() -> None:
    """Look at nothing."""


async def make(
    ledger: Ledger, workspace: str, call: Call, look: Callable[[], Awaitable[None]] = nothing
) -> int | None:
    """Make a call if the ledger lets it, and look around meanwhile; return what it spent."""
    reserved = Spending(workspace, call.user, TODAY, calls=1, tokens=call.reserved)
    if not await ledger.reserve(reserved, LIMITS):
        return None
    for _ in range(call.turns):
        await asyncio.sleep(0)
    await look()
    await ledger.settle(reserved, replace(reserved, tokens=call.spent))
    return call.spent


async def used(database: Database, workspace: str, user: str = records.WHOLE_WORKSPACE) -> Use:
    async with database.reading(workspace) as session:
        return await records.used(session, TODAY, TODAY, user)


@settings(
    deadline=None,
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(asked=calls(most_quarters=4))
async def test_calls_at_the_same_moment_never_spend_more_than_the_limits(
    database: Database, asked: list[Call]
) -> None:
    ledger, workspace, seen = StoreLedger(database), f"T{next(_WORKSPACES)}", [0]

    async def look() -> None:
        seen.append((await used(database, workspace)).tokens)

    spent = await asyncio.gather(*(make(ledger, workspace, one, look) for one in asked))

    assert max(seen) <= LIMITS.workspace_month
    made = [one for one in spent if one is not None]
    assert await used(database, workspace) == Use(len(made), sum(made), 0)
    for user in ("U1", "U2", "U3"):
        assert (await used(database, workspace, user)).tokens <= LIMITS.user_day


@given(asked=calls(most_quarters=16))
async def test_an_endpoint_that_takes_more_than_it_may_overspends_by_one_call(
    asked: list[Call],
) -> None:
    ledger, over = MemoryLedger(), 0
    for one in asked:
        await make(ledger, "T1", one)
        over = max(over, one.spent - one.reserved)
        assert sum(each.tokens for each in ledger.spent) <= LIMITS.workspace_month + over


@given(asked=calls(most_quarters=16), more=st.integers(1, 10**6))
async def test_who_has_overspent_may_ask_no_more(asked: list[Call], more: int) -> None:
    ledger = MemoryLedger()
    for one in asked:
        await make(ledger, "T1", one)
    whole = sum(each.tokens for each in ledger.spent)

    allowed = await ledger.reserve(Spending("T1", "new", TODAY, 1, more), LIMITS)

    assert allowed is (whole + more <= LIMITS.workspace_month and more <= LIMITS.user_day)
