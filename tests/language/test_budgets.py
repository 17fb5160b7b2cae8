"""No budget is exceeded, and what cannot be spent is said without a model."""

import asyncio

import pytest
from prometheus_client import CollectorRegistry

from bot.errors import DeliveryError
from bot.language import Asker, Limits, MemoryLedger, Spending, StoreLedger, open_language
from bot.language.cost import micro_usd
from bot.language.endpoint import Endpoint
from bot.language.model_request import ModelRequest, Shape, TokenCount
from bot.language.watching import Outcome, Watch
from bot.store import Database, Use, preferences, records
from tests.language.stage import GROUNDS, TODAY, asker, language_at, plain_settings
from tests.standins.faults import USAGE
from tests.standins.model import StandInModel

USED = USAGE["total_tokens"]
LIMITS = Limits(message=10**6, user_day=1_000, workspace_month=1_500)


def spending(user: str = "U1", tokens: int = 300) -> Spending:
    return Spending("T1", user, TODAY, calls=1, tokens=tokens, micro_usd=7)


async def test_the_store_lets_no_more_through_than_the_limits(database: Database) -> None:
    ledger = StoreLedger(database)
    asked = [spending("U1" if number % 2 else "U2") for number in range(12)]

    allowed = await asyncio.gather(*(ledger.reserve(one, LIMITS) for one in asked))
    async with database.reading("T1") as session:
        whole = await records.used(session, TODAY, TODAY)

    assert sum(allowed) == 5
    assert whole == Use(5, 1_500, 35)


async def test_one_person_cannot_use_up_everybodys_day(database: Database) -> None:
    ledger = StoreLedger(database)
    mine = [await ledger.reserve(spending("U1"), LIMITS) for _ in range(5)]

    assert mine == [True, True, True, False, False]
    assert await ledger.reserve(spending("U2"), LIMITS)


@pytest.mark.parametrize(("own", "allowed"), [(None, 5), (700, 2), (0, 0), (10**9, 5)])
async def test_a_workspace_can_lower_what_it_may_spend_and_not_raise_it(
    own: int | None, allowed: int, database: Database
) -> None:
    if own is not None:
        async with database.writing("T1") as session:
            await preferences.set_for_workspace(session, preferences.MODEL_TOKENS_PER_MONTH, own)
    ledger = StoreLedger(database)

    made = [await ledger.reserve(spending(f"U{number}"), LIMITS) for number in range(6)]

    assert sum(made) == allowed


async def test_what_was_not_used_is_given_back(database: Database) -> None:
    ledger = StoreLedger(database)
    reserved, spent = spending(tokens=900), Spending("T1", "U1", TODAY, 1, 100, 3)
    await ledger.reserve(reserved, LIMITS)
    await ledger.settle(reserved, spent)

    async with database.reading("T1") as session:
        assert await records.used(session, TODAY, TODAY, "U1") == Use(1, 100, 3)


async def test_many_at_once_never_spend_more_than_the_workspace_has(
    model: StandInModel, database: Database
) -> None:
    room = 12_000
    language = language_at(model, StoreLedger(database), model_tokens_per_workspace_month=room)
    await language.warm()

    await asyncio.gather(*(language.word_answer(GROUNDS, asker=asker()) for _ in range(25)))
    await language.close()
    async with database.reading("T1") as session:
        whole = await records.used(session, TODAY, TODAY)

    assert 0 < len(model.asked) < 25
    assert (whole.calls, whole.tokens) == (len(model.asked), USED * len(model.asked))
    assert whole.tokens <= room


async def test_one_message_spends_no_more_than_a_message_may(model: StandInModel) -> None:
    language = language_at(model, model_tokens_per_message=2_500)
    message = asker()

    worded = [await language.word_answer(GROUNDS, asker=message) for _ in range(30)]
    await language.close()

    assert worded[0] is not None
    assert worded[-1] is None
    assert message.tokens <= 2_500
    assert message.tokens == USED * len(model.asked)


