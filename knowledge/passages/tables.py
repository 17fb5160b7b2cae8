"""Tables: the rows of a document's tables, with their cells and the exact place of each row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        start: Offset of the row's line in the document.
        end: Offset behind it, without the line break.
        header: The names of the columns, one for each cell.
        cells: The cells; the first one names the row.
    """

    start: int
    end: int
    header: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def prose(self) -> str:
        """The row as a sentence: "Initial investment: Fine-tuning: high; Prompts: low."."""
        named = zip(self.header[1:], self.cells[1:], strict=True)
        values = "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)
        return f"{self.cells[0]}: {values}." if values else self.cells[0]


def rows(text: str) -> Iterator[Row]:
    r"""Yield the rows of every pipe table of a Markdown text.

    >>> [row.prose for row in rows("| a | b |\n|---|---|\n| cost | low |")]
    ['cost: b: low.']
    """
    header: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    offset = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip()
        cells = _cells(bare) if "|" in bare else ()
        if not cells:
            header = ()
        elif RULE.match(bare):
            header = previous
        elif header:
            begin = offset + len(line) - len(line.lstrip())
            yield Row(begin, offset + len(bare), header, _fitted(cells, len(header)))
        previous = cells
        offset += len(line)


def linearised(text: str) -> dict[int, str]:
    """Return the prose of each row by the offset where the row begins."""
    return {row.start: row.prose for row in rows(text)}


def _cells(line: str) -> tuple[str, ...]:
    stripped = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip() for cell in CELL.split(stripped))


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return exactly `width` cells: missing ones are empty, further ones join the last."""
    if len(cells) > width:
        return (*cells[: width - 1], " ".join(cells[width - 1 :]))
    return cells + ("",) * (width - len(cells))
