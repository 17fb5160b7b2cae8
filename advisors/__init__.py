"""The advisors: facts in, advice out. Pure: no network, clock, randomness or environment."""

from advisors.advice import Advice, show_points
from advisors.advising import advise
from advisors.catalogue import Catalogue, load_catalogue
from advisors.costs import CostCurve, Series, cost_curve, estimate
from advisors.errors import AdvisorError, CatalogueError, FactError, PriceError
from advisors.explanation import Calculation, CalculationRow, explain
from advisors.facts import FactDefinition, Facts, FactValue, Level
from advisors.intake import Conflict, FoundFact, Intake, read_answer, read_changes, read_text
from advisors.prices import check_prices, list_prices
from advisors.reading import read_facts, read_value, show_value, values_taken
from advisors.record import advice_as_json

__all__ = [
    "Advice",
    "AdvisorError",
    "Calculation",
    "CalculationRow",
    "Catalogue",
    "CatalogueError",
    "Conflict",
    "CostCurve",
    "FactDefinition",
    "FactError",
    "FactValue",
    "Facts",
    "FoundFact",
    "Intake",
    "Level",
    "PriceError",
    "Series",
    "advice_as_json",
    "advise",
    "check_prices",
    "cost_curve",
    "estimate",
    "explain",
    "list_prices",
    "load_catalogue",
    "read_answer",
    "read_changes",
    "read_facts",
    "read_text",
    "read_value",
    "show_points",
    "show_value",
    "values_taken",
]
