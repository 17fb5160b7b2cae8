"""Answers: what the guidance says, in a terminal."""

from typing import TYPE_CHECKING

from bot.cli.show import console
from knowledge import Answer

if TYPE_CHECKING:
    from bot.language import WordedAnswer


def print_answer(answer: Answer) -> None:
    """Print an answer, which holds its quotes, or what the guidance has nearest to it."""
    out = console()
    out.print(answer.text)
    if answer.closest:
        out.print(f"Closest sections: {'; '.join(answer.closest)}")
    if answer.degraded:
        out.print(f"Note: {answer.degraded}")


def print_worded(answer: Answer, worded: "WordedAnswer") -> None:
    """Print an answer in a language model's words, then the quotes it rests on."""
    from bot.language import DISCLOSURE

    out = console()
    if answer.reservation:
        out.print(f"{answer.reservation}\n")
    out.print(worded.text)
    for one in worded.citations:
        out.print(f"\n“{one.quote}”\n— {one.section or one.source}")
    out.print(f"\n{DISCLOSURE}")
