"""Inbox: an event is stored, and only then acknowledged."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.delivery.nouns import Arrival
from bot.delivery.rounds import DATABASE_ERRORS
from bot.errors import DeliveryError
from bot.store import Database
from bot.store.tables import inbox


def _nobody() -> None:
    """Wake nobody: another process works the turns."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where arrivals are stored.

    Attributes:
        database: An open database.
        wake: Tells a worker of this process that there is something to do.
    """

    database: Database
    wake: Callable[[], None] = _nobody

    async def store(self, arrival: Arrival) -> bool:
        """Store an arrival; it survives a kill once this returns.

        Returns:
            False when it, or the same message under its second key, was stored before.

        Raises:
            DeliveryError: It could not be stored; do not acknowledge it.
        """
        try:
            async with self.database.writing(arrival.workspace, urgent=True) as session:
                new = await session.insert(
                    inbox,
                    key=arrival.key,
                    second_key=arrival.second_key,
                    thread=arrival.thread,
                    user=arrival.user,
                    kind=arrival.kind,
                    payload=dict(arrival.payload),
                    state="waiting",
                )
        except DATABASE_ERRORS as error:
            raise DeliveryError(
                f"The event could not be stored: {type(error).__name__}.",
                "Slack delivers it again; check the database if this goes on.",
            ) from error
        if new:
            self.wake()
        return new
