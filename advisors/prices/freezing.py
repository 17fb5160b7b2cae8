"""Freezing: write `base.toml`, the base prices an ordinary estimate needs, from the library.

Run `python -m advisors.prices.freezing > advisors/data/prices/base.toml` after the library is
updated; a test compares the file with the installed library, price by price.
"""

import sys
from collections.abc import Iterator, Sequence

from advisors.prices.library import LIBRARY_CHECKED, LIBRARY_SOURCE, library_rows

FROZEN = (
    "anthropic/claude-haiku-5-5",
    "anthropic/claude-opus-5-5",
    "anthropic/claude-sonnet-5-5",
    "aws/amazon.nova-micro-v1:0",
    "cohere/command-a",
    "cohere/command-r7b",
    "google/gemini-3.1-flash-lite",
    "google/gemini-3.5-flash",
    "google/gemini-3.8-flash",
    "google/gemini-4-argon",
    "groq/openai/gpt-oss-120b",
    "groq/openai/gpt-oss-20b",
    "openai/gpt-4.1",
    "openai/gpt-4.1-mini",
    "openai/gpt-4.1-nano",
    "openai/gpt-4o",
    "openai/gpt-4o-mini",
    "openai/gpt-6-luna",
    "openai/gpt-6.1-sol",
    "openai/gpt-6.1-terra",
)
"""Models whose prices two lists agree on."""
_HEAD = f"""\
# Base inference prices that an ordinary estimate needs: GENERATED from {LIBRARY_SOURCE}, do not edit.
# Regenerate: python -m advisors.prices.freezing > advisors/data/prices/base.toml

vendor = "base"
name = "Base models"
aliases = []
"""
_AGREES = {"aws": "the AWS Machine Learning blog of 2026-04-16"}
_LITELLM = "LiteLLM 1.109.1"


def freeze(models: Sequence[str] = FROZEN) -> str:
    """Return the text of `base.toml` for these "provider/model" names."""
    return _HEAD + "".join(table for name in models for table in _tables(name))


def _tables(name: str) -> Iterator[str]:
    provider, _, model = name.partition("/")
    rows = library_rows(provider, model)
    source = f"{LIBRARY_SOURCE}; {_AGREES.get(provider, _LITELLM)} agrees (compared 2026-11-22)"
    for first_day in sorted({row.first_day for row in rows}):
        values = [
            f'{row.unit} = "{format(row.value, "f")}"' for row in rows if row.first_day == first_day
        ]
        lines = [
            "",
            "[[price]]",
            f'id = "{name}/base"',
            *values,
            f"from = {first_day}",
            f"checked = {LIBRARY_CHECKED}",
            'confidence = "B"',
            f'source = "{source}"',
        ]
        yield "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(freeze())
