"""Days: steps known in advance, closing doors, shutdowns inside the horizon, prices that grew old."""

from datetime import date
from decimal import Decimal

import pytest

from advisors.errors import PriceError
from advisors.facts import Facts
from advisors.prices import TrainingRoute, load_prices, training_routes
from tests.advisors.costs.shelf import DAY, price

CUSTOMER = Facts({"openai_tuning_customer": "yes"})
NEWCOMER = Facts({"openai_tuning_customer": "no"})


def routes(on: date, facts: Facts, provider: str) -> list[TrainingRoute]:
    found = training_routes(load_prices(), on=on, facts=facts)
    return [route for route in found if route.provider == provider]


@pytest.mark.parametrize(
    ("on", "facts", "open_to"),
    [
        (date(2026, 5, 6), NEWCOMER, True),
        (date(2026, 5, 7), NEWCOMER, False),
        (date(2026, 7, 2), NEWCOMER, False),
        (date(2026, 7, 2), CUSTOMER, True),
        (DAY, Facts(), False),
        (DAY, CUSTOMER, True),
        (date(2027, 1, 6), CUSTOMER, True),
        (date(2027, 1, 7), CUSTOMER, False),
    ],
)
def test_openai_training_closes_step_by_step(on: date, facts: Facts, open_to: bool) -> None:  # noqa: FBT001  (a table's column)
    models = {route.model: route for route in routes(on, facts, "openai")}
    assert models["gpt-4.1-mini"].buyable is open_to
    assert bool(models["gpt-4.1-mini"].lifted_by) is not open_to


def test_a_newcomer_is_told_what_would_open_openai() -> None:
    route = routes(DAY, NEWCOMER, "openai")[0]
    assert "2026-05-06" in route.reason
    assert "openai_tuning_customer=yes" in route.lifted_by


@pytest.mark.parametrize("provider", ["aws", "google", "azure", "together", "fireworks"])
def test_a_newcomer_can_tune_elsewhere(provider: str) -> None:
    assert any(route.buyable for route in routes(DAY, NEWCOMER, provider))


@pytest.mark.parametrize("provider", ["mistral", "cohere", "databricks", "anthropic"])
def test_closed_vendors_say_so(provider: str) -> None:
    assert not any(route.buyable for route in routes(DAY, CUSTOMER, provider))


def test_only_own_hardware_counts_as_own_premises() -> None:
    found = training_routes(load_prices(), on=DAY, facts=Facts())
    assert {route.provider for route in found if route.on_premises} == {"self-hosted"}
    methods = {route.method for route in found if route.on_premises}
    assert methods == {"supervised", "reinforcement", "unsupervised"}


def test_a_step_in_january_shows_in_the_months_and_among_the_events() -> None:
    estimated = price(provider="google", requests_per_month=1_000_000)
    cost = estimated.options["prompt"]
    assert cost.model == "gemini-3.8-flash"
    december, january = cost.months[0], cost.months[1]
    assert (december.first_day, january.first_day) == (date(2026, 12, 1), date(2027, 1, 1))
    tokens = december.amount.likely - Decimal(320)
    assert january.amount.likely - Decimal(320) == 2 * tokens
    told = [event.what for event in estimated.events if event.date == date(2027, 1, 1)]
    assert any("rises from 0.75 to 1.5 USD" in what for what in told)


def test_the_closing_of_openai_is_among_the_events() -> None:
    told = {event.date: event.what for event in price().events}
    assert told[date(2027, 1, 6)] == "last day for a new OpenAI tuning job"
    assert "shuts down gpt-4.1" in told[date(2027, 1, 14)]


def test_after_a_shutdown_the_model_is_tuned_again_elsewhere_and_that_is_said() -> None:
    estimated = price(provider="openai", openai_tuning_customer="yes", requests_per_month=3_000_000)
    cost = estimated.options["fine-tune"]
    _own, moving, later = cost.seasons
    assert [(one.first_day, one.months, one.provider) for one in cost.seasons] == [
        (date(2026, 12, 1), 2, "openai"),
        (date(2027, 2, 1), 1, "google"),
        (date(2027, 3, 1), 9, "google"),
    ]
    again = [line for line in moving.lines if line.item.startswith("Moving: ")]
    assert {line.group for line in again} == {"people", "model"}
    assert [line for line in moving.lines if line not in again] == [*later.lines]
    told = next(one.what for one in estimated.events if "shuts down" in one.what)
    assert told.endswith("tuned again on google/gemini-3.5-flash, google/gemini-3.1-flash-lite")
    paid = sum(line.amount.likely for line in again)
    assert any(f"costs {paid:,.0f} USD more" in words for words in estimated.warnings)


