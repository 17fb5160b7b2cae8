"""History: what a person is told of the consultations begun so far."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedConsultation:
    """One line of a person's consultations.

    Attributes:
        title: The use case in a few words.
        recommended: Whether it has led to a recommendation.
        day: When it last changed, "2026-11-22".
        channel: Id of the channel it stands in.
        link: Permalink of its thread, or "".
    """

    title: str
    recommended: bool
    day: str
    channel: str
    link: str = ""

    @property
    def stage(self) -> str:
        """How far it is, in a few words."""
        return "recommended" if self.recommended else "waiting for an answer"


@dataclass(frozen=True, slots=True)
class HistoryCard:
    """Consultations of the person who asks, the newest first."""

    entries: tuple[ListedConsultation, ...] = ()
