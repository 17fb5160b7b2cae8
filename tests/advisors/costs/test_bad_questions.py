"""Questions that cannot be priced: each gets a clear statement and what to do next."""

import re
import tomllib
from datetime import date
from decimal import Decimal

import pytest

from advisors import load_catalogue, read_facts
from advisors.costs.inputs import SHIPPED
from advisors.costs.sellers import find_model
from advisors.errors import PriceError
from advisors.facts import Facts, FactValue
from advisors.gates import find_routes
from advisors.prices import library_rows
from tests.advisors.costs.shelf import DAY, Shelf, price


@pytest.mark.parametrize(
    ("facts", "what", "mend"),
    [
        ({"provider": "opnai"}, "opnai", "openai"),
        ({"provider": "zzzzzz"}, "zzzzzz", "Known:"),
        ({"model": "gpt-6.1-tera"}, "gpt-6.1-tera", "gpt-6.1-terra"),
        ({"provider": "mistral", "model": "mistral-smal"}, "mistral-smal", "mistral-small"),
        ({"requests_per_month": 0}, "requests_per_month is 0", "above zero"),
        ({"requests_per_month": -5}, "requests_per_month is -5", "above zero"),
        ({"input_tokens": 0}, "input_tokens is 0", "above zero"),
        ({"output_tokens": -1}, "output_tokens is -1", "zero or more"),
        ({"requests_per_month": Decimal("NaN")}, "NaN", "zero or more"),
        ({"requests_per_month": Decimal("Infinity")}, "Infinity", "zero or more"),
    ],
)
def test_what_cannot_be_priced_is_refused_in_words(
    facts: dict[str, FactValue | int], what: str, mend: str
) -> None:
    with pytest.raises(PriceError) as refused:
        price(**facts)
    assert what in str(refused.value)
    assert mend in refused.value.mend


def named_models() -> list[str]:
    """The models that a text may name, as the vocabulary reads them."""
    text = (SHIPPED / "intake" / "setting.toml").read_text(encoding="utf-8")
    return [one["value"] for one in tomllib.loads(text)["reading"] if one["fact"] == "model"]


@pytest.mark.parametrize("model", named_models())
def test_every_model_that_a_text_may_name_has_a_price(model: str) -> None:
    sold = find_model(model, "", Shelf())
    assert library_rows(sold.provider, sold.name.partition("/")[2])


@pytest.mark.parametrize(
    ("model", "mend"),
    [
        ("gpt-9-ultra", "Nearest: openai/gpt-6-"),
        ("sonnet", "anthropic/claude-sonnet-"),
        ("zzzzzzzz", "Name its provider too, as in openai/gpt-5."),
    ],
)
def test_an_unknown_model_is_answered_with_names_that_can_be_given(model: str, mend: str) -> None:
    with pytest.raises(PriceError) as refused:
        price(model=model)
    assert mend in refused.value.mend
    for near in re.findall(r"[\w.-]+/[\w./-]+\w", refused.value.mend):
        assert price(model=near).options["prompt"].model


def test_a_name_with_spaces_is_the_name_that_price_lists_write() -> None:
    facts = read_facts({"model": "Claude Sonnet 4.5"}, [], load_catalogue())
    assert facts.get("model") == "claude-sonnet-4.5"
    assert price(model="claude-sonnet-4.5").options["prompt"].provider == "anthropic"


def test_an_unknown_volume_is_assumed_aloud_and_never_zero() -> None:
    estimated = price()
    assert "requests_per_month was not stated: 10,000 is assumed." in estimated.warnings
    assert all(cost.monthly.likely > 0 for cost in estimated.options.values())


def test_other_currencies_and_taxes_are_named_as_not_priced() -> None:
    assert any("currencies other than US dollars" in words for words in price().not_priced)


