"""Exports: JSON for programs, CSV for spreadsheets, the difference for people, the curve for charts."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest

from advisors import advise, load_catalogue
from advisors.costs import (
    compare_estimates,
    cost_curve,
    estimate_as_json,
    export_csv,
    find_causes,
    for_approach,
    input_definitions,
    load_inputs,
)
from advisors.facts import Facts
from tests.advisors.costs.shelf import DAY, Shelf, make_facts, price

NUMBER = int | float


def as_json(**values: int | str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(estimate_as_json(price(**values))))
    return told


def test_the_json_has_the_promised_shape() -> None:
    told = as_json()
    assert told["currency"] == "USD"
    assert list(told["options"]) == ["prompt", "rag", "fine-tune", "hybrid"]
    for option in told["options"].values():
        for period in ("one_off", "monthly", "twelve_months"):
            assert set(option[period]) == {"low", "likely", "high"}
            assert all(isinstance(value, NUMBER) for value in option[period].values())
        for line in option["lines"]:
            assert {"item", "quantity", "unit", "unit_price", "amount", "source"} <= set(line)
    assert isinstance(told["break_even_requests_per_month"], NUMBER)
    assert {"date", "what"} <= set(told["events"][0])
    assert told["not_priced"]


def test_the_json_lines_sum_to_its_totals_to_the_cent() -> None:
    for option in as_json()["options"].values():
        for period, name in (("one-off", "one_off"), ("monthly", "monthly")):
            lines = [line for line in option["lines"] if line["period"] == period]
            summed = sum(Decimal(str(line["amount"])) for line in lines)
            assert summed == Decimal(str(option[name]["likely"]))


def test_the_csv_lines_sum_to_its_totals_to_the_cent() -> None:
    rows = list(csv.DictReader(io.StringIO(export_csv(price()))))
    for approach in ("prompt", "rag", "fine-tune", "hybrid"):
        mine = [row for row in rows if row["approach"] == approach]
        for period in ("one-off", "monthly"):
            for column in ("low_usd", "likely_usd", "high_usd"):
                amounts = [Decimal(row[column]) for row in mine if row["period"] == period]
                assert sum(amounts[:-1]) == amounts[-1]
    assert all(row["source"] for row in rows)


SHUT_DOWN = {"provider": "openai", "openai_tuning_customer": "yes", "requests_per_month": 400_000}


@pytest.mark.parametrize("situation", [{}, {"provider": "google"}, SHUT_DOWN])
def test_the_csv_lines_times_their_months_are_the_twelve_months(
    situation: dict[str, int | str],
) -> None:
    rows = list(csv.DictReader(io.StringIO(export_csv(price(**situation)))))
    for approach in ("prompt", "rag", "fine-tune", "hybrid"):
        mine = [row for row in rows if row["approach"] == approach]
        for column in ("low_usd", "likely_usd", "high_usd"):
            paid = sum(Decimal(row[column]) * int(row["months"]) for row in mine if row["months"])
            (whole,) = (row[column] for row in mine if row["period"] == "twelve months")
            assert paid == Decimal(whole)
        for row in mine:
            if row["unit"]:
                exact = Decimal(row["quantity"]) * Decimal(row["unit_price_usd"])
                assert abs(exact - Decimal(row["likely_usd"])) <= Decimal("0.005")


@pytest.mark.parametrize("situation", [{}, {"provider": "google"}, SHUT_DOWN])
def test_the_json_lines_of_every_season_sum_to_its_months(situation: dict[str, int | str]) -> None:
    for option in as_json(**situation)["options"].values():
        months = {month["first_day"]: month["likely"] for month in option["months"]}
        assert sum(season["months"] for season in option["seasons"]) == len(months) == 12
        for season in option["seasons"]:
            summed = sum(Decimal(str(line["amount"])) for line in season["lines"])
            assert summed == Decimal(str(months[season["first_day"]]))


def test_no_csv_cell_runs_as_a_formula() -> None:
    for row in csv.reader(io.StringIO(export_csv(price()))):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_a_change_is_told_with_its_size_and_its_cause() -> None:
    before, after = make_facts(requests_per_month=10_000), make_facts(requests_per_month=100_000)
    changes = compare_estimates(price(requests_per_month=10_000), price(requests_per_month=100_000))
    prompt = changes[0]
    assert (prompt.approach, prompt.before + prompt.twelve_months) == ("prompt", prompt.after)
    assert prompt.twelve_months > 0
    (cause,) = find_causes(before, after)
    assert (cause.fact, cause.before, cause.after) == (
        "requests_per_month",
        Decimal(10_000),
        Decimal(100_000),
    )


def test_the_movers_of_the_recommended_option_can_be_asked_for() -> None:
    estimated = price()
    assert for_approach(estimated, "hybrid").movers == estimated.options["hybrid"].movers


def test_every_input_can_be_offered_as_a_fact_with_its_reason() -> None:
    for definition in input_definitions(load_inputs()):
        assert definition.assumed is not None
        assert len(definition.assumed_because) >= 10


@pytest.mark.parametrize(
    ("recommended", "untuned", "tuned"),
    [
        ("prompt", "prompt", "fine-tune"),
        ("fine-tune", "prompt", "fine-tune"),
        ("rag", "rag", "hybrid"),
        ("hybrid", "rag", "hybrid"),
    ],
)
def test_the_curve_meets_where_the_break_even_is_marked(
    recommended: str, untuned: str, tuned: str
) -> None:
    curve = cost_curve(make_facts(), on=DAY, catalogue=Shelf(), recommended=recommended)
    assert curve.break_even in curve.volumes
    assert list(curve.volumes) == sorted(curve.volumes)
    costs = {series.approach: series.costs for series in curve.series}
    assert curve.break_even is not None
    at = curve.volumes.index(curve.break_even)
    assert abs(costs[untuned][at].likely - costs[tuned][at].likely) <= Decimal(1)
    (marked,) = (series for series in curve.series if series.recommended)
    assert marked.approach == recommended
    assert "recommended" in marked.label
    assert all(len(series.costs) == len(curve.volumes) for series in curve.series)


def test_the_curve_passes_through_the_estimate_and_tells_itself_in_words() -> None:
    curve = cost_curve(make_facts(requests_per_month=50_000), on=DAY, catalogue=Shelf())
    estimated = price(requests_per_month=50_000)
    at = curve.volumes.index(Decimal(50_000))
    drawn = {series.approach: series for series in reversed(curve.series)}
    for approach, option in estimated.options.items():
        assert drawn[approach].costs[at] == option.twelve_months
    assert all(series.label in curve.alt_text for series in curve.series)
    assert "Break-even of fine-tuning against prompting at" in curve.alt_text


@pytest.mark.parametrize("gap", ["knowledge", "behaviour"])
def test_an_advice_tells_the_movers_of_what_it_recommends(gap: str) -> None:
    advice = advise(Facts({"gap": gap}), on=DAY, catalogue=load_catalogue())
    assert advice.cost.movers == advice.cost.options[advice.approach].movers
