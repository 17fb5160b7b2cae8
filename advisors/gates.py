"""Gates: hard constraints that close options, each with its reason and what would lift it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from advisors.advice import Gate
from advisors.catalogue import Catalogue
from advisors.conditions import holds
from advisors.facts import Facts
from advisors.prices import TrainingRoute, training_routes
from advisors.rules import Conditions, GateRule

MARKET = "no-training-path"
SHORTEST_SERVICE = timedelta(days=30)
"""Training is not advised for a shorter service: our judgement, 2026-11-22."""
_TUNING = ("fine-tune", "hybrid")
_CUSTOMER_FACTS = ("azure_tuning_customer", "openai_tuning_customer")
_PLACE = "privacy"
_HOME = "own-premises"


def find_gates(rules: Iterable[GateRule], levels: Mapping[str, str]) -> dict[str, tuple[Gate, ...]]:
    """Return the gates that hold at these levels, by the option they close."""
    found: dict[str, tuple[Gate, ...]] = {}
    for rule in rules:
        if holds(rule.when, levels):
            gate = Gate(rule.id, rule.reason, rule.lifted_by, rule.source)
            for option in rule.closes:
                found[option] = (*found.get(option, ()), gate)
    return found


def gates_on(catalogue: Catalogue, facts: Facts, on: date) -> tuple[GateRule, ...]:
    """Return the rules of the catalogue and what the market closes on a day.

    The market's gate is a rule like the others, since where the data may go decides which
    routes fit: so what-ifs about the place of the data see it too.
    """
    routes = find_routes(catalogue, facts, on)
    home = tuple(route for route in routes if route.on_premises)
    if any(route.buyable for route in home):
        return catalogue.rulebook.gates
    if any(route.buyable for route in routes):
        at_home: Conditions = ((_PLACE, frozenset({_HOME})),)
        return (*catalogue.rulebook.gates, _market_gate(home, facts, at_home))
    return (*catalogue.rulebook.gates, _market_gate(routes, facts, ()))


def find_routes(catalogue: Catalogue, facts: Facts, on: date) -> tuple[TrainingRoute, ...]:
    """Return the tuning routes of the provider the user is bound to, or of every one."""
    customer = tuple((name, facts.get(name)) for name in _CUSTOMER_FACTS)
    routes = _routes_on(catalogue, on, customer)
    provider = facts.get("provider")
    if provider is None:
        return routes
    seller = catalogue.prices.names.get(str(provider), provider)  # "bedrock" is sold by "aws"
    return tuple(route for route in routes if route.provider == seller)


# every route is looked at once a day and kind of customer, not once an advice
@lru_cache(maxsize=64)
def _routes_on(
    catalogue: Catalogue, on: date, customer: tuple[tuple[str, object], ...]
) -> tuple[TrainingRoute, ...]:
    known = {name: str(value) for name, value in customer if value is not None}
    routes = training_routes(catalogue.prices, on=on, facts=Facts(known))
    return tuple(_serving(route, on) for route in routes)


def _serving(route: TrainingRoute, on: date) -> TrainingRoute:
    """Close a route that is sold, but whose tuned models stop answering within a month."""
    if not route.buyable or route.shutdown is None or route.shutdown - on >= SHORTEST_SERVICE:
        return route
    name = f"{route.provider}/{route.model}"
    return replace(
        route,
        buyable=False,
        reason=f"A model tuned on {name} would stop answering on {route.shutdown}.",
        lifted_by="Choose another provider, or tune open weights yourself.",
    )


def _market_gate(routes: tuple[TrainingRoute, ...], facts: Facts, when: Conditions) -> GateRule:
    if routes:
        lifts = dict.fromkeys(route.lifted_by for route in routes)
        reason, source = routes[0].reason, routes[0].source
        return GateRule(MARKET, _TUNING, when, reason, " Or: ".join(list(lifts)[:2]), source)
    seller = facts.get("provider")
    where = "on your own machines" if when else f"by {'anyone' if seller is None else seller}"
    return GateRule(
        MARKET,
        _TUNING,
        when,
        f"No training that fits is sold {where}.",
        "Choose another provider, or tune open weights on your own machines.",
        "price catalogue, tuning routes",
    )
