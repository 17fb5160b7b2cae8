"""Laws of an estimate: parts sum to totals to the cent, more never costs less, scale is free."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.costs.bill import draw_up
from advisors.costs.choosing import survey
from advisors.costs.ranking import rounded_year
from advisors.costs.scenario import build_scenarios
from advisors.estimate import Band, Estimate, OptionCost
from advisors.facts import FactValue
from advisors.prices import load_prices
from tests.advisors.costs.shelf import DAY, Shelf, every_option, make_facts, price

CENT = Decimal("0.01")
FEW = settings(max_examples=12, deadline=None)
VOLUMES = st.one_of(st.integers(1, 50_000_000), st.sampled_from([1, 10**9, 10**12]))
TOKENS = st.integers(1, 60_000)
PROVIDERS = st.sampled_from(["", "openai", "azure", "google", "aws", "together", "self-hosted"])
DAYS = st.dates(date(2026, 11, 1), date(2028, 6, 30))
CUSTOMERS = st.sampled_from(["yes", "no"])


def situations() -> st.SearchStrategy[dict[str, FactValue | int]]:
    return st.fixed_dictionaries(
        {
            "requests_per_month": VOLUMES,
            "input_tokens": TOKENS,
            "output_tokens": st.integers(0, 60_000),
            "shared_prefix_tokens": st.integers(0, 60_000),
            "provider": PROVIDERS,
            "openai_tuning_customer": CUSTOMERS,
        }
    )


def add(bands: list[Band]) -> Band:
    zero = Decimal(0)
    return sum(bands, Band(zero, zero, zero))


def check_sums(cost: OptionCost) -> None:
    for period, whole in (("one-off", cost.one_off), ("monthly", cost.monthly)):
        assert add([line.amount for line in cost.lines if line.period == period]) == whole
    assert len(cost.months) == 12
    assert cost.months[0].amount == cost.monthly
    assert add([cost.one_off, *(month.amount for month in cost.months)]) == cost.twelve_months
    assert sum(cost.split.values()) == cost.twelve_months.likely
    paid = [
        line.amount
        for season in cost.seasons
        for line in season.lines
        for _ in range(season.months)
    ]
    assert add([cost.one_off, *paid]) == cost.twelve_months


def check_bands(cost: OptionCost) -> None:
    bands = [cost.one_off, cost.monthly, cost.twelve_months, *(line.amount for line in cost.lines)]
    for band in bands:
        assert Decimal(0) <= band.low <= band.likely <= band.high
        assert all(amount == amount.quantize(CENT) for amount in (band.low, band.likely, band.high))


@FEW
@given(situation=situations(), on=DAYS)
def test_parts_sum_to_totals_to_the_cent_in_every_view(
    situation: dict[str, FactValue | int], on: date
) -> None:
    for cost in every_option(price(on, **situation)):
        check_sums(cost)
        check_bands(cost)
        for line in cost.lines:
            assert (line.quantity * line.unit_price).quantize(CENT, "ROUND_HALF_UP") == (
                line.amount.likely
            )
            assert line.source


def totals(estimated: Estimate) -> dict[tuple[str, str, str], Band]:
    found = {}
    for approach, cost in estimated.options.items():
        for one in (cost, *estimated.alternatives[approach]):
            found[approach, one.provider, one.model] = one.twelve_months
    return found


@pytest.mark.parametrize("provider", ["", "together", "fireworks", "self-hosted"])
@pytest.mark.parametrize(
    "idle",
    [
        {"prefill_weight": 0, "input_tokens": 500},
        {"prefix_removed": 1, "input_tokens": 1000, "shared_prefix_tokens": 1000},
    ],
)
def test_a_request_that_is_no_work_for_a_gpu_is_priced_all_the_same(
    provider: str, idle: dict[str, int]
) -> None:
    stated: dict[str, FactValue | int] = {"output_tokens": 0, "requests_per_month": 10**9, **idle}
    for cost in every_option(price(provider=provider, **stated)):
        check_sums(cost)
        check_bands(cost)


@FEW
@given(
    situation=situations(),
    name=st.sampled_from(["requests_per_month", "input_tokens", "output_tokens"]),
    more=st.integers(1, 1_000_000),
)
def test_more_volume_or_longer_requests_never_cost_less(
    situation: dict[str, FactValue | int], name: str, more: int
) -> None:
    before = totals(price(**situation))
    number = situation[name]
    assert isinstance(number, int)
    after = totals(price(**{**situation, name: number + more}))
    rounding = Decimal("0.30")  # half a cent for each of some sixty roundings, either way
    for key, band in before.items():
        assert after[key].low >= band.low - rounding
        assert after[key].likely >= band.likely - rounding
        assert after[key].high >= band.high - rounding


@FEW
@given(factor=st.sampled_from([2, 5, 10, 100]), volume=VOLUMES)
def test_a_currency_of_another_size_scales_every_total_and_moves_no_break_even(
    factor: int, volume: int
) -> None:
    book = load_prices()
    rows = tuple(
        replace(row, value=row.value * factor, low=row.low * factor, high=row.high * factor)
        for row in book.rows
    )
    scaled = Shelf(replace(book, rows=rows))
    small = price(requests_per_month=volume, hourly_rate_usd=80)
    large = price(DAY, scaled, requests_per_month=volume, hourly_rate_usd=80 * factor)
    rounding = Decimal(factor) * Decimal("1.20")
    for key, band in totals(small).items():
        assert abs(totals(large)[key].likely - band.likely * factor) <= rounding
    one, other = small.break_even.requests_per_month, large.break_even.requests_per_month
    assert one is not None
    assert other is not None
    assert abs(one - other) <= Decimal("1e-12") * one


@FEW
@given(situation=situations(), on=DAYS)
def test_the_same_question_gets_the_same_answer(
    situation: dict[str, FactValue | int], on: date
) -> None:
    turned = dict(reversed(situation.items()))
    assert price(on, **situation) == price(on, **turned)


@FEW
@given(situation=situations())
def test_an_option_is_the_cheapest_that_can_be_bought_and_lasts(
    situation: dict[str, FactValue | int],
) -> None:
    situation["provider"] = ""
    situation["openai_tuning_customer"] = "no"
    estimated = price(**situation)
    for approach, cost in estimated.options.items():
        assert cost.available
        for other in estimated.alternatives[approach]:
            old = [words for words in estimated.warnings if "prices were not checked" in words]
            unchecked = any(f"{other.provider} {other.model}" in words for words in old)
            if other.available and not unchecked:
                assert cost.twelve_months.likely <= other.twelve_months.likely


@pytest.mark.parametrize("name", ["hourly_rate_usd", "epochs", "prompt_hours"])
def test_a_stated_input_replaces_the_range(name: str) -> None:
    estimated = price(**{name: 7})
    told = {mover.fact for cost in estimated.options.values() for mover in cost.movers}
    assert name not in told


def test_assumptions_that_move_the_total_most_come_first() -> None:
    for cost in price().options.values():
        swings = [mover.swing for mover in cost.movers]
        assert len(swings) == 3
        assert swings == sorted(swings, reverse=True)
        assert all(mover.label and mover.assumed for mover in cost.movers)


@FEW
@given(situation=situations(), on=DAYS)
def test_routes_are_ranked_by_the_totals_that_their_bills_show(
    situation: dict[str, FactValue | int], on: date
) -> None:
    facts = make_facts(**situation)
    scenarios = build_scenarios(facts, Shelf())
    for one in survey(facts, on, Shelf()).shown:
        shown = draw_up(one, scenarios).twelve_months.likely
        assert rounded_year(one, scenarios["likely"]) == shown
    for routes in price(on, **situation).alternatives.values():
        ranks = [(not one.available, one.twelve_months.likely) for one in routes]
        assert ranks == sorted(ranks)


def test_hardware_of_ones_own_is_an_assumption_until_it_is_stated() -> None:
    assumed = price(privacy="own-premises")
    names = ["own_gpu_hour_usd_medium", "own_gpu_hour_usd_small", "own_store_usd"]
    (told,) = (words for words in assumed.warnings if "planning figures" in words)
    labels = [Shelf().costs.inputs[name].label.lower() for name in names]
    assert told.lower().startswith("; ".join(labels))
    assert names[0] in {mover.fact for mover in assumed.options["prompt"].movers}
    stated = price(privacy="own-premises", **dict.fromkeys(names, 3))
    assert not any("planning figures" in words for words in stated.warnings)
    (hours,) = (line for line in stated.options["prompt"].lines if line.unit == "GPU hours")
    assert hours.unit_price == 3
    assert hours.source == f"costs.toml: {names[0]}"
    (store,) = (line for line in stated.options["rag"].lines if line.item == "Vector store")
    assert store.amount.likely == 3
