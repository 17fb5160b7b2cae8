"""Reading: what a command takes from files and options, checked before any work begins."""

import json
import re
import sys
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Given:
    """What a recommendation is asked from.

    Attributes:
        values: Fact names and values.
        skipped: Names of facts that nobody knows.
        presumed: Names and values of what words suggested.
        versions: Versions of rules and catalogue it was made with; empty for plain facts.
        as_of: Its day, or None for plain facts.
        two_option: Whether only prompt and fine-tune were compared.
    """

    values: dict[str, object]
    skipped: tuple[str, ...] = ()
    presumed: dict[str, object] = field(default_factory=dict)
    versions: dict[str, object] = field(default_factory=dict)
    as_of: str | None = None
    two_option: bool = False


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


def read_given(source: str | None) -> Given:
    """Return the facts in a file, or all that a past recommendation printed as JSON rested on.

    Raises:
        UsageError: The file cannot be read, or does not hold one JSON object.
    """
    found = read_facts_file(source)
    if "schema" not in found:
        return Given(found)
    parts = {
        "values": found.get("given"),
        "presumed": found.get("presumed", {}),
        "versions": {name: found.get(name) for name in ("rules_version", "catalogue_version")},
    }
    skipped, as_of = found.get("skipped", []), found.get("as_of")
    shaped = all(isinstance(part, dict) for part in parts.values())
    if not shaped or not isinstance(skipped, list) or not isinstance(as_of, str):
        raise UsageError(f"{source} is no recommendation that was printed with --json.", _SHAPE)
    return Given(
        **parts,  # type: ignore[arg-type]  # their shape was just looked at
        skipped=tuple(map(str, skipped)),
        as_of=as_of,
        two_option=found.get("two_option") is True,
    )


def read_words(source: str) -> str:
    """Return the text of a file, or of standard input for "-"."""
    try:
        raw = (
            sys.stdin.buffer.read(_LARGEST + 1)
            if source == STANDARD_INPUT
            else _read_bytes(Path(source))
        )
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
        facts[name.strip()] = _spelled_out(value.strip())
    return facts


def _spelled_out(value: str) -> str:
    """Return a number that ends on k or M in full, as the text of a use case may have it: "3k"."""
    short = _SHORT.fullmatch(value)
    if short is None:
        return value
    amount = Decimal(short["amount"].replace(",", "").replace("_", ""))
    return format(amount * _TIMES[short["times"].lower()], "f")


_SHORT: Final = re.compile(r"\$?(?P<amount>\d[\d,_]*(?:\.\d+)?)\s*(?P<times>[kKmM])")
_TIMES: Final = {"k": 1_000, "m": 1_000_000}
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
