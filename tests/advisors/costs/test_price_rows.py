"""Every price row: its unit, source and days, and the library it must agree with."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisors.costs import load_inputs
from advisors.costs.tariff import INPUT, find_base
from advisors.errors import PriceError
from advisors.prices import (
    UNITS,
    Price,
    Route,
    check_prices,
    library_rows,
    list_prices,
    load_prices,
)
from advisors.prices.freezing import FROZEN, freeze
from advisors.prices.loading import SHIPPED
from tests.advisors.costs.shelf import DAY

BOOK = load_prices()


@pytest.mark.parametrize("row", BOOK.rows, ids=lambda row: f"{row.id}:{row.unit}:{row.first_day}")
def test_a_price_row_states_unit_source_and_days(row: Price) -> None:
    assert row.unit in UNITS
    assert len(row.source) >= 10
    assert date(2025, 1, 1) < row.checked <= DAY
    assert row.first_day < date(2027, 6, 1)
    assert row.low <= row.value <= row.high
    assert isinstance(row.value, Decimal)
    assert row.confidence in "AB" or row.low < row.high


@pytest.mark.parametrize("route", BOOK.routes, ids=lambda route: route.key)
def test_a_route_states_its_source_and_the_day_it_was_read(route: object) -> None:
    assert getattr(route, "source", "")
    assert date(2025, 1, 1) < getattr(route, "checked", date.min) <= DAY


def test_the_version_names_the_day_of_the_latest_check() -> None:
    assert BOOK.version.startswith("2026-11-22+")


def test_the_frozen_base_prices_are_those_of_the_installed_library() -> None:
    assert freeze() == (SHIPPED / "base.toml").read_text(encoding="utf-8")


def test_the_library_and_the_files_agree_today_and_on_every_step_to_come() -> None:
    assert check_prices(BOOK, DAY) == ()


def test_a_step_known_in_advance_is_carried_with_its_day() -> None:
    rows = BOOK.history["google/gemini-3.8-flash/base", "usd_per_mtok_input"]
    assert [(row.value, row.first_day) for row in rows][1:] == [(Decimal("1.5"), date(2027, 1, 1))]


@pytest.mark.parametrize("name", FROZEN)
def test_a_frozen_model_is_in_the_library(name: str) -> None:
    provider, _, model = name.partition("/")
    assert library_rows(provider, model)


def test_the_last_row_whose_day_has_come_is_in_force() -> None:
    def at(day: date) -> Decimal:
        return BOOK.price("fireworks/h100/gpu", "usd_per_gpu_hour", day).value

    assert at(date(2026, 8, 31)) == 7
    assert at(date(2026, 9, 1)) == 8


def test_an_expired_price_refuses() -> None:
    with pytest.raises(PriceError, match="expired on 2027-01-14"):
        BOOK.price("openai/gpt-4.1/tuned", "usd_per_mtok_input", date(2027, 1, 15))


def test_an_unknown_price_offers_the_nearest_names() -> None:
    with pytest.raises(PriceError) as refused:
        BOOK.price("openai/gpt-41/training", "usd_per_mtok_training", DAY)
    assert "openai/gpt-4.1/training" in refused.value.mend


@pytest.mark.parametrize(
    ("provider", "model", "near"),
    [("opnai", "gpt-5", "openai"), ("openai", "gpt-5-minni", "gpt-5-mini")],
)
def test_the_library_offers_the_nearest_names(provider: str, model: str, near: str) -> None:
    with pytest.raises(PriceError) as refused:
        library_rows(provider, model)
    assert near in refused.value.mend


def test_a_listing_filters_by_words_and_states_the_age() -> None:
    (row,) = list_prices(BOOK, on=DAY, match="nova-micro/training")
    assert (row.age_days, row.state) == (220, "stale")
    assert len(list_prices(BOOK, on=DAY)) > 150


def test_a_changed_base_price_is_reported_as_a_disagreement(tmp_path: Path) -> None:
    text = (SHIPPED / "base.toml").read_text(encoding="utf-8")
    changed = text.replace('usd_per_mtok_output = "0.5"', 'usd_per_mtok_output = "0.6"', 1)
    (tmp_path / "base.toml").write_text(changed, encoding="utf-8")
    (found,) = check_prices(load_prices(tmp_path), DAY)
    assert found.library == Decimal("0.5")
    assert "0.6 USD here" in found.what


TUNED = [route for route in BOOK.routes if route.base and BOOK.has(f"{route.key}/tuned", INPUT)]


@pytest.mark.parametrize("route", TUNED, ids=lambda route: route.key)
def test_a_tuned_price_lies_near_its_base_also_where_only_the_library_knows_it(
    route: Route,
) -> None:
    base = find_base(BOOK, f"{route.base}/base", INPUT, DAY)
    assert base is not None
    tuned = BOOK.price(f"{route.key}/tuned", INPUT, DAY).value
    assert Decimal("0.5") * base.value <= tuned <= 4 * base.value


INFORMATIVE = {
    "aws/ml.g5.48xlarge/training-instance": "the instance of a published bill in the golden costs",
    "aws/titan-embed-text-v2/embedding": "another embedding",
    "azure/o4-mini/training-hours": "reinforcement tuning, which is not estimated",
    "fireworks/up-to-16b/reinforcement": "reinforcement tuning, which is not estimated",
    "google/gemini-embedding-001/embedding": "another embedding",
    "hugging-face/a100-80gb/gpu": "another GPU",
    "hugging-face/l40s/gpu": "another GPU",
    "modal/h100/gpu": "another GPU",
    "nebius/h100/gpu": "another GPU",
    "openai/file-search/storage": "another store",
    "openai/text-embedding-3-large/embedding": "another embedding",
    "pinecone/builder/minimum": "another plan of the store",
    "pinecone/standard/storage": "a part of the store's minimum at the sizes estimated",
    "pinecone/standard/writes": "a part of the store's minimum at the sizes estimated",
    "pinecone/starter/minimum": "another plan of the store",
    "vast/h100/gpu": "another GPU",
    "vps/small/vector-store": "another store",
}
"""Prices that `advisor prices` lists for comparison and no estimate rests on, each with its reason."""


def test_every_price_is_one_that_an_estimate_can_rest_on_or_is_named_as_informative() -> None:
    costs = load_inputs()
    used = {costs.retrieval["embedding"]}
    used |= {f"{costs.retrieval['store']}/{kind}" for kind in ("minimum", "reads")}
    used |= {f"{model.name}/base" for model in costs.models}
    for route in BOOK.routes:
        used |= {f"{route.key}/{kind}" for kind in ("training", "tuned", "hosting", "storage")}
        used |= {route.gpu, route.job, f"{route.base}/base"}
    assert {row.id for row in BOOK.rows} - used == set(INFORMATIVE)
