"""Pieces: the words of a long answer, cut for those who read along while it is written."""

from typing import Final

BUFFER: Final = 256
"""Characters that make a call of Slack worth it."""
PIECE: Final = 384
"""Characters that one call adds, at most: a dozen calls for 3,000 characters and not 600."""
PAUSE_SECONDS: Final = 1.0
"""Between two calls."""


def cut(words: str) -> tuple[str, ...]:
    """Cut words into pieces that can be written one after the other, at spaces where it can be.

    >>> [len(piece) for piece in cut("word " * 200)]
    [380, 380, 240]
    """
    pieces, rest = [], words
    while len(rest) > PIECE:
        pieces.append(first_piece(rest))
        rest = rest[len(pieces[-1]) :]
    return (*pieces, rest)


def first_piece(words: str) -> str:
    """Return the piece that is written first."""
    if len(words) <= PIECE:
        return words
    space = words.rfind(" ", PIECE // 2, PIECE)
    return words[: space + 1 if space > 0 else PIECE]
