"""Prices: what training, tuned inference, hosting and storage cost on a given day, and for whom."""

from advisors.prices.book import (
    STALE_AFTER_DAYS,
    VERIFY_AFTER_DAYS,
    Price,
    PriceBook,
    Route,
    Vendor,
)
from advisors.prices.library import find_seller, library_models, library_providers, library_rows
from advisors.prices.listing import Disagreement, PriceRow, check_prices, list_prices
from advisors.prices.loading import load_prices
from advisors.prices.routes import Method, TrainingRoute, explain_closure, training_routes
from advisors.prices.units import UNITS

__all__ = [
    "STALE_AFTER_DAYS",
    "UNITS",
    "VERIFY_AFTER_DAYS",
    "Disagreement",
    "Method",
    "Price",
    "PriceBook",
    "PriceRow",
    "Route",
    "TrainingRoute",
    "Vendor",
    "check_prices",
    "explain_closure",
    "find_seller",
    "library_models",
    "library_providers",
    "library_rows",
    "list_prices",
    "load_prices",
    "training_routes",
]
