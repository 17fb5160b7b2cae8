"""Published cost examples, recomputed to their tolerance through the public functions."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from advisors.costs import charge
from advisors.estimate import Line
from tests.advisors.costs.shelf import every_option, price

MILLION = Decimal(1_000_000)
EXAMPLES = tomllib.loads(Path(__file__).with_name("golden_costs.toml").read_text())["example"]
BY_NAME = {example["name"]: example for example in EXAMPLES}


def recompute(example: dict[str, object]) -> Decimal:
    number = {key: Decimal(str(value)) for key, value in example.items() if _is_number(value)}
    match example["kind"]:
        case "training":
            tokens = number.get("training_tokens") or (
                number["examples"] * number["tokens_per_example"] * number["epochs"]
            )
            return charge(tokens / MILLION, number["usd_per_million_training_tokens"])
        case "gpu" | "hosting":
            return charge(number.get("models", 1) * number["hours"], number["usd_per_hour"])
        case "serving":
            tokens_in = number["requests"] * number["input_tokens"] / MILLION
            tokens_out = number["requests"] * number["output_tokens"] / MILLION
            given = charge(tokens_in, number["usd_per_million_input"])
            return given + charge(tokens_out, number["usd_per_million_output"])
        case _:
            return charge(number["successes"], number["usd_per_success"])


def _is_number(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value[:1].isdigit())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_a_published_example_comes_out_as_published(example: dict[str, object]) -> None:
    published, tolerance = Decimal(str(example["published_usd"])), str(example["tolerance"])
    assert abs(recompute(example) - published) <= Decimal(tolerance)
    assert example["source"]


@pytest.mark.parametrize(
    ("name", "provider", "model", "examples", "epochs"),
    [
        ("aws-nova-micro-training", "aws", "nova-micro", 2000, 5),
        ("fireworks-30b-lora", "fireworks", "16b-to-80b", 16_875, 1),
        ("azure-gpt4o-cuad", "azure", "gpt-4o", 2146, 1),
    ],
)
def test_an_estimate_states_the_training_of_a_published_example(
    name: str, provider: str, model: str, examples: int, epochs: int
) -> None:
    estimated = price(
        provider=provider,
        input_tokens=500,
        output_tokens=300,
        shared_prefix_tokens=0,
        training_examples=examples,
        epochs=epochs,
        training_runs=1,
    )
    options = [
        one for one in every_option(estimated) if (one.provider, one.model) == (provider, model)
    ]
    lines: list[Line] = [one for one in options[0].lines if one.item == "Training tokens"]
    example = BY_NAME[name]
    gap = abs(lines[0].amount.likely - Decimal(example["published_usd"]))
    assert gap <= Decimal(example["tolerance"])


def test_serving_on_bedrock_costs_what_its_blog_published() -> None:
    """22,000 requests of 800 + 60 tokens on tuned Nova Micro cost 0.80 USD a month (AWS, 2026)."""
    estimated = price(
        provider="aws",
        requests_per_month=22_000,
        input_tokens=800,
        output_tokens=60,
        shared_prefix_tokens=0,
    )
    lines = [line for line in estimated.options["fine-tune"].lines if line.period == "monthly"]
    tokens = [line for line in lines if line.item in ("Input tokens", "Output tokens")]
    spent = sum(line.amount.likely for line in tokens)
    assert abs(spent - Decimal("0.80")) <= Decimal("0.005")
