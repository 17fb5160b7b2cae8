"""Choosing: of everything on offer, what a sensible buyer could take, cheapest first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from advisors.costs.bill import Plan, end_of_horizon, plan
from advisors.costs.offers import APPROACHES, SIZES, Offer, list_offers, needed_size
from advisors.costs.scenario import CostCatalogue, read_level
from advisors.costs.sellers import find_provider
from advisors.errors import PriceError
from advisors.facts import Facts
from advisors.prices import STALE_AFTER_DAYS


@dataclass(frozen=True, slots=True)
class Market:
    """The offers that can be priced, and what was left out.

    Attributes:
        plans: Every offer with a price, in a fixed order.
        shown: Those large enough for the task, closed ones included.
        sensible: Those shown that this user could buy and that live for the whole horizon,
            at prices that were checked within half a year; where there is none, at older ones.
        left_out: What could not be priced, in words.
    """

    plans: tuple[Plan, ...]
    shown: tuple[Plan, ...]
    sensible: tuple[Plan, ...]
    left_out: tuple[str, ...]


def survey(facts: Facts, on: date, catalogue: CostCatalogue) -> Market:
    """Price what is on offer and keep what is sensible for each approach.

    A stated provider is kept to where it sells the approach; own premises leave only what runs
    there. A tuned model may be one size smaller than a prompted one.

    Raises:
        PriceError: The stated provider or model is unknown.
    """
    provider = find_provider(facts, catalogue)
    offers = _allowed(list_offers(facts, on, catalogue), facts, provider, catalogue)
    plans: list[Plan] = []
    left_out: list[str] = []
    for offer in offers:
        try:
            plans.append(plan(offer, on, catalogue.prices, catalogue.costs))
        except PriceError as error:
            if facts.get("model") and offer.route is None:
                raise
            left_out.append(f"{offer.provider}/{offer.model}: {error}")
    need = SIZES.index(needed_size(facts, catalogue))
    shown: list[Plan] = []
    sensible: list[Plan] = []
    for approach in APPROACHES:
        found = [one for one in plans if one.offer.approach == approach]
        large = [one for one in found if _size(one) >= _least(one, need)]
        shown += large or found
        sensible += _sensible(found, provider, need, on)
    shown += [one for one in sensible if one not in shown]
    return Market(tuple(plans), tuple(shown), tuple(sensible), tuple(dict.fromkeys(left_out)))


def _allowed(
    offers: Sequence[Offer], facts: Facts, provider: str, catalogue: CostCatalogue
) -> list[Offer]:
    if read_level(facts, "privacy", catalogue) == "own-premises":
        return [replace(offer, at_home=True) for offer in offers if offer.own_server]
    serves_itself = provider == "self-hosted"
    return [offer for offer in offers if offer.tuned or serves_itself or not offer.own_server]


def _sensible(plans: Sequence[Plan], provider: str, need: int, on: date) -> list[Plan]:
    """Keep what can be bought, of the stated provider, large enough, and alive: in that order."""
    found = [one for one in plans if not one.offer.closed]
    found = [one for one in found if one.offer.provider == provider] or found
    found = [one for one in found if _size(one) >= _least(one, need)] or _largest(found)
    found = [one for one in found if not _ends(one, on)] or found
    return [one for one in found if find_unchecked(one, on) is None] or found


def find_unchecked(one: Plan, on: date) -> date | None:
    """Return since when nobody checked a price that an offer rests on; None within half a year."""
    oldest = min((row.checked for row in one.start.rows()), default=on)
    return oldest if (on - oldest).days > STALE_AFTER_DAYS else None


def _size(one: Plan) -> int:
    return SIZES.index(one.offer.size)


def _least(one: Plan, need: int) -> int:
    return max(0, need - 1) if one.offer.tuned else need


def _largest(plans: Sequence[Plan]) -> list[Plan]:
    largest = max((_size(one) for one in plans), default=0)
    return [one for one in plans if _size(one) == largest]


def _ends(one: Plan, on: date) -> bool:
    route = one.offer.route
    return route is not None and route.shutdown is not None and route.shutdown < end_of_horizon(on)
