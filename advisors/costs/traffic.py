"""Traffic: the tokens of a request and of training, and the servers that the volume needs."""

from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from advisors.costs.offers import Offer
from advisors.costs.scenario import Scenario

SECONDS_PER_HOUR = Decimal(3600)
CACHE_FLOOR = Decimal(1024)
"""Shorter prompt starts are not cached (OpenAI prompt caching guide, 2026)."""
_NONE, _ALL, _LEAST_WORK = Decimal(0), Decimal(1), Decimal(1)


class Tokens(NamedTuple):
    """Tokens of one request by how they are billed."""

    uncached: Decimal
    cached: Decimal
    output: Decimal


def request_tokens(offer: Offer, s: Scenario) -> Tokens:
    """Return the tokens of one request; a tuned model needs less of the fixed prompt.

    Small documents stand in the prompt where neither retrieval nor training supplies them.
    """
    kept = 1 - s["prefix_removed"] if offer.tuned else _ALL
    prefix = min(s["shared_prefix_tokens"], s["input_tokens"])
    passages = s["retrieved_tokens"] if offer.retrieves else _NONE
    standing = _NONE if offer.retrieves or offer.tuned else s["standing_tokens"]
    whole = s["input_tokens"] - prefix * (1 - kept) + passages + standing
    repeated = prefix * kept + standing
    cached = repeated * s["cache_hit_rate"] if repeated >= CACHE_FLOOR else _NONE
    return Tokens(whole - cached, cached, s["output_tokens"])


def training_tokens(offer: Offer, s: Scenario) -> Decimal:
    """Return the tokens of one run: examples x tokens an example x epochs."""
    tokens = request_tokens(offer, s)
    length = tokens.uncached + tokens.cached + tokens.output
    return max(s["training_examples"], s["labelled_examples"]) * length * s["epochs"]


def gpu_capacity(offer: Offer, s: Scenario) -> Decimal:
    """Return the requests a month one GPU answers, peaks allowed for; each is a token's work or more."""
    tokens = request_tokens(offer, s)
    reading = (tokens.uncached + tokens.cached) * s["prefill_weight"]
    work = max(_LEAST_WORK, tokens.output + reading)
    size = "small" if offer.size == "small" else "medium"
    speed = s[f"gpu_tokens_per_second_{size}"]
    return speed * SECONDS_PER_HOUR * s["hours_per_month"] / (work * s["peak_to_mean"])


def gpu_count(offer: Offer, s: Scenario) -> Decimal:
    """Return the GPUs the volume needs, at least one."""
    needed = s["requests_per_month"] / gpu_capacity(offer, s)
    return max(Decimal(1), needed.to_integral_value(ROUND_CEILING))


def own_gpu(offer: Offer) -> str:
    """Return the name of the input that prices an hour of the GPU an offer needs."""
    return f"own_gpu_hour_usd_{'small' if offer.size == 'small' else 'medium'}"
