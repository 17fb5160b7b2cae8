"""Listing: a question that wants the rows of a table ("which plans are there?"), and those rows."""

import re
from collections.abc import Iterable, Sequence

from knowledge.answers.evidence import Quote, Section, row_quote, table_rows
from knowledge.passages.tables import Row
from knowledge.words.names import with_aliases
from knowledge.words.terms import TOKEN, filler_words, stem, terms

FEWEST, MOST = 2, 20
"""Rows that make a list; a longer table is not read out."""
NEAR_BEST = 0.9
"""How near to the best section found that of a table must come whose column is half named."""

Good = Sequence[tuple[Section, float]]


def listed(question: str, good: Good) -> list[Quote]:
    """Return the rows that a question asks for by the name of their first column, in the plural.

    "What cost factors does fine-tuning have?" wants every row below "Cost factor", and "Which use
    cases suit fine-tuning?" those below "Use case" that have a cell "Fine-tuning". A question that
    names a row wants that one.
    """
    plurals, asked = _plurals(question), frozenset(terms(with_aliases(question)))
    best = max((share for _, share in good), default=0.0)
    for section, share in good:
        rows = [
            row
            for row, column in ((row, _noun(row.header[0])) for row in table_rows(section))
            if plurals & column and (share >= NEAR_BEST * best or column <= asked)
        ]
        chosen = _asked(rows, asked)
        if FEWEST <= len(rows) <= MOST and chosen:
            return [row_quote(section, row, share) for row in chosen]
    return []


def _noun(header: str) -> frozenset[str]:
    """Return the terms of a column's name without what it is of: "Type of prompting" is types."""
    return frozenset(terms(re.split(r"\b(?:of|for|in|by)\b", header, maxsplit=1)[0]))


def _plurals(question: str) -> frozenset[str]:
    words = (word.lower() for word in TOKEN.findall(question))
    return frozenset(stem(word) for word in words if word.endswith("s") and stem(word) != word)


def _asked(rows: Sequence[Row], asked: frozenset[str]) -> list[Row]:
    """Return the rows with a cell that the question names, else all; none when it names a row."""
    if any(_own(row) & asked for row in rows):
        return []
    named = [row for row in rows if any(_named(cell, asked) for cell in row.cells[1:])]
    return named or list(rows)


def _own(row: Row) -> frozenset[str]:
    """Return the terms of a row's name that its column, and the other columns, do not have."""
    return frozenset(terms(row.cells[0])) - filler_words() - _all_terms(row.header)


def _named(cell: str, asked: frozenset[str]) -> bool:
    own = frozenset(terms(cell))
    return bool(own) and own <= asked


def _all_terms(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(term for text in texts for term in terms(text))
