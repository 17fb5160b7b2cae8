"""Chart data: likely cost over requests a month per option, with its band and the break-even."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisors.costs.bill import Plan, draw_up, exact_total
from advisors.costs.choosing import Market, survey
from advisors.costs.estimating import PLAIN, RETRIEVING, Pair, estimate
from advisors.costs.inputs import Case
from advisors.costs.offers import APPROACHES, WORDS
from advisors.costs.scenario import CostCatalogue, Scenario, build_scenarios
from advisors.estimate import Band, BreakEven, Estimate
from advisors.facts import Facts

STEPS = (
    Decimal("0.1"),
    Decimal("0.2"),
    Decimal("0.5"),
    Decimal(1),
    Decimal(2),
    Decimal(5),
    Decimal(10),
)
"""Volumes drawn, as multiples of the asked one: an order of magnitude to either side."""


@dataclass(frozen=True, slots=True)
class Series:
    """One option over the volumes: what it costs in twelve months at each."""

    approach: str
    name: str
    costs: tuple[Band, ...]
    recommended: bool = False

    @property
    def label(self) -> str:
        """Return the approach as people read it and what answers: for a legend."""
        told = f"{WORDS[self.approach]}: {self.name}"
        return f"→ {told} (recommended)" if self.recommended else told


@dataclass(frozen=True, slots=True)
class CostCurve:
    """Everything a chart shows.

    Attributes:
        volumes: Requests a month, rising.
        series: One for each option, as long as `volumes`, then those that meet at the break-even.
        volume: The volume asked about.
        break_even: Where fine-tuning meets prompting, with retrieval in both where it is recommended, or
            None.
        alt_text: The chart in words.
    """

    volumes: tuple[Decimal, ...]
    series: tuple[Series, ...]
    volume: Decimal
    break_even: Decimal | None
    alt_text: str


def cost_curve(
    facts: Facts,
    *,
    on: date,
    catalogue: CostCatalogue,
    recommended: str = "",
    approaches: Sequence[str] = APPROACHES,
) -> CostCurve:
    """Compute the twelve-month cost of each option at volumes around the asked one.

    The provider and model of each option stay those of the estimate. A break-even within a
    hundred times the volume is among the volumes, and where other routes are cheapest there,
    they are drawn too, so that lines meet where it is marked. It is the one beside the recommended
    option, whose line is marked.

    Raises:
        PriceError: The estimate cannot be made.
    """
    estimated = estimate(facts, on=on, catalogue=catalogue)
    scenarios = build_scenarios(facts, catalogue)
    volume = scenarios["likely"]["requests_per_month"]
    pair = RETRIEVING if recommended in {RETRIEVING.tuned, RETRIEVING.untuned} else PLAIN
    breaking = estimated.break_even if pair is PLAIN else estimated.break_even_with_retrieval
    even = breaking.requests_per_month
    volumes = _volumes(volume, even)
    market = survey(facts, on, catalogue)
    plans = _plans(market.plans, estimated)
    chosen = next((one for one in plans if one.offer.approach == recommended), None)
    if even is not None and even in volumes:
        there = {**scenarios["likely"], "requests_per_month": even}
        plans += [one for one in _meeting(pair, market, there) if one not in plans]
    series = tuple(
        Series(
            one.offer.approach,
            _name(one),
            _costs(one, volumes, scenarios),
            one is chosen,
        )
        for one in plans
        if one.offer.approach in approaches
    )
    return CostCurve(volumes, series, volume, even, _describe(series, volumes, breaking))


def _name(one: Plan) -> str:
    """Name what answers: "openai gpt-4o-mini, then google gemini-3.1-flash-lite"."""
    heir = one.move.offer if one.move else None
    then = f", then {heir.provider} {heir.model}" if heir else ""
    return f"{one.offer.provider} {one.offer.model}{then}"


def _volumes(volume: Decimal, even: Decimal | None) -> tuple[Decimal, ...]:
    volumes = {volume * step for step in STEPS}
    if even is not None and 0 < even <= 100 * volume:
        volumes |= {even, even * 2}
    return tuple(sorted(volumes))


def _plans(plans: Sequence[Plan], estimated: Estimate) -> list[Plan]:
    names = {name: (cost.provider, cost.model) for name, cost in estimated.options.items()}
    return [
        one
        for approach, name in names.items()
        for one in plans
        if one.offer.approach == approach and (one.offer.provider, one.offer.model) == name
    ]


def _meeting(pair: Pair, market: Market, there: Scenario) -> Iterator[Plan]:
    """Yield the cheapest routes without and with tuning at the break-even: they meet there."""
    for approach in (pair.untuned, pair.tuned):
        rivals = [one for one in market.sensible if one.offer.approach == approach]
        yield min(rivals, key=lambda one: (exact_total(one, there), one.offer.provider))


def _costs(
    one: Plan, volumes: Sequence[Decimal], scenarios: Mapping[Case, Scenario]
) -> tuple[Band, ...]:
    drawn = []
    for volume in volumes:
        fixed: dict[Case, Scenario] = {
            case: {**scenario, "requests_per_month": volume} for case, scenario in scenarios.items()
        }
        drawn.append(draw_up(one, fixed).twelve_months)
    return tuple(drawn)


def _describe(series: Sequence[Series], volumes: Sequence[Decimal], even: BreakEven) -> str:
    """Say in words what the chart shows, for those who cannot see it."""
    first, last = f"{volumes[0]:,.0f}", f"{volumes[-1]:,.0f}"
    told = "; ".join(
        f"{one.label}, {_dollars(one.costs[0])} to {_dollars(one.costs[-1])}" for one in series
    )
    end = even.reason
    if even.requests_per_month is not None:
        end = (
            f"Break-even of {even.tuned} against {even.peer} at {even.requests_per_month:,.0f} "
            f"requests a month. {even.reason}"
        )
    return f"Twelve-month cost from {first} to {last} requests a month: {told}. {end}"


def _dollars(band: Band) -> str:
    return f"${band.likely:,.0f}"
