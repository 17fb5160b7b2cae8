"""Budgets: by how much an option exceeds one, and the cheapest change that brings it inside."""

from decimal import Decimal

import pytest

from advisors.facts import FactValue
from tests.advisors.costs.shelf import price

LARGE = {
    "requests_per_month": 1_000_000,
    "input_tokens": 6000,
    "output_tokens": 200,
    "shared_prefix_tokens": 4000,
}


def test_without_a_stated_budget_nothing_exceeds_it() -> None:
    assert all(not cost.overruns for cost in price(**LARGE).options.values())


def test_an_overrun_states_by_how_much() -> None:
    cost = price(**LARGE, budget_monthly_usd=1000, budget_one_off_usd=100).options["prompt"]
    by_period = {overrun.period: overrun.by for overrun in cost.overruns}
    assert by_period["monthly"] == cost.monthly.likely - 1000
    assert by_period["one-off"] == cost.one_off.likely - 100


def test_a_budget_that_is_just_met_is_not_exceeded() -> None:
    likely = price(**LARGE).options["prompt"].monthly.likely
    assert not price(**LARGE, budget_monthly_usd=likely).options["prompt"].overruns
    short = price(**LARGE, budget_monthly_usd=likely - Decimal("0.01")).options["prompt"]
    assert short.overruns[0].by == Decimal("0.01")


@pytest.mark.parametrize(
    ("share", "mend"),
    [("0.97", "nova"), ("0.60", "nova"), ("0.01", None)],
)
def test_the_cheapest_change_that_fits_is_named(share: str, mend: str | None) -> None:
    likely = price(**LARGE).options["prompt"].monthly.likely
    budget = (likely * Decimal(share)).quantize(Decimal("0.01"))
    (overrun,) = price(**LARGE, budget_monthly_usd=budget).options["prompt"].overruns
    if mend is None:
        assert overrun.cheapest_mend is None
    else:
        assert overrun.cheapest_mend is not None
        assert mend in overrun.cheapest_mend


@pytest.mark.parametrize(("share", "mend"), [("0.85", "batch"), ("0.93", "batch")])
def test_where_the_model_is_fixed_the_way_of_sending_changes(share: str, mend: str) -> None:
    stated: dict[str, FactValue | int] = {
        **LARGE,
        "model": "openai/gpt-6.1-terra",
        "output_tokens": 2000,
    }
    likely = price(**stated).options["prompt"].monthly.likely
    budget = (likely * Decimal(share)).quantize(Decimal("0.01"))
    (overrun,) = price(**stated, budget_monthly_usd=budget).options["prompt"].overruns
    assert overrun.cheapest_mend is not None
    assert mend in overrun.cheapest_mend


def test_where_people_alone_exceed_a_budget_their_cost_is_told() -> None:
    cost = price(**LARGE, budget_monthly_usd=100).options["prompt"]
    (overrun,) = cost.overruns
    assert overrun.cheapest_mend is None
    paid = [line.amount.likely for line in cost.lines if line.period == "monthly"]
    people = [line.amount.likely for line in cost.lines if line.group == "people"]
    assert overrun.people in people
    assert overrun.people < sum(paid)


def test_a_mend_on_prices_nobody_checked_for_long_says_so() -> None:
    likely = price(**LARGE).options["fine-tune"].monthly.likely
    costs = {cost.provider: cost for cost in price(**LARGE).alternatives["fine-tune"]}
    budget = (costs["aws"].monthly.likely + 1).quantize(Decimal(1))
    assert budget < likely
    (overrun,) = price(**LARGE, budget_monthly_usd=budget).options["fine-tune"].overruns
    assert overrun.cheapest_mend is not None
    assert overrun.cheapest_mend.endswith("(prices not checked since 2026-04-16: verify)")


def test_a_smaller_model_is_called_so() -> None:
    likely = price(**LARGE).options["prompt"].monthly.likely
    (overrun,) = price(**LARGE, budget_monthly_usd=likely - 1).options["prompt"].overruns
    assert overrun.cheapest_mend is not None
    assert overrun.cheapest_mend.startswith("use the smaller ")
