"""Lint: Block Kit JSON checked against Slack's rules."""

import json
import sys
from typing import Annotated

import typer

from bot.cli.reading import read_words
from bot.errors import UsageError


def lint_blocks(
    file: Annotated[str, typer.Argument(help="Blocks, a message or a view as JSON; - for stdin.")],
) -> None:
    """Check Block Kit JSON; exit 1 when Slack would refuse it, naming the path of each fault.

    Example:

      advisor lint-blocks message.json
    """
    from bot.blocks import lint

    words = read_words(file)
    try:
        payload = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file} does not hold JSON: {error}.", "Give valid JSON.") from error
    faults = lint(payload)
    for fault in faults:
        print(f"{fault.path}: {fault.message}")
    if faults:
        sys.exit(1)
    print("No faults.")
