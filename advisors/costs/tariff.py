"""Tariffs: the price rows of one offer in force on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from advisors.costs.inputs import Case
from advisors.costs.offers import Offer
from advisors.errors import PriceError
from advisors.prices import Price, PriceBook, library_rows

INPUT, CACHED = "usd_per_mtok_input", "usd_per_mtok_cached_input"
OUTPUT = "usd_per_mtok_output"
BATCH_INPUT, BATCH_OUTPUT = "usd_per_mtok_batch_input", "usd_per_mtok_batch_output"


class Quote(NamedTuple):
    """A unit price in the low, the likely and the high case, with its row and its source."""

    cheap: Decimal
    likely: Decimal
    dear: Decimal
    row: Price
    source: str

    def at(self, case: Case) -> Decimal:
        """Return the unit price in one case."""
        if case == "likely":
            return self.likely
        return self.cheap if case == "cheap" else self.dear


@dataclass(frozen=True, slots=True)
class Tariff:
    """What one offer costs a unit on one day; None where nothing is charged for it."""

    input: Quote | None
    cached: Quote | None
    output: Quote | None
    training: Quote | None
    job: Quote | None
    gpu: Quote | None
    deployment: Quote | None
    storage: Quote | None
    embedding: Quote | None
    store_minimum: Quote | None
    store_reads: Quote | None

    def rows(self) -> tuple[Price, ...]:
        """Return the price rows this tariff rests on, without repeats."""
        named = (self.input, self.cached, self.output, self.training, self.job, self.gpu)
        more = (self.deployment, self.storage, self.embedding, self.store_minimum, self.store_reads)
        return tuple(dict.fromkeys(quote.row for quote in (*named, *more) if quote is not None))


def read_tariff(offer: Offer, on: date, prices: PriceBook, retrieval: Mapping[str, str]) -> Tariff:
    """Read the prices of an offer on a day.

    Raises:
        PriceError: A price is unknown or has expired.
    """
    route, rates = offer.route, offer.rates
    trains = offer.tuned and route is not None
    store, embedding = retrieval["store"], retrieval["embedding"]
    if offer.at_home:
        store = embedding = ""
    return Tariff(
        input=_rate(prices, rates, INPUT, on),
        cached=_rate(prices, rates, CACHED, on) or _rate(prices, rates, INPUT, on),
        output=_rate(prices, rates, OUTPUT, on),
        training=_training(prices, offer, on) if trains else None,
        job=_find(prices, route.job, "usd_per_job", on) if trains and route else None,
        gpu=_find(prices, offer.gpu, "usd_per_gpu_hour", on),
        deployment=_hosting(prices, offer, on),
        storage=_storage(prices, offer, on),
        embedding=_find(prices, embedding, "usd_per_mtok_embedding", on),
        store_minimum=_find(prices, store and f"{store}/minimum", "usd_per_month", on),
        store_reads=_reads(prices, f"{store}/reads", on),
    )


def refuse_ended(offer: Offer, on: date) -> None:
    """Refuse to price a model that no longer answers on the day.

    Raises:
        PriceError: Its shutdown has come.
    """
    end = offer.shutdown or offer.ends
    if end is not None and on >= end:
        raise PriceError(
            f"{offer.provider}/{offer.model} was shut down on {end}, so nothing is priced for {on}.",
            "Ask for an earlier day, or choose another provider or model.",
        )


def find_base(prices: PriceBook, price_id: str, unit: str, on: date) -> Price | None:
    """Return a per-token price of our files, or of the library when the files have none."""
    if prices.has(price_id, unit):
        return prices.price(price_id, unit, on)
    if not price_id.endswith("/base") or prices.has(price_id, INPUT):
        return None
    return library_price(price_id, unit, on)


def library_price(price_id: str, unit: str, on: date) -> Price | None:
    """Return a price of the library in force on a day, or None when it does not sell that unit.

    Raises:
        PriceError: The library does not know the provider or the model.
    """
    provider, _, model = price_id.removesuffix("/base").partition("/")
    rows = [row for row in library_rows(provider, model) if row.unit == unit]
    started = [row for row in rows if row.first_day <= on]
    return started[-1] if started else next(iter(rows), None)


def has_step(row: Price, on: date, day: date, prices: PriceBook) -> bool:
    """Tell whether another value of the same price begins after one day and by another."""
    history = prices.history.get((row.id, row.unit))
    if history is None:
        provider, _, model = row.id.removesuffix("/base").partition("/")
        history = tuple(one for one in library_rows(provider, model) if one.unit == row.unit)
    return len(history) > 1 and any(on < one.first_day <= day for one in history)


def _rate(prices: PriceBook, rates: str, unit: str, on: date) -> Quote | None:
    row = find_base(prices, rates, unit, on) if rates else None
    return quote(row) if row is not None else None


def _find(prices: PriceBook, price_id: str, unit: str, on: date) -> Quote | None:
    return quote(prices.price(price_id, unit, on)) if price_id else None


def _reads(prices: PriceBook, price_id: str, on: date) -> Quote | None:
    """Return the price of reads; None where there is no store, or one that charges none."""
    unit = "usd_per_million_read_units"
    return _find(prices, price_id, unit, on) if prices.has(price_id, unit) else None


def _training(prices: PriceBook, offer: Offer, on: date) -> Quote | None:
    """Return the training price; None when it has expired: then nobody can train again."""
    route = offer.route
    if route is None or route.train == "gpu":
        return None
    try:
        return quote(prices.price(f"{route.key}/training", "usd_per_mtok_training", on))
    except PriceError:
        if prices.has(f"{route.key}/training", "usd_per_mtok_training"):
            return None
        raise


def _hosting(prices: PriceBook, offer: Offer, on: date) -> Quote | None:
    if offer.route is None or offer.route.serving != "deployment" or not offer.tuned:
        return None
    return quote(prices.price(f"{offer.route.key}/hosting", "usd_per_deployment_hour", on))


def _storage(prices: PriceBook, offer: Offer, on: date) -> Quote | None:
    if offer.route is None or not offer.tuned:
        return None
    price_id = f"{offer.route.key}/storage"
    if not prices.has(price_id, "usd_per_model_month"):
        return None
    return quote(prices.price(price_id, "usd_per_model_month", on))


@cache
def quote(row: Price) -> Quote:
    """Return the unit price of a row in its three cases."""
    return Quote(row.low, row.value, row.high, row, f"{row.source} (checked {row.checked})")
