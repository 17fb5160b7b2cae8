"""Reporting: what was not priced, which prices to verify, and how old the oldest one is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from advisors.costs.bill import Plan, total
from advisors.costs.choosing import Market, find_unchecked
from advisors.costs.offers import WORDS
from advisors.costs.scenario import CostCatalogue, read_assumed, read_level, read_number
from advisors.costs.sellers import find_provider
from advisors.costs.terms import MOVING
from advisors.costs.traffic import own_gpu
from advisors.estimate import OptionCost
from advisors.facts import Facts
from advisors.prices import STALE_AFTER_DAYS, VERIFY_AFTER_DAYS, Price, Route

_ALWAYS = (
    "taxes and currencies other than US dollars: convert at your own rate of the day",
    "re-ranking of passages",
    "tuning by reinforcement or on unlabelled text: supervised tuning is priced",
)
_BOUGHT = (
    "discounts for commitment or volume",
    "hidden reasoning tokens, retries, web search and tool calls",
    "fees for writing to a prompt cache",
)
_OWN = (
    "embedding on your own hardware: it shares the GPUs whose hours are priced",
    "rooms, network and spare machines",
)


def list_unpriced(market: Market, facts: Facts, catalogue: CostCatalogue) -> tuple[str, ...]:
    """Return what the figures leave out, in words."""
    if read_level(facts, "privacy", catalogue) == "own-premises":
        return (*_ALWAYS, *_OWN)
    wanted = find_provider(facts, catalogue)
    unpriced = [
        route
        for route in catalogue.prices.routes
        if route.unpriced and "supervised" in route.methods and wanted in ("", route.provider)
    ]
    left_out = [words for words in market.left_out if words.startswith(wanted)]
    return (*_ALWAYS, *_BOUGHT, *_vendors(unpriced, wanted, catalogue), *left_out)


def _vendors(routes: Sequence[Route], wanted: str, catalogue: CostCatalogue) -> list[str]:
    """Name the vendors whose tuning has no full price: with its reason for the stated one."""
    if wanted:
        return [f"{route.key}: {route.unpriced[0].lower()}{route.unpriced[1:]}" for route in routes]
    found = dict.fromkeys(route.provider for route in routes)
    known = catalogue.prices.vendors
    names = [known[one].name if one in known else one.replace("-", " ").title() for one in found]
    return [f"some tuning at {', '.join(names)}: no full price is known"] if names else []


def list_stale(market: Market, chosen: Mapping[str, Plan], on: date) -> tuple[str, ...]:
    """Warn of the routes among the alternatives that rest on prices nobody checked for long."""
    found: dict[str, date] = {}
    for one in market.shown:
        if not one.offer.closed and one is not chosen.get(one.offer.approach):
            oldest = find_unchecked(one, on)
            if oldest is not None:
                found[f"{one.offer.provider} {one.offer.model}"] = oldest
    if not found:
        return ()
    oldest = min(found.values())
    stay, whose = (
        ("stays an alternative", "its") if len(found) == 1 else ("stay alternatives", "their")
    )
    words = (
        f"{', '.join(found)} {stay}: {whose} prices were not checked since {oldest} "
        f"({(on - oldest).days} days); verify."
    )
    return (words,)


def list_moves(options: Mapping[str, OptionCost]) -> Iterator[str]:
    """Say which options outlive their model, what they are priced with then, and what the move costs."""
    for approach, cost in options.items():
        for before, after in pairwise(cost.seasons):
            if (before.provider, before.model) != (after.provider, after.model):
                again = total(line for line in after.lines if line.item.startswith(MOVING))
                yield (
                    f"{WORDS[approach]}: {before.provider} {before.model} is shut down before "
                    f"{after.first_day}; from then on it is priced as tuned again on "
                    f"{after.provider} {after.model}, which costs {again.likely:,.0f} USD more in that "
                    "month."
                )


def list_ends(options: Mapping[str, OptionCost]) -> Iterator[str]:
    """Say which untuned models are shut down inside the year, and how the months after are priced."""
    found: dict[str, list[str]] = {}
    for approach, cost in options.items():
        if cost.ends is not None:
            ended = f"{cost.provider} {cost.model} is shut down on {cost.ends}"
            found.setdefault(ended, []).append(WORDS[approach])
    for ended, names in found.items():
        yield (
            f"{' and '.join(names)}: {ended}; the months after it are priced at its last price, "
            "until you name the model that follows it."
        )


def list_warnings(
    rows: Iterable[Price],
    chosen: Mapping[str, Plan],
    facts: Facts,
    on: date,
    catalogue: CostCatalogue,
) -> tuple[str, ...]:
    """Return what a reader should check: assumed volume, old or single readings, other sellers."""
    used = list(dict.fromkeys(rows))
    today = {row for one in chosen.values() for row in one.start.rows()}
    found = [
        *_far(used, on),
        *_own(chosen, facts, catalogue),
        *_assumed(facts, catalogue),
        *_elsewhere(chosen, facts, catalogue),
    ]
    for row in used:
        early = on < row.first_day and row in today
        words = (
            f"the first price known is of {row.first_day}, after {on}; verify."
            if early
            else _age(row, on)
        )
        if words:
            found.append(f"{row.id}: {words}")
    return tuple(dict.fromkeys(found))


def oldest_check(rows: Sequence[Price], on: date) -> date:
    """Return the oldest day on which a used price was checked; the day itself when none is used."""
    return min([row.checked for row in rows], default=on)


def _far(rows: Sequence[Price], on: date) -> Iterator[str]:
    """Say that a day lies far from everything that was read, so that nobody takes it for a forecast."""
    if not rows:
        return
    first, last = min(row.first_day for row in rows), max(row.checked for row in rows)
    if on < first:
        yield f"{on} lies before every price known here (from {first} on): these are later prices."
    if (on - last).days > STALE_AFTER_DAYS:
        yield (
            f"{on} lies {(on - last).days} days after the last check of any price used ({last}): these "
            "are the prices of that day and no forecast."
        )


def _age(row: Price, on: date) -> str:
    if row.age(on) > STALE_AFTER_DAYS:
        return f"not checked since {row.checked} ({row.age(on)} days): do not rely on it; verify."
    if row.age(on) > VERIFY_AFTER_DAYS:
        return f"last checked on {row.checked} ({row.age(on)} days ago): verify."
    if row.confidence == "C":
        return "read in one list only: verify."
    return ""


def _own(chosen: Mapping[str, Plan], facts: Facts, catalogue: CostCatalogue) -> Iterator[str]:
    """Say which planning figures stand for hardware of one's own, until they are replaced."""
    at_home = [one.offer for one in chosen.values() if one.offer.at_home]
    names = dict.fromkeys(own_gpu(offer) for offer in at_home) | (
        {"own_store_usd": None} if at_home else {}
    )
    labels = [catalogue.costs.inputs[name].label for name in names]
    missing = [
        f"{label[0].lower()}{label[1:]}"
        for name, label in zip(names, labels, strict=True)
        if read_number(facts, name) is None
    ]
    if missing:
        yield f"{'; '.join(missing)}: planning figures for hardware you own; state your own."


