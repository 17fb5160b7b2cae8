"""Standing documents: what fits a prompt goes along with each request, and is paid for."""

from decimal import Decimal

import pytest

from advisors import Estimate, estimate, load_catalogue, read_facts
from tests.benchmarks.decision.recommending import DAY

CATALOGUE = load_catalogue()
_SIZE = 30_000


def _estimate(**facts: object) -> Estimate:
    return estimate(read_facts(facts, (), CATALOGUE), on=DAY, catalogue=CATALOGUE)


def _input_tokens(found: Estimate, approach: str) -> Decimal:
    return sum(
        (
            line.quantity
            for line in found.options[approach].lines
            if line.period == "monthly" and "nput tokens" in line.item
        ),
        Decimal(0),
    )


@pytest.mark.parametrize(
    ("facts", "tokens"),
    [
        ({"gap": "knowledge", "document_tokens": _SIZE}, _SIZE),
        ({"gap": "both", "document_tokens": _SIZE}, _SIZE),
        ({"gap": "behaviour", "document_tokens": _SIZE}, 0),
        ({"gap": "knowledge", "document_tokens": 500_000}, 0),
        ({"gap": "knowledge", "document_tokens": _SIZE, "whole_documents_tokens": 0}, 0),
    ],
)
def test_small_documents_that_are_missing_stand_in_the_prompt(
    facts: dict[str, object], tokens: int
) -> None:
    requests = {"requests_per_month": 1_000_000, "input_tokens": 1000}
    more = _input_tokens(_estimate(**facts, **requests), "prompt") - _input_tokens(
        _estimate(**requests), "prompt"
    )

    assert more == tokens


@pytest.mark.parametrize("approach", ["rag", "fine-tune", "hybrid"])
def test_they_cost_nothing_where_retrieval_or_training_supplies_them(approach: str) -> None:
    facts = {"gap": "knowledge", "document_tokens": _SIZE}
    whole, none = _estimate(**facts), _estimate(**facts, whole_documents_tokens=0)

    assert whole.options[approach].monthly == none.options[approach].monthly


def test_the_size_is_the_one_at_which_the_rules_stop_putting_them_into_the_prompt() -> None:
    steps = CATALOGUE.rulebook.scales["document_tokens"].steps
    library = next(step for step in steps if step.level == "library")

    assert CATALOGUE.costs.inputs["whole_documents_tokens"].likely == library.start
