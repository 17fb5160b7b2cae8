"""Events: what is known to happen to prices and models inside the horizon, with its day."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from advisors.costs.bill import Plan, end_of_horizon
from advisors.costs.offers import Offer
from advisors.estimate import Event
from advisors.prices import UNITS, Price, PriceBook, Route

_BY_DEFAULT = "openai"


def list_events(
    chosen: Sequence[Plan], considered: Iterable[Plan], provider: str, on: date, prices: PriceBook
) -> tuple[Event, ...]:
    """Return the events from a day to the end of the horizon, in order of day.

    Price steps of what was chosen, and the closing of the tuning services that were considered,
    of the stated provider's, and of OpenAI's while none is stated: most people think of it first.
    Nothing hosted is told to those whose data stays at home.
    """
    routes = _touched(considered, provider or _BY_DEFAULT, prices)
    found = {*_steps(chosen), *_closings(routes, prices), *_shutdowns(routes, prices)}
    end = end_of_horizon(on)
    inside = [event for event in found if on <= event.date < end]
    return tuple(sorted(inside, key=lambda event: (event.date, event.what, event.source)))


def _touched(considered: Iterable[Plan], provider: str, prices: PriceBook) -> list[Route]:
    offers = [one.offer for one in considered]
    if any(offer.at_home for offer in offers):
        return []
    open_to_them = {offer.route.key for offer in offers if offer.route and not offer.closed}
    return [
        route for route in prices.routes if route.key in open_to_them or route.provider == provider
    ]


def _steps(chosen: Iterable[Plan]) -> Iterator[Event]:
    """Yield the steps of per-token and hourly prices between one tariff and the next."""
    for one in chosen:
        stays = [(one.offer, one.start), *((each.offer, each.tariff) for each in one.seasons)]
        for (seller, before), (offer, after) in pairwise(stays):
            if offer is seller and before is not after:
                yield from _step(offer, before.rows(), after.rows())


def _step(offer: Offer, before: Sequence[Price], after: Sequence[Price]) -> Iterator[Event]:
    old = {(row.id, row.unit): row for row in before}
    for row in after:
        was = old.get((row.id, row.unit))
        if was is not None and was.value != row.value:
            verb = "rises" if row.value > was.value else "falls"
            what = (
                f"{offer.provider} {offer.model}: the price for {UNITS[row.unit]} {verb} from "
                f"{was.value} to {row.value} USD"
            )
            yield Event(row.first_day, what, row.source)


def _closings(routes: Sequence[Route], prices: PriceBook) -> Iterator[Event]:
    quoted = [route for route in routes if not route.closed and not route.unpriced]
    for (provider, day), models in _by_day(quoted, _last_day).items():
        others = "" if provider == "openai" else f" on {', '.join(one.model for one in models)}"
        what = f"last day for a new {_name(provider, prices)} tuning job{others}"
        yield Event(day, what, models[0].source)


def _shutdowns(routes: Sequence[Route], prices: PriceBook) -> Iterator[Event]:
    for (provider, day), models in _by_day(routes, _shutdown).items():
        listed = ", ".join(one.model for one in models)
        heirs = ", ".join(dict.fromkeys(one.successor for one in models if one.successor))
        then = f"; later months are priced as tuned again on {heirs}" if heirs else ""
        what = f"{_name(provider, prices)} shuts down {listed}, tuned models included{then}"
        yield Event(day, what, models[0].source)


def _by_day(
    routes: Iterable[Route], read: Callable[[Route], date | None]
) -> dict[tuple[str, date], list[Route]]:
    found: dict[tuple[str, date], list[Route]] = {}
    for route in routes:
        day = read(route)
        if day is not None:
            found.setdefault((route.provider, day), []).append(route)
    return found


def _last_day(route: Route) -> date | None:
    return route.customers_until or route.newcomers_until


def _shutdown(route: Route) -> date | None:
    return route.shutdown


def _name(provider: str, prices: PriceBook) -> str:
    vendor = prices.vendors.get(provider)
    return provider.capitalize() if vendor is None else vendor.name
