"""Tuning routes: who sells training to whom on a given day, and what would open a closed one."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from advisors.facts import Facts
from advisors.prices.book import PriceBook, Route

Method: TypeAlias = Literal["supervised", "reinforcement", "unsupervised"]
"""How a model is tuned."""
_METHODS: tuple[Method, ...] = ("supervised", "reinforcement", "unsupervised")


@dataclass(frozen=True, slots=True)
class TrainingRoute:
    """One way to tune, and whether this user could start a job on the day.

    Attributes:
        provider: Stable name of the vendor.
        model: What is tuned.
        method: How it is tuned.
        minimum_examples: Fewest examples a job takes.
        minimum_days: Fewest days from finished data to an evaluated model (planning figure).
        buyable: True when this user may start a job on the day.
        reason: Why it is open or closed, one sentence.
        lifted_by: What would open it; "" when it is open.
        source: Where the terms were read.
        on_premises: True when it can run on the user's own hardware.
        shutdown: Day from which its tuned models no longer answer, or None while none is known.
    """

    provider: str
    model: str
    method: Method
    minimum_examples: int
    minimum_days: int
    buyable: bool
    reason: str
    lifted_by: str
    source: str
    on_premises: bool
    shutdown: date | None = None


def training_routes(prices: PriceBook, *, on: date, facts: Facts) -> tuple[TrainingRoute, ...]:
    """Return every route of the catalogue with its state on a day for this user.

    Args:
        prices: The price book.
        on: The day a job would start.
        facts: What is known; `openai_tuning_customer` and `azure_tuning_customer` open routes
            that are closed to newcomers.
    """
    found = []
    for route in prices.routes:
        reason, lifted_by = explain_closure(route, on, facts)
        found += [
            TrainingRoute(
                provider=route.provider,
                model=route.model,
                method=method,
                minimum_examples=route.minimum_examples,
                minimum_days=route.minimum_days,
                buyable=not lifted_by,
                reason=reason,
                lifted_by=lifted_by,
                source=route.source,
                on_premises=route.on_premises,
                shutdown=route.shutdown,
            )
            for method in _METHODS
            if method in route.methods
        ]
    return tuple(found)


def explain_closure(route: Route, on: date, facts: Facts) -> tuple[str, str]:
    """Say in words whether a route is open, and what would open it ("" when it is open)."""
    ended = _why_nobody(route, on)
    if ended:
        return ended, "Choose another provider, or tune open weights yourself."
    if route.opens is not None and on < route.opens:
        return f"{route.key} is sold from {route.opens} on.", f"Wait until {route.opens}."
    last = _last_day(route, facts)
    if last is None:
        return f"{route.key}: training is open to anyone.", ""
    if on <= last:
        return f"{route.key}: a job may be started until {last}.", ""
    return _closed_words(route, on), f"Being {route.customer} ({route.customer_fact}=yes)."


def _why_nobody(route: Route, on: date) -> str:
    """Say why no one at all may start a job, or "" when someone may."""
    if route.closed:
        return route.closed
    if route.shutdown is not None and on >= route.shutdown:
        return f"Tuned models on {route.key} stopped answering on {route.shutdown}."
    final = route.customers_until or route.newcomers_until
    if final is not None and on > final:
        return f"{route.key}: the last day to start a job was {final}."
    return ""


def _last_day(route: Route, facts: Facts) -> date | None:
    """Return the last day on which this user may start a job, or None when there is no end."""
    if route.customer_fact and facts.get(route.customer_fact) == "yes":
        return route.customers_until
    return route.newcomers_until


def _closed_words(route: Route, on: date) -> str:
    words = f"{route.key}: closed to new customers after {route.newcomers_until}"
    if route.inactive_until is not None and on > route.inactive_until:
        words += f" and to inactive ones after {route.inactive_until}"
    return f"{words}; the last new job may start on {route.customers_until}."