async def test_with_nothing_to_spend_nothing_is_asked(model: StandInModel) -> None:
    language = language_at(model, model_tokens_per_user_day=0)

    message = asker()

    assert await language.word_answer(GROUNDS, asker=message) is None
    assert model.asked == []
    assert "budget" in message.remark
    await language.close()


async def test_what_a_failed_call_may_have_cost_stays_spent(model: StandInModel) -> None:
    ledger = MemoryLedger()
    language = language_at(model, ledger)
    for fault, costs in (("500", True), ("401", False)):
        ledger.spent.clear()
        model.fault = fault
        await language.word_answer(GROUNDS, asker=asker())

        assert all((one.tokens > USED) is costs for one in ledger.spent)
    await language.close()


@pytest.mark.parametrize("fault", ["usage beyond belief", "usage below nothing"])
async def test_an_endpoint_that_lies_about_its_use_is_believed_within_reason(
    fault: str, model: StandInModel, database: Database
) -> None:
    language = language_at(model, StoreLedger(database))
    model.fault = fault

    assert await language.word_answer(GROUNDS, asker=asker()) is not None
    await language.close()
    async with database.reading("T1") as session:
        used = await records.used(session, TODAY, TODAY)

    assert used.calls == 1
    assert 0 <= used.tokens < 20_000


class BrokenLedger:
    """A ledger whose database is down."""

    async def reserve(self, spending: Spending, limits: Limits) -> bool:
        raise DeliveryError(f"no room for {spending.tokens} of {limits.message}", "wait")

    async def settle(self, reserved: Spending, spent: Spending) -> None:
        raise DeliveryError(f"{reserved.tokens} {spent.tokens}", "wait")


async def test_what_cannot_be_written_down_is_not_spent(model: StandInModel) -> None:
    language = language_at(model, BrokenLedger())

    assert await language.word_answer(GROUNDS, asker=asker()) is None
    assert model.asked == []
    await language.close()


async def test_calls_tokens_cost_and_fallbacks_are_counted(model: StandInModel) -> None:
    registry = CollectorRegistry()
    settings = plain_settings(model="gpt-5-mini", openai_base_url=model.address)
    language = open_language(settings, MemoryLedger(), registry=registry)
    assert language is not None

    await language.word_answer(GROUNDS, asker=asker())
    model.fault = "401"
    await language.word_answer(GROUNDS, asker=asker())
    await language.close()

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(f"advisor_model_{name}", {"task": "answer", **labels})

    assert value("calls_total", outcome="answered") == 1
    assert value("calls_total", outcome="key") == 1
    assert value("tokens_total", direction="read") == USAGE["prompt_tokens"]
    assert value("tokens_total", direction="written") == USAGE["completion_tokens"]
    assert value("fallbacks_total", reason="key") == 1
    assert value("seconds_count") == 2
    assert value("cost_usd_total") == 0  # a server of their own has no price


def test_cost_is_counted_in_dollars() -> None:
    registry = CollectorRegistry()
    watch = Watch(registry)
    request: ModelRequest[Shape] = ModelRequest("answer", "", "", 1)

    watch.end(request, watch.begin(request, "m"), Outcome("answered", 0.5, TokenCount(1, 2), 90))

    cost = registry.get_sample_value("advisor_model_cost_usd_total", {"task": "answer"})
    assert cost == pytest.approx(0.00009)


@pytest.mark.parametrize(
    ("address", "cost"), [("", 90), ("http://127.0.0.1:8000/v1", 0)], ids=["OpenAI", "their own"]
)
def test_cost_is_by_the_price_list_and_nothing_where_it_has_no_price(
    address: str, cost: int
) -> None:
    endpoint = Endpoint("gpt-5-mini", address, "key")

    assert micro_usd(endpoint, TokenCount(120, 30), TODAY) == cost


def test_a_message_starts_its_clock_at_its_first_call() -> None:
    message = Asker("T1", "U1", TODAY)

    assert message.until(100.0, 12.0) == 112.0
    assert message.until(105.0, 12.0) == 112.0
