"""Flags: which red flags against fine-tuning that the guidance quotes hold in a case.

They are those of `knowledge/guidance/choosing-an-approach.md` (Microsoft, azure-skills diagnosis on
GitHub, 2026), each with the fact that tells. They move no score: the rules weigh the same facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.conversation.desk import Desk
from bot.conversation.state import State


@dataclass(frozen=True, slots=True)
class Flag:
    """One red flag: it holds at some levels of a fact, or below a number."""

    words: str
    fact: str
    levels: frozenset[str] = frozenset()
    below: Decimal = Decimal(0)

    def holds(self, value: object) -> bool:
        """Tell whether it holds for a stated value."""
        return value < self.below if isinstance(value, Decimal) else str(value) in self.levels


FLAGS: Final = (
    Flag("the plain model already does well", "gap", frozenset({"none"})),
    Flag("the task changes often", "task_change", frozenset({"shifting"})),
    Flag("there are fewer than 50 examples", "labelled_examples", below=Decimal(50)),
    Flag("correctness is highly subjective", "grader", frozenset({"none"})),
)


def judge_flags(state: State, desk: Desk) -> str:
    """Say how many red flags hold, how many do not and how many nobody knows of, and which."""
    known = {flag: state.facts.get(flag.fact) for flag in FLAGS}
    raised = [flag for flag, value in known.items() if value is not None and flag.holds(value)]
    lowered = [flag for flag, value in known.items() if value is not None and flag not in raised]
    unknown = [flag for flag, value in known.items() if value is None]
    parts = (
        (raised, "holds here", "hold here", _told(raised, state, desk)),
        (lowered, "can be ruled out", "can be ruled out", _told(lowered, state, desk)),
        (unknown, "is not known", "are not known", "; ".join(flag.words for flag in unknown)),
    )
    counted = [
        f"{len(flags)} {one if len(flags) == 1 else many}: {told}"
        for flags, one, many, told in parts
        if flags
    ]
    return f"Of the {len(FLAGS)} red flags against fine-tuning {'. '.join(counted)}."


def _told(flags: Iterable[Flag], state: State, desk: Desk) -> str:
    return "; ".join(
        f"{flag.words} ({desk.show(flag.fact, state.facts.get(flag.fact))})" for flag in flags
    )
