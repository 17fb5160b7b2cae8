"""The price book: dated price rows with their sources, looked up by day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from types import MappingProxyType

from advisors.errors import PriceError

VERIFY_AFTER_DAYS = 90
"""Vendors changed prices by 10 to 70 % within a quarter of 2026: older ones say "verify"."""
STALE_AFTER_DAYS = 180
"""A price nobody checked for half a year is named as a warning in every estimate that uses it."""


@dataclass(frozen=True, slots=True, eq=False)
class Price:
    """One value of one price, from its first day on; two rows are never equal.

    Attributes:
        id: What is sold, "openai/gpt-4.1-mini/training"; rows of one id and unit are its history.
        unit: A key of `UNITS`.
        value: US dollars per unit (a plain count for `minimum_examples`).
        low: Smallest reading; equals `value` where readings agree.
        high: Largest reading.
        first_day: First day the value is known to hold.
        until: Last day it holds, or None while no end is known.
        checked: The day somebody last compared it with its source.
        confidence: A the vendor's own text or list, B two readings or a bill, C one reading.
        source: Where it was read.
        comment: What a reader should know, or "".
        where: File and line, "openai.toml:12".
    """

    id: str
    unit: str
    value: Decimal
    low: Decimal
    high: Decimal
    first_day: date
    until: date | None
    checked: date
    confidence: str
    source: str
    comment: str
    where: str

    def age(self, on: date) -> int:
        """Return the days since the price was last checked."""
        return (on - self.checked).days


@dataclass(frozen=True, slots=True)
class Vendor:
    """Who sells: the stable name, the name in prose, and other words people use for it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """One way to tune a model and serve it, as its vendor sells it.

    Attributes:
        provider: Stable name of the vendor.
        model: What is tuned.
        methods: Of "supervised", "reinforcement", "unsupervised".
        minimum_examples: The vendor's floor, or 10 (OpenAI's) where the vendor states none.
        minimum_days: Planning figure for data check, job and evaluation.
        serving: `tokens` per token, `deployment` per token and hour, `gpu` per GPU hour.
        base: "provider/model" of the untuned model in genai-prices, or "".
        size: `small` (up to 16B) or `medium` (up to 80B), for rented GPUs.
        gpu: Id of the GPU price, for `gpu` serving.
        job: Id of a minimum charge per job, or "".
        train: `tokens`, or `gpu` when training is paid by the GPU hour.
        opens: First day it is sold.
        newcomers_until: Last day a new customer may start a job.
        inactive_until: Last day a past but inactive customer may start a job.
        customers_until: Last day an active customer may start a job.
        customer_fact: Fact that says whether the user is such a customer.
        customer: Who that is, in words.
        shutdown: Day from which its tuned models no longer answer; the untuned one neither, where
            `base` is the vendor's own.
        successor: "provider/model" of the route that is tuned again then.
        closed: Why nobody can buy it, or "".
        unpriced: Why no price is quoted, or "".
        on_premises: True when it can run on the user's own hardware.
        checked: The day the terms were read.
        source: Where they were read.
        where: File and line.
    """

    provider: str
    model: str
    methods: tuple[str, ...]
    minimum_examples: int
    minimum_days: int
    serving: str
    base: str = ""
    size: str = ""
    gpu: str = ""
    job: str = ""
    train: str = "tokens"
    opens: date | None = None
    newcomers_until: date | None = None
    inactive_until: date | None = None
    customers_until: date | None = None
    customer_fact: str = ""
    customer: str = ""
    shutdown: date | None = None
    successor: str = ""
    closed: str = ""
    unpriced: str = ""
    on_premises: bool = False
    checked: date = date.min
    source: str = ""
    where: str = ""

    @property
    def key(self) -> str:
        """Return "provider/model", the prefix of this route's price ids."""
        return f"{self.provider}/{self.model}"


@dataclass(frozen=True, slots=True, eq=False)
class PriceBook:
    """Every price and route of the catalogue.

    Attributes:
        version: Day of the latest check and a digest of the files, "2026-11-22+1a2b3c4d".
        rows: Every row in file order.
        routes: Every tuning route in file order.
        vendors: Vendors by stable name.
        history: Rows by id and unit, oldest first.
        names: The stable name of a vendor by each name people use for it, itself included.
    """

    version: str
    rows: tuple[Price, ...]
    routes: tuple[Route, ...]
    vendors: Mapping[str, Vendor]
    history: Mapping[tuple[str, str], tuple[Price, ...]] = field(
        default_factory=lambda: MappingProxyType({}), repr=False
    )
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def __post_init__(self) -> None:
        """Gather the rows of each id and unit, oldest first, and the names of the vendors."""
        names = {name: one.id for one in self.vendors.values() for name in (one.id, *one.aliases)}
        object.__setattr__(self, "names", MappingProxyType(names))
        found: dict[tuple[str, str], list[Price]] = {}
        for row in self.rows:
            found.setdefault((row.id, row.unit), []).append(row)
        ordered = {key: tuple(sorted(rows, key=_by_day)) for key, rows in found.items()}
        object.__setattr__(self, "history", MappingProxyType(ordered))

    def end_of(self, model: str) -> date | None:
        """Return the day from which an untuned "provider/model" no longer answers, or None."""
        own = (route for route in self.routes if route.base == route.key == model)
        return next((route.shutdown for route in own), None)

    def has(self, price_id: str, unit: str) -> bool:
        """Tell whether any row carries this id and unit."""
        return (price_id, unit) in self.history

    def price(self, price_id: str, unit: str, on: date) -> Price:
        """Return the price in force on a day: the last row whose first day has come.

        Before the first known day the first row is returned: it is the nearest reading there is,
        and its `first_day` says so.

        Raises:
            PriceError: The id or unit is unknown (nearest names offered), or the price has expired.
        """
        rows = self.history.get((price_id, unit))
        if rows is None:
            raise self._unknown(price_id, unit)
        row = rows[0]
        for later in rows[1:]:
            if later.first_day <= on:
                row = later
        if row.until is not None and row.until < on:
            raise PriceError(
                f"The price {price_id!r} expired on {row.until}, before {on}.",
                "Ask for an earlier day, or choose another provider or model.",
            )
        return row

    def _unknown(self, price_id: str, unit: str) -> PriceError:
        known = sorted({key[0] for key in self.history if key[1] == unit})
        near = get_close_matches(price_id, known, n=3, cutoff=0.4)
        offer = f"Nearest: {', '.join(near)}." if near else "See `advisor prices` for all of them."
        return PriceError(f"No price {price_id!r} in {unit}.", offer)


def _by_day(row: Price) -> date:
    return row.first_day
