"""Estimate: the nouns of a cost estimate. Money is Decimal US dollars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

Period: TypeAlias = Literal["one-off", "monthly"]
Group: TypeAlias = Literal["model", "hosting", "retrieval", "people"]


@dataclass(frozen=True, slots=True)
class Band:
    """An amount as low, likely and high."""

    low: Decimal
    likely: Decimal
    high: Decimal

    def __add__(self, other: "Band") -> "Band":
        """Add bands end to end."""
        return Band(self.low + other.low, self.likely + other.likely, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an estimate: quantity x unit price = amount, with its source.

    Attributes:
        item: What is paid for.
        quantity: How much of it (likely case).
        unit: What the quantity counts ("1M input tokens", "hours").
        unit_price: USD per unit (likely case).
        amount: Low, likely, high in USD.
        period: Paid once or every month.
        group: Model tokens, hosting, retrieval or people.
        source: Where the unit price comes from, with its date.
        assumption: Name of the fact or input that moves this line most, or "".
    """

    item: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    amount: Band
    period: Period
    group: Group
    source: str
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the horizon and its likely cost in USD."""

    first_day: date
    amount: Band


@dataclass(frozen=True, slots=True)
class Season:
    """A run of months that cost the same.

    Attributes:
        first_day: The first day of its first month.
        months: How many months.
        provider: Who sells what answers then; another one after a shutdown.
        model: What answers then.
        lines: The rows of one of these months; they sum to its amount to the cent.
    """

    first_day: date
    months: int
    provider: str
    model: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Overrun:
    """How far an option exceeds a budget, and the cheapest change that brings it inside.

    Attributes:
        period: Which budget.
        by: USD above it, likely case.
        cheapest_mend: The change or two that bring it inside, or None when no two suffice.
        people: USD of people's hours in what is over; where they alone exceed the budget, no
            other model or provider can mend it.
    """

    period: Period
    by: Decimal
    cheapest_mend: str | None
    people: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Mover:
    """An assumption and how much the twelve-month total moves over its stated range."""

    fact: str
    label: str
    assumed: str
    swing: Decimal


@dataclass(frozen=True, slots=True)
class OptionCost:
    """What one option costs with one provider and model.

    Attributes:
        provider: Who sells it ("openai", "together", "self-hosted").
        model: The model priced.
        one_off: Paid once, before it runs.
        monthly: The first full month.
        twelve_months: One-off plus twelve months at each month's own prices.
        months: The twelve months one by one.
        lines: The rows paid once and those of the first month; the rows of a period sum to its
            total to the cent.
        seasons: The rows of every month: those paid once and these, each times its months, sum to
            the twelve months to the cent.
        split: Twelve-month likely cost by group.
        overruns: Budgets exceeded.
        available: False when no one can buy this on the day; then `unavailable_because` says why.
        movers: The assumptions that move this option's total most, largest first; only for the
            option of each approach, not for its alternatives.
        ends: Day inside the twelve months on which an untuned model is shut down: the months after
            it are priced at its last price. None while no such day is known.
    """

    provider: str
    model: str
    one_off: Band
    monthly: Band
    twelve_months: Band
    months: tuple[Month, ...]
    lines: tuple[Line, ...]
    split: Mapping[Group, Decimal]
    seasons: tuple[Season, ...] = ()
    overruns: tuple[Overrun, ...] = ()
    available: bool = True
    unavailable_because: str = ""
    movers: tuple[Mover, ...] = ()
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event inside the horizon: a price step, a shutdown, a last day."""

    date: date
    what: str
    source: str


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Requests a month at which tuning pays back, or the reason why there is no such volume.

    Attributes:
        requests_per_month: The volume, or None.
        reason: Which tuning is compared with which way of prompting, and what follows.
        tuned: The option with tuning, in words: "fine-tuning", or the same with retrieval.
        peer: The option that it is compared with, in words: "prompting", or with retrieval too.
    """

    requests_per_month: Decimal | None
    reason: str
    tuned: str = "fine-tuning"
    peer: str = "prompting"


@dataclass(frozen=True, slots=True)
class Estimate:
    """The cost of every option.

    Attributes:
        currency: Always "USD".
        prices_as_of: The oldest day on which a price used here was checked.
        options: The cheapest buyable route of each approach, by approach.
        alternatives: Other providers' routes by approach, cheapest first.
        break_even: Fine-tuning against prompting.
        break_even_with_retrieval: The same with retrieval in both.
        value_break_even: Minimum accuracy that pays, when failure cost and success value are known.
        events: Dated events within twelve months.
        movers: The three assumptions that move the total of the cheapest option most; see
            `costs.for_approach` for those of another one.
        not_priced: What is left out, in words.
        warnings: Prices to verify, with their age.
    """

    currency: str
    prices_as_of: date
    options: Mapping[str, OptionCost]
    alternatives: Mapping[str, tuple[OptionCost, ...]]
    break_even: BreakEven
    break_even_with_retrieval: BreakEven
    value_break_even: Decimal | None
    events: tuple[Event, ...]
    movers: tuple[Mover, ...]
    not_priced: tuple[str, ...]
    warnings: tuple[str, ...]
