"""Sellers: which provider and model is meant by the names a user gives."""

from collections.abc import Iterator
from difflib import get_close_matches

from advisors.costs.inputs import Model
from advisors.costs.scenario import CostCatalogue
from advisors.errors import PriceError
from advisors.facts import Facts
from advisors.prices import find_seller, library_providers, library_rows


def find_provider(facts: Facts, catalogue: CostCatalogue) -> str:
    """Return the stable name of the stated provider, or "" while none is stated.

    Raises:
        PriceError: No one of that name is priced; the nearest names are offered.
    """
    stated = facts.get("provider")
    if not isinstance(stated, str) or stated in ("", "any", "none"):
        return ""
    name = stated.lower().strip()
    aliases = catalogue.prices.names
    sellers = {model.provider for model in catalogue.costs.models}
    sellers |= {route.provider for route in catalogue.prices.routes}
    found = aliases.get(name, name)
    if found in sellers or found in library_providers():
        return found
    near = get_close_matches(name, sorted({*sellers, *aliases}), n=3, cutoff=0.4)
    offer = f"Nearest: {', '.join(near)}." if near else f"Known: {', '.join(sorted(sellers))}."
    raise PriceError(f"No prices of provider {stated!r} are known.", offer)


def find_model(stated: str, provider: str, catalogue: CostCatalogue) -> Model:
    """Return the model the user named, at the stated provider if that sells it, or at who does.

    One whose size nobody stated is taken as large enough for the task.

    Raises:
        PriceError: Nobody sells it; the nearest names are offered.
    """
    name = stated.lower()
    head, _, rest = name.partition("/")
    listed = [*_listed(name, catalogue)]
    for model in listed:
        if model.provider == provider:
            return model
    if _sells(provider, name):
        return Model(f"{provider}/{name}", "large")
    if listed:
        return listed[0]
    if _sells(head, rest):
        return Model(name, "large")
    return Model(f"{find_seller(name)}/{name}", "large")


def _listed(name: str, catalogue: CostCatalogue) -> Iterator[Model]:
    """Yield the models of costs.toml that go by a name, with its provider or without."""
    for model in catalogue.costs.models:
        whole = model.name.lower()
        if name in (whole, whole.partition("/")[2]):
            yield model


def _sells(provider: str, model: str) -> bool:
    if provider not in library_providers():
        return False
    try:
        return bool(library_rows(provider, model))
    except PriceError:
        return False