def _assumed(facts: Facts, catalogue: CostCatalogue) -> list[str]:
    """Say which volume and sizes were assumed, since nobody stated them."""
    found = []
    for spread in catalogue.costs.spreads.values():
        if read_number(facts, spread.fact) is None:
            value = f"{read_assumed(spread, facts, catalogue).normalize():,f}"
            found.append(f"{spread.fact} was not stated: {value} is assumed.")
    return found


def _elsewhere(chosen: Mapping[str, Plan], facts: Facts, catalogue: CostCatalogue) -> list[str]:
    wanted, model = find_provider(facts, catalogue), facts.get("model")
    told = [
        _instead(approach, wanted, one.offer.provider, model)
        for approach, one in chosen.items()
        if wanted and one.offer.provider != wanted
    ]
    answers = chosen["prompt"].offer
    if model and not f"{answers.provider}/{answers.model}".lower().endswith(str(model)):
        told.append(
            f"prompt: {model} does not run on your own machines; {answers.model} is priced instead."
        )
    return told


def _instead(approach: str, wanted: str, seller: str, model: object) -> str:
    name = WORDS[approach]
    if approach in ("prompt", "rag") and model:
        return f"{name}: {wanted} is not known to sell {model}; {seller} is priced instead."
    if approach in ("prompt", "rag"):
        return f"{name}: no model of {wanted} is known by its size; {seller} is priced instead."
    return f"{name}: {wanted} sells you no tuning on this day; {seller} is priced instead."
