"""Choosing: of everything on offer, what a sensible buyer could take, cheapest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from advisors.costs.bill import Plan, end_of_horizon, plan
from advisors.costs.offers import SIZES, Offer, find_provider, list_offers, needed_size
from advisors.costs.scenario import CostCatalogue, read_level
from advisors.errors import PriceError
from advisors.facts import Facts


@dataclass(frozen=True, slots=True)
class Market:
    """The offers that can be priced, and what was left out.

    Attributes:
        plans: Every priced offer, in a fixed order.
        sensible: Those that this user could buy, large enough and alive for the whole horizon.
        left_out: What could not be priced, in words.
    """

    plans: tuple[Plan, ...]
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
            plans.append(plan(offer, on, catalogue))
        except PriceError as error:
            if facts.get("model"):
                raise
            left_out.append(f"{offer.provider}/{offer.model}: {error}")
    sensible = _sensible(plans, facts, on, catalogue)
    return Market(tuple(plans), tuple(sensible), tuple(dict.fromkeys(left_out)))


def _allowed(
    offers: Sequence[Offer], facts: Facts, provider: str, catalogue: CostCatalogue
) -> list[Offer]:
    own = read_level(facts, "privacy", catalogue) == "own-premises"
    if own:
        return [offer for offer in offers if offer.own_server]
    serves_itself = provider == "self-hosted"
    return [offer for offer in offers if offer.tuned or serves_itself or not offer.own_server]


def _sensible(
    plans: Sequence[Plan], facts: Facts, on: date, catalogue: CostCatalogue
) -> list[Plan]:
    provider = find_provider(facts, catalogue)
    need = SIZES.index(needed_size(facts, catalogue))
    kept: list[Plan] = []
    for approach in dict.fromkeys(one.offer.approach for one in plans):
        found = [one for one in plans if one.offer.approach == approach and not one.offer.closed]
        found = [one for one in found if one.offer.provider == provider] or found
        least = max(0, need - 1) if found and found[0].offer.tuned else need
        found = [one for one in found if SIZES.index(one.offer.size) >= least] or _largest(found)
        kept += [one for one in found if not _ends(one, on)] or found
    return kept


def _largest(plans: Sequence[Plan]) -> list[Plan]:
    largest = max((SIZES.index(one.offer.size) for one in plans), default=0)
    return [one for one in plans if SIZES.index(one.offer.size) == largest]


def _ends(one: Plan, on: date) -> bool:
    route = one.offer.route
    return route is not None and route.shutdown is not None and route.shutdown < end_of_horizon(on)
