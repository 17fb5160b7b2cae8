"""Reporting: what was not priced, which prices to verify, and how old the oldest one is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from advisors.costs.bill import Plan
from advisors.costs.choosing import Market
from advisors.costs.offers import find_provider
from advisors.costs.scenario import CostCatalogue, read_assumed, read_level, read_number
from advisors.facts import Facts
from advisors.prices import STALE_AFTER_DAYS, VERIFY_AFTER_DAYS, Price

_ALWAYS = (
    "taxes and currencies other than US dollars: convert at your own rate of the day",
    "discounts for commitment or volume",
    "hidden reasoning tokens, retries, web search and tool calls",
    "fees for writing to a prompt cache",
)
_RETRIEVAL = "re-ranking of passages"
_OWN = "your own hardware: its cost is taken from rented GPUs"


def list_unpriced(market: Market, facts: Facts, catalogue: CostCatalogue) -> tuple[str, ...]:
    """Return what the figures leave out, in words."""
    found = [*_ALWAYS, _RETRIEVAL]
    if read_level(facts, "privacy", catalogue) == "own-premises":
        found.append(_OWN)
    wanted = find_provider(facts, catalogue)
    found += [
        f"{route.key}: {route.unpriced[0].lower()}{route.unpriced[1:]}"
        for route in catalogue.prices.routes
        if route.unpriced and wanted in ("", route.provider)
    ]
    return (*found, *market.left_out)


def list_warnings(
    rows: Iterable[Price],
    chosen: Mapping[str, Plan],
    facts: Facts,
    on: date,
    catalogue: CostCatalogue,
) -> tuple[str, ...]:
    """Return what a reader should check: assumed volume, old or single readings, other sellers."""
    found = [*_assumed(facts, catalogue), *_elsewhere(chosen, facts, catalogue)]
    used = list(dict.fromkeys(rows))
    for row in used:
        words = _age(row, on)
        if words:
            found.append(f"{row.id}: {words}")
    return tuple(dict.fromkeys(found))


def oldest_check(rows: Sequence[Price]) -> date:
    """Return the oldest day on which a used price was checked."""
    return min(row.checked for row in rows)


def _age(row: Price, on: date) -> str:
    if on < row.first_day:
        return f"the first price known is of {row.first_day}, after {on}; verify."
    if row.age(on) > STALE_AFTER_DAYS:
        return f"not checked since {row.checked} ({row.age(on)} days): do not rely on it; verify."
    if row.age(on) > VERIFY_AFTER_DAYS:
        return f"last checked on {row.checked} ({row.age(on)} days ago): verify."
    if row.confidence == "C":
        return "read in one list only: verify."
    return ""


def _assumed(facts: Facts, catalogue: CostCatalogue) -> list[str]:
    """Say which volume and sizes were assumed, since nobody stated them."""
    found = []
    for spread in catalogue.costs.spreads.values():
        if read_number(facts, spread.fact) is None:
            value = f"{read_assumed(spread, catalogue).normalize():,f}"
            found.append(f"{spread.fact} was not stated: {value} is assumed.")
    return found


def _elsewhere(chosen: Mapping[str, Plan], facts: Facts, catalogue: CostCatalogue) -> list[str]:
    wanted = find_provider(facts, catalogue)
    return [
        _instead(approach, wanted, one.offer.provider)
        for approach, one in chosen.items()
        if wanted and one.offer.provider != wanted
    ]


def _instead(approach: str, wanted: str, seller: str) -> str:
    if approach in ("prompt", "rag"):
        return f"{approach}: no model of {wanted} is known by its size; {seller} is priced instead."
    return f"{approach}: {wanted} sells you no tuning on this day; {seller} is priced instead."
