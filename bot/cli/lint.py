"""Lint: Block Kit JSON checked against Slack's rules."""

import sys
from dataclasses import asdict
from json import loads
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.advise import Json
from bot.cli.programs import print_json
from bot.cli.reading import read_words
from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.blocks import Fault


def lint_blocks(
    files: Annotated[
        list[str], typer.Argument(help="Blocks, a message or a view as JSON; - for stdin.")
    ],
    json: Json = False,
) -> None:
    """Check Block Kit JSON; exit 1 when Slack would refuse it, naming the path of each fault.

    Example:

      advisor lint-blocks message.json

    --json prints {"schema", "ok", "faults": [{"file", "path", "rule", "message"}]}.
    """
    found = [(file, fault) for file in files for fault in _faults(file)]
    if json:
        told = [{"file": file, **asdict(fault)} for file, fault in found]
        print_json({"schema": 1, "ok": not found, "faults": told})
    else:
        for file, fault in found:
            where = f"{file}: " if len(files) > 1 else ""
            line = f"{where}{fault.path or 'the whole'}: {fault.message}"
            print(line.encode(errors="backslashreplace").decode())  # half a surrogate pair
        if not found:
            print("No faults.")
    if found:
        sys.exit(1)


def _faults(file: str) -> "tuple[Fault, ...]":
    """Return the faults of what a file holds.

    Raises:
        UsageError: It cannot be read, or holds no JSON, or nests too deeply to be read.
    """
    from bot.blocks import lint

    words = read_words(file)
    try:
        return lint(loads(words))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file} does not hold JSON: {error}.", "Give valid JSON.") from error
