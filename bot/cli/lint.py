"""Lint: Block Kit JSON checked against Slack's rules."""

import sys
from dataclasses import asdict
from json import loads
from typing import Annotated

import typer

from bot.cli.advise import Json
from bot.cli.programs import print_json
from bot.cli.reading import read_words
from bot.errors import UsageError


def lint_blocks(
    file: Annotated[str, typer.Argument(help="Blocks, a message or a view as JSON; - for stdin.")],
    json: Json = False,
) -> None:
    """Check Block Kit JSON; exit 1 when Slack would refuse it, naming the path of each fault.

    Example:

      advisor lint-blocks message.json

    --json prints {"schema", "ok", "faults": [{"path", "rule", "message"}]}.
    """
    from bot.blocks import lint

    words = read_words(file)
    try:
        payload = loads(words)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file} does not hold JSON: {error}.", "Give valid JSON.") from error
    faults = lint(payload)
    if json:
        told = [asdict(fault) for fault in faults]
        print_json({"schema": 1, "ok": not faults, "faults": told})
    else:
        for fault in faults:
            print(f"{fault.path}: {fault.message}")
    if faults:
        sys.exit(1)
    if not json:
        print("No faults.")
