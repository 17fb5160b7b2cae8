"""Break-even: equal cost at the volume on both sides of it, and none exactly when none can be."""

from decimal import ROUND_CEILING, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.costs import Curve, break_even, crossing
from advisors.facts import FactValue
from tests.advisors.costs.shelf import Shelf, price

CLOSE = Decimal("1e-15")
MONEY = st.decimals(0, 100_000, places=2)
RATES = st.decimals("0.0001", 10, places=4)


def near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= CLOSE * max(Decimal(1), abs(one))


def line(fixed: Decimal, slope: Decimal) -> Curve:
    return Curve("line", fixed, slope)


def server(fixed: Decimal, slope: Decimal, gpu_step: Decimal, capacity: int) -> Curve:
    return Curve("server", fixed, slope, gpu_step, Decimal(capacity))


LINES = st.builds(line, MONEY, RATES)
WORK = MONEY.map(lambda fixed: fixed + 100_001)  # tuning is extra work before the first request
TUNED = st.builds(line, WORK, RATES)
SERVERS = st.builds(server, MONEY, RATES, MONEY, st.integers(1, 10**6))


@settings(max_examples=200, deadline=None)
@given(tuned=st.one_of(LINES, SERVERS), prompt=LINES)
def test_the_costs_are_equal_at_the_crossing(tuned: Curve, prompt: Curve) -> None:
    volume = crossing(tuned, prompt)
    assert (volume is None) == (tuned.per_request >= prompt.per_request)
    if volume:
        assert near(tuned.cost(volume), prompt.cost(volume))
        before = (volume + start_of_step(tuned, volume)) / 2
        assert tuned.cost(before) >= prompt.cost(before)


@settings(max_examples=200, deadline=None)
@given(tuned=st.one_of(LINES, SERVERS), prompt=LINES, more=st.integers(0, 30))
def test_from_the_crossing_on_the_tuned_route_never_costs_more_again(
    tuned: Curve, prompt: Curve, more: int
) -> None:
    """The dearest place of a step is its start, where the next server has just been added."""
    volume = crossing(tuned, prompt)
    if volume is None:
        return
    step = tuned.capacity or Decimal(1000)
    after = start_of_step(tuned, volume) + step * (more + Decimal("1.000001"))
    slack = CLOSE * max(Decimal(1), prompt.cost(after))
    assert tuned.cost(max(volume, after)) <= prompt.cost(max(volume, after)) + slack


def start_of_step(curve: Curve, volume: Decimal) -> Decimal:
    """The volume up to which one server less is enough; zero without servers."""
    if not curve.capacity:
        return Decimal(0)
    steps = (volume / curve.capacity).to_integral_value(ROUND_CEILING)
    return max(Decimal(0), (steps - 1) * curve.capacity)


@settings(max_examples=200, deadline=None)
@given(
    tuned=st.lists(TUNED, min_size=1, max_size=4),
    prompts=st.lists(LINES, min_size=1, max_size=4),
)
def test_the_break_even_is_where_the_cheapest_of_each_meet(
    tuned: list[Curve], prompts: list[Curve]
) -> None:
    volume = break_even(tuned, prompts).requests_per_month
    best = min(curve.per_request for curve in tuned)
    assert (volume is None) == (best >= min(curve.per_request for curve in prompts))

    def gap(at: Decimal) -> Decimal:
        return min(curve.cost(at) for curve in tuned) - min(curve.cost(at) for curve in prompts)

    if volume:
        assert near(gap(volume) + 1, Decimal(1))
        assert gap(volume / 2) >= 0


@pytest.mark.parametrize("provider", ["", "openai", "azure", "google", "aws", "together"])
def test_an_estimate_at_its_break_even_costs_the_same_on_both_sides(provider: str) -> None:
    facts = {"provider": provider, "openai_tuning_customer": "yes", "azure_tuning_customer": "yes"}
    known: dict[str, FactValue | int] = {
        "input_tokens": 3000,
        "output_tokens": 200,
        "shared_prefix_tokens": 2000,
    }
    check_both_sides({**facts, **known}, "fine-tune", "prompt")


