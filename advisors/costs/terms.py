"""Terms: the rows of a bill in one case, quantity x unit price, before any rounding."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from advisors.costs.inputs import Case
from advisors.costs.offers import Offer
from advisors.costs.scenario import Scenario
from advisors.costs.tariff import Quote, Tariff
from advisors.costs.traffic import (
    SECONDS_PER_HOUR,
    gpu_count,
    own_gpu,
    request_tokens,
    training_tokens,
)
from advisors.estimate import Group

MILLION = Decimal(1_000_000)
MONTHS = Decimal(12)
MOVING = "Moving"
"""How the rows begin that are paid to tune again after a shutdown."""


class Term(NamedTuple):
    """One row of a bill in one case, exact.

    Attributes:
        item: What is paid for.
        quantity: How much of it.
        unit: What the quantity counts.
        unit_price: USD per unit.
        group: Model, hosting, retrieval or people.
        source: Where the unit price comes from, with its day.
        assumption: Name of the fact or input that moves it most.
    """

    item: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    group: Group
    source: str
    assumption: str

    @property
    def amount(self) -> Decimal:
        """Return quantity x unit price, unrounded."""
        return self.quantity * self.unit_price


def request_cost(offer: Offer, tariff: Tariff, s: Scenario, case: Case = "likely") -> Decimal:
    """Return what one more request costs in tokens and retrieval, without servers."""
    terms = _answering(offer, tariff, s, case, Decimal(1))
    return sum((term.amount for term in terms), Decimal(0))


def monthly_terms(offer: Offer, tariff: Tariff, s: Scenario, case: Case) -> Iterator[Term]:
    """Yield the rows of one month."""
    yield from _answering(offer, tariff, s, case, s["requests_per_month"])
    yield from _servers(offer, tariff, s, case)
    if offer.retrieves:
        yield from _store(offer, tariff, s, case)
    yield from _upkeep(offer, tariff, s, case)


def _answering(
    offer: Offer, tariff: Tariff, s: Scenario, case: Case, requests: Decimal
) -> Iterator[Term]:
    """Yield what so many requests cost in tokens and embedding."""
    tokens = request_tokens(offer, s)
    millions = requests / MILLION
    billed = (
        ("Input tokens", tokens.uncached, tariff.input, "input_tokens"),
        ("Cached input tokens", tokens.cached, tariff.cached, "cache_hit_rate"),
        ("Output tokens", tokens.output, tariff.output, "output_tokens"),
    )
    for item, count, quote, name in billed:
        if quote is not None:
            yield _row(item, count * millions, "1M tokens", quote, case, "model", name)
    if offer.retrieves and tariff.embedding is not None:
        count, name = s["query_tokens"] * millions, "query_tokens"
        item = "Embedding the questions"
        yield _row(item, count, "1M tokens", tariff.embedding, case, "retrieval", name)


def _servers(offer: Offer, tariff: Tariff, s: Scenario, case: Case) -> Iterator[Term]:
    hour = gpu_hour(offer, tariff, s, case)
    if hour is not None:
        hours = gpu_count(offer, s) * s["hours_per_month"]
        yield hour._replace(item="GPU hours", quantity=hours)
    if tariff.deployment is not None:
        hours, name = s["hours_per_month"], "hours_per_month"
        yield _row("Deployment", hours, "hours", tariff.deployment, case, "hosting", name)
    if tariff.storage is not None:
        yield _row("Model storage", Decimal(1), "models", tariff.storage, case, "hosting", "")


def _store(offer: Offer, tariff: Tariff, s: Scenario, case: Case) -> Iterator[Term]:
    if tariff.embedding is not None:
        count = s["document_tokens"] * s["refresh_per_month"] / MILLION
        item = "Embedding changed documents"
        yield _row(item, count, "1M tokens", tariff.embedding, case, "retrieval", "document_tokens")
    if offer.at_home:
        yield _own("Vector store", Decimal(1), "months", "retrieval", "own_store_usd", s)
    minimum = tariff.store_minimum
    if minimum is None:
        return
    yield _row("Vector store", Decimal(1), "months", minimum, case, "retrieval", "")
    if tariff.store_reads is None:
        return
    reads = s["requests_per_month"] * s["read_units_per_request"] / MILLION
    free = minimum.at(case) / tariff.store_reads.at(case)
    more, name = max(Decimal(0), reads - free), "read_units_per_request"
    item = "Reads above the minimum"
    yield _row(item, more, "1M read units", tariff.store_reads, case, "retrieval", name)


def _upkeep(offer: Offer, tariff: Tariff, s: Scenario, case: Case) -> Iterator[Term]:
    yield hours_term("Keeping the prompt good", "prompt_upkeep_hours", s)
    if offer.retrieves:
        yield hours_term("Keeping retrieval good", "retrieval_upkeep_hours", s)
    if offer.tuned:
        yield hours_term("Watching the tuned model", "tuning_upkeep_hours", s)
        yield from _retraining(offer, tariff, s, case)
    if offer.own_server:
        yield hours_term("Running the server", "hosting_upkeep_hours", s)


def _retraining(offer: Offer, tariff: Tariff, s: Scenario, case: Case) -> Iterator[Term]:
    name = "retrainings_per_year"
    share = s[name] / MONTHS
    training = training_terms(offer, tariff, s, case)
    for term in training:
        quantity = term.quantity * share / s["training_runs"]
        item = f"Retraining: {term.item.lower()}"
        yield term._replace(item=item, quantity=quantity, assumption=name)
    if training:
        hours = hours_term("Retraining: people", "retraining_hours", s)
        yield hours._replace(quantity=hours.quantity * share, assumption=name)


def training_terms(offer: Offer, tariff: Tariff, s: Scenario, case: Case) -> list[Term]:
    """Return the row of all training runs: tokens, or GPU hours, or the minimum charges."""
    count = training_tokens(offer, s) * s["training_runs"]
    hour = gpu_hour(offer, tariff, s, case)
    if offer.route is not None and offer.route.train == "gpu" and hour is not None:
        hours = count / s["gpu_training_tokens_per_second"] / SECONDS_PER_HOUR
        told = hour._replace(item="Training", quantity=hours, group="model")
        return [told._replace(assumption="training_examples")]
    if tariff.training is None:
        return []
    quote, name = tariff.training, "training_examples"
    if tariff.job is not None:
        run = count / s["training_runs"] / MILLION * quote.at(case)
        if run < tariff.job.at(case):
            item, runs = "Training (minimum charge)", s["training_runs"]
            return [_row(item, runs, "jobs", tariff.job, case, "model", "training_runs")]
    return [_row("Training tokens", count / MILLION, "1M tokens", quote, case, "model", name)]


def one_off_terms(offer: Offer, tariff: Tariff, s: Scenario, case: Case) -> Iterator[Term]:
    """Yield the rows paid once, before it runs."""
    yield hours_term("Building the evaluation set", "evaluation_hours", s)
    yield hours_term("Writing and testing the prompt", "prompt_hours", s)
    if offer.retrieves:
        yield hours_term("Building retrieval", "retrieval_hours", s)
        if tariff.embedding is not None:
            count, item = s["document_tokens"] / MILLION, "Embedding the documents"
            quote, name = tariff.embedding, "document_tokens"
            yield _row(item, count, "1M tokens", quote, case, "retrieval", name)
    if offer.tuned:
        missing = max(Decimal(0), s["training_examples"] - s["labelled_examples"])
        hours = missing * s["labelling_minutes"] / 60
        yield people_term("Labelling examples", hours, "labelling_minutes", s)
        yield hours_term("Cleaning the training data", "cleaning_hours", s)
        yield hours_term("Running and judging tuning", "tuning_hours", s)
        yield from training_terms(offer, tariff, s, case)
    if offer.own_server:
        yield hours_term("Setting up the server", "hosting_hours", s)
    for term in _answering(offer, tariff, s, case, s["evaluation_requests"]):
        item = f"Testing: {term.item.lower()}"
        yield term._replace(item=item, assumption="evaluation_requests")


def moving_terms(offer: Offer, tariff: Tariff, s: Scenario, case: Case) -> Iterator[Term]:
    """Yield what it takes to tune again on another model, with the examples that are there."""
    yield hours_term(f"{MOVING}: running and judging tuning", "tuning_hours", s)
    if offer.own_server:
        yield hours_term(f"{MOVING}: setting up the server", "hosting_hours", s)
    tested = _answering(offer, tariff, s, case, s["evaluation_requests"])
    for term in training_terms(offer, tariff, s, case):
        yield term._replace(item=f"{MOVING}: {term.item.lower()}")
    for term in tested:
        item = f"{MOVING}: testing: {term.item.lower()}"
        yield term._replace(item=item, assumption="evaluation_requests")


def hours_term(item: str, name: str, s: Scenario) -> Term:
    """Return the hours that an assumption names, at the hourly rate."""
    return people_term(item, s[name], name, s)


def people_term(item: str, hours: Decimal, name: str, s: Scenario) -> Term:
    """Return hours of people's time at the hourly rate, and the assumption they come from."""
    rate = s["hourly_rate_usd"]
    return Term(item, hours, "hours", rate, "people", "costs.toml: hourly_rate_usd", name)


def gpu_hour(offer: Offer, tariff: Tariff, s: Scenario, case: Case) -> Term | None:
    """Return an hour of one GPU, rented or one's own, or None when tokens are billed."""
    one, unit = Decimal(1), "GPU hours"
    if offer.at_home:
        return _own("GPU", one, unit, "hosting", own_gpu(offer), s)
    if tariff.gpu is None:
        return None
    return _row("GPU", one, unit, tariff.gpu, case, "hosting", "peak_to_mean")


def _own(item: str, quantity: Decimal, unit: str, group: Group, name: str, s: Scenario) -> Term:  # noqa: PLR0913, PLR0917  (a row of a bill has that many columns)
    return Term(item, quantity, unit, s[name], group, f"costs.toml: {name}", name)


def _row(  # noqa: PLR0913, PLR0917  (a row of a bill has that many columns)
    item: str, quantity: Decimal, unit: str, quote: Quote, case: Case, group: Group, name: str
) -> Term:
    return Term(item, quantity, unit, quote.at(case), group, quote.source, name)
