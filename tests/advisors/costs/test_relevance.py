"""What is told concerns the reader: own hardware, the events of routes considered, fresh prices."""

from datetime import date
from decimal import Decimal

import pytest

from tests.advisors.costs.shelf import DAY, every_option, price

HOSTED = ("openai", "azure", "pinecone", "runpod")


def test_own_premises_are_priced_without_a_vendor() -> None:
    estimated = price(privacy="own-premises", requests_per_month=50_000)
    for option in every_option(estimated):
        sources = " ".join(line.source.lower() for line in option.lines)
        assert not any(vendor in sources for vendor in HOSTED)
        assert not any("embedding" in line.item.lower() for line in option.lines)
        hardware = [line for line in option.lines if line.group == "hosting"]
        assert all(line.source.startswith("costs.toml: own_") for line in hardware)
        assert hardware
    assert any("own hardware" in words for words in estimated.not_priced)
    assert any("planning figure" in words for words in estimated.warnings)


def test_own_premises_hear_of_no_vendors_dates() -> None:
    assert not price(privacy="own-premises").events


@pytest.mark.parametrize("provider", ["google", "together", "self-hosted"])
def test_the_dates_of_vendors_not_considered_are_left_out(provider: str) -> None:
    told = " ".join(event.what for event in price(provider=provider).events)
    assert "OpenAI tuning job" not in told
    assert "Azure" not in told


def test_azure_dates_are_told_to_those_who_may_tune_there_or_ask_for_it() -> None:
    assert not any("Azure" in event.what for event in price().events)
    for stated in ({"azure_tuning_customer": "yes"}, {"provider": "azure"}):
        assert any("Azure" in event.what for event in price(**stated).events)


def test_a_fresh_price_is_preferred_and_the_old_one_stays_with_a_warning() -> None:
    estimated = price(requests_per_month=50_000)
    assert estimated.options["fine-tune"].provider != "aws"
    assert estimated.prices_as_of > date(2026, 5, 26)
    others = {(one.provider, one.model) for one in estimated.alternatives["fine-tune"]}
    assert ("aws", "nova-micro") in others
    assert any("aws nova-micro stays an alternative" in words for words in estimated.warnings)


def test_where_every_price_is_old_the_cheapest_is_still_named() -> None:
    assert price(date(2027, 9, 1)).options["fine-tune"].available


def test_vendors_without_a_price_take_one_short_sentence() -> None:
    told = [words for words in price().not_priced if "no full price" in words]
    assert len(told) == 1
    assert len(told[0]) <= 160
    assert not any("no full price" in words for words in price(privacy="own-premises").not_priced)


def test_a_stated_budget_below_own_hardware_is_exceeded_by_the_difference() -> None:
    cost = price(DAY, privacy="own-premises", budget_monthly_usd=200).options["rag"]
    assert [one.by for one in cost.overruns] == [cost.monthly.likely - Decimal(200)]