@pytest.mark.parametrize("provider", ["", "openai", "azure", "google", "aws", "together"])
@pytest.mark.parametrize("rate", [80, 1000])
def test_with_retrieval_in_both_the_costs_are_equal_at_the_break_even_too(
    provider: str, rate: int
) -> None:
    """At the dear rate the store's reads exceed its minimum: they cost both options the same."""
    facts = {"provider": provider, "openai_tuning_customer": "yes", "azure_tuning_customer": "yes"}
    check_both_sides({**facts, "hourly_rate_usd": rate}, "hybrid", "rag")


def check_both_sides(facts: dict[str, FactValue | int], tuned: str, untuned: str) -> None:
    even = price(**facts)
    chosen = even.break_even if tuned == "fine-tune" else even.break_even_with_retrieval
    volume = chosen.requests_per_month
    assert volume is not None
    at = {name: price(**facts, requests_per_month=volume * step) for name, step in STEPS}
    gaps = {
        name: one.options[tuned].twelve_months.likely - one.options[untuned].twelve_months.likely
        for name, one in at.items()
    }
    assert abs(gaps["at"]) <= Decimal("1.00")
    assert gaps["below"] > 0
    assert gaps["above"] < 0


STEPS = (("below", Decimal("0.999")), ("at", Decimal(1)), ("above", Decimal("1.1")))


@pytest.mark.parametrize(
    ("model", "customer", "share"),
    [("gpt-4.1", "openai", "33 %"), ("gpt-4.1-mini", "openai", "50 %")],
)
def test_without_a_prefix_to_drop_the_same_model_never_pays_back(
    model: str, customer: str, share: str
) -> None:
    times = Decimal("1.5") if share == "33 %" else Decimal(2)
    tuned = Curve(f"{customer}/{model}", Decimal(100), times, times_base=times)
    prompt = Curve(f"{customer}/{model}", Decimal(0), Decimal(1))
    even = break_even([tuned], [prompt])
    assert even.requests_per_month is None
    assert share in even.reason


def test_an_estimate_says_why_there_is_no_break_even() -> None:
    estimated = price(
        model="openai/gpt-6-luna", provider="google", shared_prefix_tokens=0, input_tokens=500
    )
    assert estimated.break_even.requests_per_month is None
    assert "There is none" in estimated.break_even.reason
    assert "33 %" in estimated.break_even.reason


@pytest.mark.parametrize(("retrieval", "more"), [(False, ""), (True, " with retrieval")])
def test_both_sides_of_a_break_even_are_named_as_the_options_they_are(
    retrieval: bool,  # noqa: FBT001  (a table)
    more: str,
) -> None:
    prompt, dear = line(Decimal(0), Decimal(2)), line(Decimal(100), Decimal(3))
    even = break_even([line(Decimal(100), Decimal(1))], [prompt], retrieval=retrieval)
    never = break_even([dear], [prompt], retrieval=retrieval)
    named = f"fine-tuning {prompt.name}{more} costs less a year than prompting {prompt.name}{more}."
    assert (even.tuned, even.peer) == (f"fine-tuning{more}", f"prompting{more}")
    assert even.reason == f"From there on {named}"
    assert f"to tuned {prompt.name}{more} costs 150 % of one to prompted {prompt.name}{more}," in (
        never.reason
    )


def test_no_tuned_route_is_a_reason() -> None:
    prompt = Curve("prompt", Decimal(0), Decimal(1))
    assert "no tuned route" in break_even([], [prompt]).reason


def test_own_servers_have_no_volume_of_equal_cost() -> None:
    estimated = price(privacy="own-premises")
    assert estimated.break_even.requests_per_month is None
    assert "grow in steps" in estimated.break_even.reason
    assert {cost.provider for cost in estimated.options.values()} == {"self-hosted"}


def test_the_value_side_gives_the_least_accuracy_that_pays() -> None:
    """OpenAI's accuracy guide: with these values the break-even accuracy is 81.5 %."""
    estimated = price(failure_cost_usd=Decimal("88.11"), success_value_usd=20)
    assert estimated.value_break_even is not None
    assert round(estimated.value_break_even, 3) == Decimal("0.815")
    assert price(failure_cost_usd=5).value_break_even is None
    assert Shelf().prices.version
