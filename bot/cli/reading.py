"""Reading: what a command takes from files and options, checked before any work begins."""

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from stat import S_ISREG
from typing import Final

from bot.errors import UsageError

STANDARD_INPUT: Final = "-"
_LARGEST: Final = 1_000_000


def read_day(text: str | None, today: date) -> date:
    """Return the day written as YYYY-MM-DD, today when nothing was given."""
    if text is None:
        return today
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a day.", "Write it as YYYY-MM-DD.") from error


def readable(text: str, what: str) -> str:
    """Return a text that holds words.

    Raises:
        UsageError: It holds no letter or digit.
    """
    if not any(sign.isalnum() for sign in text):
        raise UsageError(f"There are no words in the {what}.", f"Write the {what} in a sentence.")
    return text


def read_facts_file(source: str | None) -> dict[str, object]:
    """Return the JSON object in a file, or on standard input for "-".

    Raises:
        UsageError: The file cannot be read, or does not hold one JSON object.
    """
    if source is None:
        return {}
    words = read_words(source)
    try:
        found = json.loads(
            words,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_duplicates,
        )
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{source} does not hold JSON: {error}.", _SHAPE) from error
    if not isinstance(found, dict):
        raise UsageError(f"{source} holds JSON, but not an object.", _SHAPE)
    return found


def read_words(source: str) -> str:
    """Return the text of a file, or of standard input for "-"."""
    try:
        raw = sys.stdin.buffer.read(_LARGEST + 1) if source == "-" else _read_bytes(Path(source))
        if len(raw) > _LARGEST:
            raise UsageError(f"{source} is larger than 1 MB.", "Give a smaller file.")
        return raw.decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"{source} cannot be read: {reason}.", "Check the path and its permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{source} is not UTF-8 text.", "Save it as UTF-8.") from error


def read_content(path: Path) -> bytes:
    """Return the bytes of a document.

    Raises:
        UsageError: It cannot be read, or is a symbolic link, a pipe or a device.
    """
    try:
        if not S_ISREG(path.lstat().st_mode):
            raise UsageError(f"{path} is not a plain file.", "Give the file itself.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"{path} cannot be read: {reason}.", "Check the path and its permissions."
        ) from error


def read_settings_of_facts(given: list[str]) -> dict[str, object]:
    """Return the facts of `--set NAME=VALUE`, the last one of a name winning."""
    facts: dict[str, object] = {}
    for written in given:
        name, equals, value = written.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise UsageError(
                f"--set {written!r} does not name a fact and a value.",
                "Write it as --set accuracy=high.",
            )
        facts[name.strip()] = value.strip()
    return facts


_SHAPE: Final = 'Write one object, such as {"accuracy": "high", "requests_per_month": 50000}.'


def _read_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{', '.join(twice)} stands there twice")
    return dict(pairs)
