"""Tables: rows and cells of the two kinds of table, and the size of their contents."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.blocks import limits
from bot.blocks.linting.checks import (
    Check,
    Fault,
    Object,
    anything,
    flag,
    join,
    many,
    one_of,
    shape,
    string,
    typed,
    whole,
)
from bot.blocks.linting.elements import RAW_NUMBER
from bot.blocks.linting.rich import RICH_TEXT

_RAW_TEXT: Final = shape({"type": anything, "text": string()}, ["text"])
_CELLS: Final[Mapping[str, Check]] = {
    "raw_text": _RAW_TEXT,
    "raw_number": RAW_NUMBER,
    "rich_text": RICH_TEXT,
}
_CELL: Final = typed(_CELLS, "table cell", ("plain_text", "mrkdwn", "section", "image"))
_ROW: Final = many(_CELL, limits.TABLE_COLUMNS)
_SETTING: Final = shape({"align": one_of("left", "center", "right"), "is_wrapped": flag})


def _setting(value: object, path: str) -> Iterator[Fault]:
    """Check a column's settings; null leaves a column as it is."""
    if value is not None:
        yield from _SETTING(value, path)


def _full(value: Object, path: str) -> Iterator[Fault]:
    rows = value.get("rows")
    for at, row in enumerate(rows if isinstance(rows, list) else []):
        for column, cell in enumerate(row if isinstance(row, list) else []):
            rich = isinstance(cell, Mapping) and cell.get("type") == "rich_text"
            if rich and not characters(cell):
                yield Fault(
                    f"{path}.rows[{at}][{column}]", "empty-cell", "a cell must not be empty"
                )


def _even(value: Object, path: str) -> Iterator[Fault]:
    rows = value.get("rows")
    lists = [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []
    if len({len(row) for row in lists}) > 1:
        yield Fault(join(path, "rows"), "uneven", "every row needs the same number of cells")


def _head(value: Object, path: str) -> Iterator[Fault]:
    rows = value.get("rows")
    first = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else []
    for at, cell in enumerate(first):
        if isinstance(cell, Mapping) and cell.get("type") == "rich_text":
            yield Fault(
                f"{path}.rows[0][{at}]", "placement", "the head of a data table is raw text"
            )


def characters(value: Any) -> int:
    """Count the characters that a table's cells hold."""
    if isinstance(value, Mapping):
        own = value.get("text")
        inner = sum(characters(one) for key, one in value.items() if key in {"rows", "elements"})
        return inner + (len(own) if isinstance(own, str) else 0)
    return sum(characters(one) for one in value) if isinstance(value, list) else 0


_BLOCK: Final[Mapping[str, Check]] = {"type": anything, "block_id": string(limits.BLOCK_ID)}
TABLE: Final = shape(
    {
        **_BLOCK,
        "rows": many(_ROW, limits.TABLE_ROWS),
        "column_settings": many(_setting, limits.TABLE_COLUMNS, 0),
    },
    ["rows"],
    _full,
)
DATA_TABLE: Final = shape(
    {
        **_BLOCK,
        "caption": string(),
        "rows": many(_ROW, limits.DATA_TABLE_ROWS, 2),
        "page_size": whole(1, limits.DATA_TABLE_PAGE),
        "row_header_column_index": whole(0, limits.TABLE_COLUMNS - 1),
    },
    ["caption", "rows"],
    _full,
    _even,
    _head,
)
