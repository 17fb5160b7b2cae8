"""Pairs of changes: when no single one brings an option inside its budget, two may.

The changes are enumerated here through the public estimate alone: facts are changed as a person
would change them, and a batch is priced from the catalogue's own rows.
"""

from collections.abc import Collection
from decimal import Decimal
from itertools import combinations

import pytest

from advisors.estimate import OptionCost
from advisors.facts import FactValue
from tests.advisors.costs.shelf import DAY, Shelf, price

SHELF = Shelf()
MODEL = "openai/gpt-6.1-terra"
BATCH, HALF, CACHE = WAYS = (
    "send what can wait as a batch",
    "halve the fixed part of the prompt",
    "keep the start of the prompt in the cache",
)
BATCH_UNITS = {
    "Input tokens": "usd_per_mtok_batch_input",
    "Cached input tokens": "usd_per_mtok_batch_input",
    "Output tokens": "usd_per_mtok_batch_output",
}
CASES = (
    # requests a month, tokens in, of them a fixed start, what can be done
    (1_000_000, 6000, 4000, WAYS),
    (400_000, 9000, 2500, WAYS),
    (3_000_000, 2000, 1200, WAYS),
    (900_000, 3000, 600, (BATCH, HALF)),
)
SHARES = [Decimal(share) / 100 for share in (20, 40, *range(52, 100, 4))]


def stated(requests: int, tokens: int, prefix: int) -> dict[str, FactValue | int]:
    return {
        "model": MODEL,
        "requests_per_month": requests,
        "input_tokens": tokens,
        "shared_prefix_tokens": prefix,
    }


def monthly(case: tuple[int, int, int], ways: Collection[str]) -> Decimal:
    """The likely monthly cost of prompting once these changes are made."""
    requests, tokens, prefix = case
    half = prefix // 2 if HALF in ways else 0
    cache: dict[str, FactValue | int] = {"cache_hit_rate": 1} if CACHE in ways else {}
    facts = {**stated(requests, tokens - half, prefix - half), **cache}
    cost = price(DAY, SHELF, **facts).options["prompt"]
    return as_batch(cost) if BATCH in ways else cost.monthly.likely


def as_batch(cost: OptionCost) -> Decimal:
    rates = f"{MODEL}/base"
    return sum(
        (
            line.quantity * SHELF.prices.price(rates, BATCH_UNITS[line.item], DAY).value
            if line.item in BATCH_UNITS
            else line.amount.likely
            for line in cost.lines
            if line.period == "monthly"
        ),
        Decimal(0),
    )


@pytest.mark.parametrize(("requests", "tokens", "prefix", "ways"), CASES)
def test_the_mend_is_the_cheapest_of_all_single_changes_that_fit_or_else_of_all_pairs(
    requests: int, tokens: int, prefix: int, ways: tuple[str, ...]
) -> None:
    case = (requests, tokens, prefix)
    priced = {
        chosen: monthly(case, chosen) for count in (1, 2) for chosen in combinations(ways, count)
    }
    now, told = monthly(case, ()), []
    for share in SHARES:
        budget = (now * share).quantize(Decimal("0.01"))
        (overrun,) = (
            price(DAY, SHELF, **stated(*case), budget_monthly_usd=budget).options["prompt"].overruns
        )
        fit = {chosen: cost for chosen, cost in priced.items() if cost <= budget}
        fewest = min(map(len, fit), default=0)
        cheapest = min((cost for one, cost in fit.items() if len(one) == fewest), default=None)
        best = [" and ".join(one) for one, cost in fit.items() if cost == cheapest]
        assert (overrun.cheapest_mend or "") in (best or [""])
        told.append(fewest)
    assert set(told) == {0, 1, 2}  # every kind of answer was met


def test_another_model_may_be_one_of_the_two() -> None:
    facts: dict[str, FactValue | int] = {
        "requests_per_month": 1_000_000,
        "input_tokens": 6000,
        "shared_prefix_tokens": 4000,
    }
    small = facts | {"model": "aws/amazon.nova-micro-v1:0"}
    short: dict[str, FactValue | int] = {"input_tokens": 4000, "shared_prefix_tokens": 2000}
    alone, both = (
        price(DAY, SHELF, **one).options["prompt"].monthly.likely for one in (small, small | short)
    )
    budget = (alone + both) / 2
    (overrun,) = price(DAY, SHELF, **facts, budget_monthly_usd=budget).options["prompt"].overruns

    assert both < alone
    assert overrun.cheapest_mend is not None
    assert overrun.cheapest_mend.startswith("use ")
    assert overrun.cheapest_mend.endswith((f" and {BATCH}", f" and {HALF}", f" and {CACHE}"))
