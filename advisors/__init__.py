"""The advisors: facts in, advice out. Pure: no network, clock, randomness or environment."""

from advisors.catalogue import Catalogue, load_catalogue
from advisors.errors import AdvisorError, CatalogueError, FactError, PriceError
from advisors.facts import FactDefinition, Facts, FactValue, Level
from advisors.reading import read_facts, read_value, show_value, values_taken

__all__ = [
    "AdvisorError",
    "Catalogue",
    "CatalogueError",
    "FactDefinition",
    "FactError",
    "FactValue",
    "Facts",
    "Level",
    "PriceError",
    "load_catalogue",
    "read_facts",
    "read_value",
    "show_value",
    "values_taken",
]