@pytest.mark.parametrize("volume", [1_000, 400_000, 30_000_000])
def test_a_shutdown_ahead_costs_the_other_tuning_and_the_move(volume: int) -> None:
    """Months after the shutdown cost what they cost those who tune the other model at once."""
    dying = price(provider="openai", openai_tuning_customer="yes", requests_per_month=volume)
    living = price(provider="google", requests_per_month=volume)
    cost, other = dying.options["fine-tune"], living.options["fine-tune"]
    assert (cost.seasons[-1].model, cost.months[3:]) == (other.model, other.months[3:])
    assert cost.months[2].amount.likely > other.months[2].amount.likely + 2000


def test_a_shutdown_before_the_first_month_is_moved_from_in_that_month() -> None:
    asked = date(2027, 1, 13)
    dying = price(asked, provider="openai", openai_tuning_customer="yes").alternatives["fine-tune"]
    cost = next(one for one in dying if (one.provider, one.model) == ("openai", "gpt-4.1-mini"))
    assert [one.months for one in cost.seasons] == [1, 11]
    assert any(line.item.startswith("Moving: ") for line in cost.seasons[0].lines)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2030, 1, 1), "these are the prices of that day and no forecast"),
        (date(2020, 1, 1), "2020-01-01 lies before every price known here"),
    ],
)
def test_a_day_far_from_every_price_is_said_first(on: date, told: str) -> None:
    assert told in price(on).warnings[0]


def test_a_price_to_come_is_an_event_and_nothing_to_verify() -> None:
    estimated = price(provider="google")
    assert any("rises from" in event.what for event in estimated.events)
    assert not any("first price known" in words for words in estimated.warnings)


def test_a_model_that_was_shut_down_is_named_and_not_priced() -> None:
    estimated = price(date(2027, 3, 1), provider="openai", openai_tuning_customer="yes")
    assert estimated.options["fine-tune"].provider != "openai"
    assert any("was shut down on 2027-01-14" in words for words in estimated.not_priced)
    assert any("openai sells you no tuning" in words for words in estimated.warnings)


def test_a_closed_route_stays_visible_with_its_reason() -> None:
    closed = [cost for cost in price().alternatives["fine-tune"] if not cost.available]
    assert {"openai", "azure"} == {cost.provider for cost in closed}
    assert all(cost.unavailable_because for cost in closed)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (DAY, "not checked since 2026-04-16 (220 days)"),
        (date(2026, 9, 1), "last checked on 2026-04-16 (138 days ago): verify"),
        (date(2026, 1, 1), "after 2026-01-01; verify"),
    ],
)
def test_an_old_price_is_named_with_its_age(on: date, words: str) -> None:
    assert any(words in warning for warning in price(on, provider="aws").warnings)


def test_the_estimate_states_the_oldest_check_it_rests_on() -> None:
    assert price(provider="aws").prices_as_of == date(2026, 4, 16)


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 12, 1), date(2026, 12, 1), date(2027, 11, 1)),
        (date(2026, 12, 2), date(2027, 1, 1), date(2027, 12, 1)),
        (date(2028, 2, 29), date(2028, 3, 1), date(2029, 2, 1)),
    ],
)
def test_the_twelve_months_begin_with_the_next_first_of_a_month(
    on: date, first: date, last: date
) -> None:
    months = price(on).options["prompt"].months
    assert (months[0].first_day, months[-1].first_day) == (first, last)


ENDING = ("gpt-4.1", "gpt-4.1-mini", "gpt-4o", "gpt-4o-mini")
LAST = date(2027, 1, 14)


@pytest.mark.parametrize("model", ENDING)
def test_an_untuned_model_is_priced_until_its_shutdown_and_refused_from_that_day_on(
    model: str,
) -> None:
    assert price(date(2027, 1, 13), model=model).options["prompt"].ends == LAST
    with pytest.raises(PriceError, match="was shut down on 2027-01-14") as refused:
        price(LAST, model=model)
    assert "another provider or model" in refused.value.mend


def test_months_after_the_shutdown_of_an_untuned_model_are_told_to_be_at_its_last_price() -> None:
    estimated = price(model="gpt-4o")
    (told,) = (words for words in estimated.warnings if "is shut down on" in words)
    assert told.startswith("prompt and prompt with retrieval: openai gpt-4o is shut down on 2027")
    assert "at its last price" in told
    assert price().options["prompt"].ends is None


def test_a_tuned_model_that_ends_alone_leaves_its_base_alive() -> None:
    """The shutdown of 2026-10-23 was of tuned o4-mini alone."""
    assert price(model="o4-mini").options["prompt"].ends is None
