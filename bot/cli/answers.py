"""Answers: what the guidance says, in a terminal."""

from bot.cli.show import console
from knowledge import Answer


def print_answer(answer: Answer) -> None:
    """Print an answer, which holds its quotes, or what the guidance has nearest to it."""
    out = console()
    out.print(answer.text)
    if answer.closest:
        out.print(f"Closest sections: {'; '.join(answer.closest)}")
    if answer.degraded:
        out.print(f"Note: {answer.degraded}")