@pytest.mark.parametrize("provider", ["mistral", "deepseek", "x-ai", "azure", "groq", "cohere"])
def test_any_vendor_of_the_library_can_be_priced_for_prompting(provider: str) -> None:
    estimated = price(provider=provider)
    assert estimated.options["prompt"].provider == provider
    assert estimated.options["rag"].provider == provider


def test_any_model_of_the_library_can_be_priced() -> None:
    cost = price(model="perplexity/sonar").options["prompt"]
    assert (cost.provider, cost.model) == ("perplexity", "sonar")


@pytest.mark.parametrize(
    ("alias", "provider"),
    [("bedrock", "aws"), ("Vertex", "google"), ("foundry", "azure"), ("togetherai", "together")],
)
def test_a_vendor_goes_by_its_other_names(alias: str, provider: str) -> None:
    assert price(provider=alias).options["fine-tune"].provider == provider


@pytest.mark.parametrize(
    ("alias", "provider"), [("bedrock", "aws"), ("foundry", "azure"), ("gemini", "google")]
)
def test_what_a_vendor_sells_is_open_by_every_name_of_it(alias: str, provider: str) -> None:
    catalogue, named = load_catalogue(), Facts({"provider": provider})
    found = find_routes(catalogue, Facts({"provider": alias}), DAY)
    assert found
    assert found == find_routes(catalogue, named, DAY)


def test_a_price_read_in_one_list_only_says_so() -> None:
    assert any("one list only" in words for words in price(provider="mistral").warnings)


def test_a_provider_without_tuning_is_replaced_aloud() -> None:
    estimated = price(provider="anthropic")
    assert estimated.options["prompt"].provider == "anthropic"
    assert any("anthropic sells you no tuning" in words for words in estimated.warnings)


@pytest.mark.parametrize(
    ("stated", "provider", "sold_by", "called"),
    [
        ("claude-haiku-5-5", "", "anthropic", "claude-haiku-5-5"),
        ("gpt-5", "", "openai", "gpt-5"),
        ("gpt-6.1-terra", "azure", "azure", "gpt-6.1-terra"),
        ("openai/gpt-oss-20b", "groq", "groq", "openai/gpt-oss-20b"),
        ("openai/gpt-6-luna", "google", "openai", "gpt-6-luna"),
        ("openai/gpt-oss-20b", "openai", "groq", "openai/gpt-oss-20b"),
        ("qwen/qwen3.5-9b", "together", "together", "Qwen/Qwen3.5-9B"),
        ("gpt-5", "self-hosted", "openai", "gpt-5"),
    ],
)
def test_a_model_is_found_with_its_seller_or_without(
    stated: str, provider: str, sold_by: str, called: str
) -> None:
    estimated = price(model=stated, provider=provider)
    costs = [estimated.options["prompt"], *estimated.alternatives["prompt"]]
    assert (sold_by, called) in [(cost.provider, cost.model) for cost in costs]


def test_a_model_of_another_vendor_is_priced_there_aloud() -> None:
    estimated = price(model="gpt-5", provider="google")
    assert estimated.options["prompt"].provider == "openai"
    assert any("google is not known to sell gpt-5" in words for words in estimated.warnings)


def test_a_model_that_cannot_run_at_home_is_replaced_aloud() -> None:
    told = price(model="gpt-5", privacy="own-premises").warnings
    assert any("gpt-5 does not run on your own machines" in words for words in told)


def test_a_model_is_priced_while_some_tuning_no_longer_is() -> None:
    assert price(date(2027, 2, 1), model="gpt-6-luna").options["prompt"].model == "gpt-6-luna"


def test_a_price_on_which_lists_may_differ_is_a_range() -> None:
    for name in ("mistral/mistral-small-2603", "deepseek/deepseek-v4-pro"):
        provider, _, model = name.partition("/")
        assert all(row.low < row.value < row.high for row in library_rows(provider, model))
    assert all(row.low == row.high for row in library_rows("openai", "gpt-5"))
