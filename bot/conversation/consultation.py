"""A consultation: its turns, kept sorted, and the state they lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args

from advisors import Facts
from bot.conversation.reading import Reading
from bot.conversation.state import Introduction, State
from bot.conversation.stored import read_noun
from bot.conversation.turns import Act, Edited, Said, Turn

KEPT: Final = 1000
"""Turns remembered; older ones are settled and live on in the state only."""

_ACTS: Final[dict[str, type[Act]]] = {kind.__name__.lower(): kind for kind in get_args(Act)}


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """A turn with all that it was taken in with, so that taking it in again gives the same.

    Attributes:
        turn: What a person did.
        on: The day.
        reading: What a model read in its words, or None.
        introduction: A model's words before the recommendation it led to, or None.
    """

    turn: Turn
    on: date
    reading: Reading | None = None
    introduction: Introduction | None = None

    @property
    def order(self) -> tuple[str, str]:
        """Place among the turns: Slack timestamps sort as padded text."""
        whole, _, part = self.turn.at.partition(".")
        return f"{whole:0>20}.{part:0<9}", self.turn.key


@dataclass(frozen=True, slots=True)
class Consultation:
    """One dialogue from the first words to the last.

    Attributes:
        turns: The turns by (at, key), each key once.
        state: The fold over them.
    """

    turns: tuple[RecordedTurn, ...] = ()
    state: State = field(default_factory=State)

    @property
    def version(self) -> int:
        """Version that fresh cards carry."""
        return self.state.version

    @property
    def title(self) -> str:
        """The use case in a few words, or ""."""
        return self.state.title

    @property
    def facts(self) -> Facts:
        """What is known so far."""
        return self.state.facts

    def has(self, key: str) -> bool:
        """Tell whether a turn was taken in before."""
        return any(kept.turn.key == key for kept in self.turns)

    def taking(self, kept: RecordedTurn) -> "Consultation":
        """Return the consultation with a turn added in its place; words of deleted ones erased."""
        turns = tuple(sorted((*self.turns, kept), key=lambda one: one.order))
        return replace(self, turns=erase(turns)[-KEPT:])

    @staticmethod
    def is_recommended(written: Mapping[str, Any]) -> bool:
        """Tell whether it led to a recommendation, from its JSON object: the turns stay unread."""
        return bool(written["state"].get("recommended"))

    def to_json(self) -> dict[str, object]:
        """Return the consultation as a JSON object."""
        return {
            "turns": [
                {**_write(kept), "kind": type(kept.turn.act).__name__.lower()}
                for kept in self.turns
            ],
            "state": _write(self.state),
        }

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "Consultation":
        """Return the consultation behind its JSON object."""
        turns = tuple(_read_recorded(kept) for kept in written["turns"])
        return cls(turns, read_noun(State, _with_numbers(written["state"])))


def erase(turns: tuple[RecordedTurn, ...]) -> tuple[RecordedTurn, ...]:
    """Return the turns with every word of deleted messages gone."""
    gone = {
        kept.turn.act.key
        for kept in turns
        if isinstance(kept.turn.act, Edited) and not kept.turn.act.text
    }
    return tuple(_erased(kept) if _concerns(kept.turn, gone) else kept for kept in turns)


def _concerns(turn: Turn, gone: set[str]) -> bool:
    """Tell whether a turn says a deleted message, or rewrites one; a rewriting is no message.

    Blanked by its own key, it would read as the deletion of the message that it rewrites.
    """
    act = turn.act
    return (act.key if isinstance(act, Edited) else turn.key) in gone


def _erased(kept: RecordedTurn) -> RecordedTurn:
    act = kept.turn.act
    if isinstance(act, Said | Edited):
        return RecordedTurn(replace(kept.turn, act=replace(act, text="")), kept.on)
    return kept


def _write(value: Any) -> Any:
    """Return a noun as JSON: objects by field, numbers as text, facts by name."""
    if isinstance(value, Facts):
        skipped, presumed = sorted(value.skipped), _write(value.presumed)
        return {"values": _write(value.values), "skipped": skipped, "presumed": presumed}
    if isinstance(value, Mapping):
        return {str(key): _write(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_write(one) for one in value]
    if is_dataclass(value):
        return {one.name: _write(getattr(value, one.name)) for one in fields(value)}
    return _write_leaf(value)


def _write_leaf(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return value.isoformat() if isinstance(value, date) else value


def _read_recorded(written: Mapping[str, Any]) -> RecordedTurn:
    turn = written["turn"]
    act = read_noun(_ACTS[written["kind"]], turn["act"])
    return read_noun(RecordedTurn, _with_numbers({**written, "turn": {**turn, "act": act}}))


def _with_numbers(written: Any) -> Any:
    if isinstance(written, list):
        return [_with_numbers(one) for one in written]
    if not isinstance(written, dict):
        return written
    if written.keys() == {"number"}:
        return Decimal(written["number"])
    return {name: _with_numbers(one) for name, one in written.items()}
