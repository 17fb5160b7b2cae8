"""Offers: everything a team could buy for each approach, and whether it may on the day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from advisors.costs.inputs import CostInputs, Model
from advisors.costs.scenario import CostCatalogue, read_level
from advisors.costs.sellers import find_model, find_provider
from advisors.errors import PriceError
from advisors.facts import Facts
from advisors.prices import PriceBook, Route, explain_closure

WORDS = {
    "prompt": "prompt",
    "rag": "prompt with retrieval",
    "fine-tune": "fine-tune",
    "hybrid": "fine-tune with retrieval",
}
"""What a person reads for each approach."""
APPROACHES = tuple(WORDS)
SIZES = ("small", "medium", "large")
_TUNED = {"prompt": False, "rag": False, "fine-tune": True, "hybrid": True}


@dataclass(frozen=True, slots=True)
class Offer:
    """One approach with one provider and model.

    Attributes:
        approach: One of `APPROACHES`.
        provider: Who sells it.
        model: What answers.
        size: `small`, `medium` or `large`.
        rates: Id of the per-token prices, or "" when a rented GPU answers.
        route: The tuning route (also for self-hosted prompting), or None.
        closed: Why this user cannot buy it on the day, or "".
        at_home: True when data stays on the user's own hardware: nothing is rented.
        ends: Day from which an untuned model no longer answers, or None.
    """

    approach: str
    provider: str
    model: str
    size: str
    rates: str
    route: Route | None = None
    closed: str = ""
    at_home: bool = False
    ends: date | None = None

    @property
    def tuned(self) -> bool:
        """Tell whether the model is tuned."""
        return _TUNED[self.approach]

    @property
    def retrieves(self) -> bool:
        """Tell whether passages are added to each request."""
        return self.approach in ("rag", "hybrid")

    @property
    def gpu(self) -> str:
        """Return the id of the GPU price, or "" when tokens are billed or the GPUs are one's own."""
        return "" if self.route is None or self.rates or self.at_home else self.route.gpu

    @property
    def shutdown(self) -> date | None:
        """Return the day from which its tuned models no longer answer, or None."""
        return None if self.route is None else self.route.shutdown

    @property
    def own_server(self) -> bool:
        """Tell whether the user runs the server."""
        return self.route is not None and self.route.on_premises


def list_offers(facts: Facts, on: date, catalogue: CostCatalogue) -> tuple[Offer, ...]:
    """Return every offer of every approach, in a fixed order; closed tuning is listed once.

    Raises:
        PriceError: The stated provider or model is unknown; the nearest names are offered.
    """
    provider = find_provider(facts, catalogue)
    prompts = [*_prompt_offers(facts, provider, catalogue), *_own_offers(catalogue)]
    tuned = [*_tuned_offers(facts, on, catalogue)]
    untuned = [replace(offer, approach="rag") for offer in prompts]
    both = [replace(offer, approach="hybrid") for offer in tuned if not offer.closed]
    return (*prompts, *untuned, *tuned, *both)


def needed_size(facts: Facts, catalogue: CostCatalogue) -> str:
    """Return the size of model the task needs at least, by `[size]` in costs.toml."""
    costs = catalogue.costs

    def stands(fact: str, levels: tuple[str, ...]) -> bool:
        return read_level(facts, fact, catalogue) in levels

    if any(stands(fact, levels) for fact, levels in costs.large_when.items()):
        return "large"
    if all(stands(fact, levels) for fact, levels in costs.small_when.items()):
        return "small"
    return "medium"


def _prompt_offers(facts: Facts, provider: str, catalogue: CostCatalogue) -> Iterator[Offer]:
    for model in _models(facts, provider, catalogue):
        bare = model.name.partition("/")[2]
        ends = catalogue.prices.end_of(model.name)
        yield Offer("prompt", model.provider, bare, model.size, f"{model.name}/base", ends=ends)


def _models(facts: Facts, provider: str, catalogue: CostCatalogue) -> Iterator[Model]:
    listed = catalogue.costs.models
    stated = facts.get("model")
    if isinstance(stated, str) and stated:
        yield find_model(stated, provider, catalogue)
        return
    for model in listed:
        if not model.on_request or model.provider == provider:
            yield model


def _own_offers(catalogue: CostCatalogue) -> Iterator[Offer]:
    for route in catalogue.prices.routes:
        if route.on_premises and "supervised" in route.methods:
            yield Offer(
                "prompt", route.provider, route.model, _size(route, catalogue.costs), "", route
            )


def _tuned_offers(facts: Facts, on: date, catalogue: CostCatalogue) -> Iterator[Offer]:
    for route in catalogue.prices.routes:
        if _is_priced(route, catalogue):
            reason, lifted_by = explain_closure(route, on, facts)
            yield _tuned_offer("fine-tune", route, catalogue.costs, reason if lifted_by else "")


def _tuned_offer(approach: str, route: Route, costs: CostInputs, closed: str = "") -> Offer:
    rates = "" if route.serving == "gpu" else f"{route.key}/tuned"
    return Offer(approach, route.provider, route.model, _size(route, costs), rates, route, closed)


def find_heir(offer: Offer, prices: PriceBook, costs: CostInputs) -> Offer:
    """Return the tuning that takes over after the shutdown of a tuned model.

    Raises:
        PriceError: The catalogue names none.
    """
    route = offer.route
    for heir in prices.routes:
        if route is not None and route.successor == heir.key:
            return _tuned_offer(offer.approach, heir, costs)
    raise PriceError(
        f"{offer.provider}/{offer.model} stops answering on {offer.shutdown}, and nothing that "
        "could be tuned after it is known.",
        "Ask for an earlier day, or choose another provider or model.",
    )


def _is_priced(route: Route, catalogue: CostCatalogue) -> bool:
    if "supervised" not in route.methods or route.unpriced or route.closed:
        return False
    trained = catalogue.prices.has(f"{route.key}/training", "usd_per_mtok_training")
    return trained or route.train == "gpu"


def _size(route: Route, costs: CostInputs) -> str:
    return costs.tuned_size.get(route.key, "small")
