"""Tables: the rows of a TOML file, read with their line numbers, every fault collected."""

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from advisors.errors import CatalogueError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a data file, with the line where it stands and how to mend it."""

    file: str
    line: int
    what: str
    mend: str

    def show(self) -> str:
        """Show the fault as `file:line: what (mend)`."""
        return f"{self.file}:{self.line}: {self.what} ({self.mend})"


class Faults:
    """Collects every fault of a folder, so that a reader mends them in one go."""

    def __init__(self) -> None:
        """Begin without faults."""
        self.found: list[Fault] = []
        self.others: list[str] = []

    def add(self, file: str, line: int, what: str, mend: str) -> None:
        """Note one fault."""
        self.found.append(Fault(file, line, what, mend))

    def gather(self) -> CatalogueError:
        """Return one error that lists every fault with file, line and mend."""
        ordered = sorted(self.found, key=lambda fault: (fault.file, fault.line, fault.what))
        listed = "\n".join([*(fault.show() for fault in ordered), *self.others])
        return CatalogueError(
            f"The data files cannot be trusted:\n{listed}",
            "Mend the lines named above and start again.",
        )


@dataclass(slots=True)
class Row:
    """One table of a file; reading a missing or misshapen key notes a fault and goes on.

    Attributes:
        file: Name of the file, for messages.
        line: Line of the table's header.
        values: What the table holds.
        faults: Where faults are noted.
        lines: The line of each key.
    """

    file: str
    line: int
    values: dict[str, object]
    faults: Faults
    lines: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def wrong(self, what: str, mend: str, key: str = "") -> None:
        """Note a fault at this table, or at one of its keys."""
        self.faults.add(self.file, self.lines.get(key, self.line), what, mend)

    def take(self, key: str, kind: type, default: object = None) -> object:
        """Return the value of a key when it has the right type, else note a fault."""
        self.seen.add(key)
        if key not in self.values:
            if default is None:
                self.wrong(f"`{key}` is missing", f"add `{key} = …`")
            return kind() if default is None else default
        value = self.values[key]
        if type(value) is not kind:
            self.wrong(f"`{key}` is not {_NAMES[kind]}", f"write {_NAMES[kind]}", key)
            return kind() if default is None else default
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be empty."""
        value = str(self.take(key, str, default))
        if default is None and key in self.values and not value.strip():
            self.wrong(f"`{key}` is empty", "write a sentence", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty when the key is absent."""
        value = self.take(key, list, [])
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        value = self.take(key, int, default)
        return value if isinstance(value, int) else 0

    def number(self, key: str, default: str | None = None) -> Decimal:
        """Return an exact number, written in the file as text so that no float comes in."""
        text = str(self.take(key, str, default))
        try:
            return Decimal(text)
        except InvalidOperation:
            self.wrong(f"`{key}` is not a number: {text!r}", 'write it as "12.5"', key)
            return Decimal(0)

    def mapping(self, key: str) -> dict[str, object]:
        """Return an inline table, empty when the key is absent."""
        value = self.take(key, dict, {})
        return value if isinstance(value, dict) else {}

    def rows(self, key: str) -> list["Row"]:
        """Return a list of inline tables as rows of their own."""
        value = self.take(key, list, [])
        items = value if isinstance(value, list) else []
        line = self.lines.get(key, self.line)
        return [Row(self.file, line, item, self.faults) for item in items if isinstance(item, dict)]

    def finish(self) -> None:
        """Note every key that nothing reads: it is a slip of the pen."""
        for key in sorted(set(self.values) - self.seen):
            self.wrong(f"`{key}` is not a key of this table", "correct or remove it", key)


_NAMES = {
    str: "a text",
    int: "a whole number",
    list: "a list",
    dict: "a table in braces",
    bool: "true or false",
}
_HEADER = re.compile(r"^\[\[?([A-Za-z0-9_-]+)\]\]?")
_KEY = re.compile(r"^([A-Za-z0-9_-]+)\s*=")


def read_tables(path: Path, name: str, faults: Faults) -> list[Row]:
    """Return every `[[name]]` (or the one `[name]`) table of a file, in order."""
    parsed = _parse(path, faults)
    held = parsed.get(name, [])
    tables = held if isinstance(held, list) else [held]
    placed = _places(path, name) if parsed else []
    rows = []
    for table, (line, lines) in zip(tables, placed, strict=False):
        if isinstance(table, dict):
            rows.append(Row(path.name, line, table, faults, lines))
    if not rows and parsed:
        faults.add(path.name, 1, f"there is no [[{name}]] table", f"add at least one [[{name}]]")
    return rows


def _parse(path: Path, faults: Faults) -> dict[str, object]:
    try:
        return _load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.add(path.name, 1, "the file is missing", "put it back from the release")
    except UnicodeDecodeError:
        faults.add(path.name, 1, "the file is not UTF-8", "save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else 1
        faults.add(path.name, line, f"not TOML: {error}", "correct the syntax")
    return {}


@lru_cache(maxsize=4)
def _load(text: str) -> dict[str, object]:
    """Parse a file once, however many kinds of table are read from it."""
    return tomllib.loads(text)


def _places(path: Path, name: str) -> list[tuple[int, dict[str, int]]]:
    """Find the line of each table called `name` and of its keys: tomllib does not tell."""
    places: list[tuple[int, dict[str, int]]] = []
    inside = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if header := _HEADER.match(line):
            inside = header.group(1) == name
            if inside:
                places.append((number, {}))
        elif inside and (key := _KEY.match(line)):
            places[-1][1].setdefault(key.group(1), number)
    return places
