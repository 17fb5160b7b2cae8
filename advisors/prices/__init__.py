"""Prices: what training, tuned inference, hosting and storage cost on a given day, and for whom."""

from advisors.prices.book import Price, PriceBook, Route, Vendor
from advisors.prices.loading import load_prices
from advisors.prices.routes import Method, TrainingRoute, training_routes

__all__ = [
    "Method",
    "Price",
    "PriceBook",
    "Route",
    "TrainingRoute",
    "Vendor",
    "load_prices",
    "training_routes",
]
