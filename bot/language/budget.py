"""Budget: what may be spent on a message, a person's day and a workspace's month."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Tokens that may be used, read and written together."""

    message: int
    user_day: int
    workspace_month: int


@dataclass(frozen=True, slots=True)
class Spending:
    """Use of the model by one person of one workspace on one day.

    Attributes:
        calls: How often it is asked.
        tokens: Read and written together.
        micro_usd: Cost in millionths of a dollar.
    """

    workspace: str
    user: str
    on: date
    calls: int = 0
    tokens: int = 0
    micro_usd: int = 0


class Ledger(Protocol):
    """Where spending is written down."""

    async def reserve(self, spending: Spending, limits: Limits) -> bool:
        """Write down what a call may use before it is made; False when a limit forbids it."""
        ...

    async def settle(self, reserved: Spending, spent: Spending) -> None:
        """Put what was used in place of what was reserved."""
        ...


@dataclass(slots=True)
class Asker:
    """One message being answered: who asks, and what answering may still take.

    Make one for each message and pass it to every call, so that together they keep to one
    deadline and one budget.

    Attributes:
        workspace: The workspace that pays.
        user: Id of the person.
        on: The day.
        tokens: Used or reserved so far.
        remark: What to tell the person when the model could not help, or "".
    """

    workspace: str
    user: str
    on: date
    tokens: int = 0
    remark: str = ""
    _until: float | None = field(default=None, repr=False)

    def until(self, now: float, deadline_seconds: float) -> float:
        """Return when everything must be done; the first call starts the clock."""
        if self._until is None:
            self._until = now + deadline_seconds
        return self._until


@dataclass(slots=True)
class MemoryLedger:
    """Spending of one process, for the command line and for trying things."""

    spent: list[Spending] = field(default_factory=list)

    async def reserve(self, spending: Spending, limits: Limits) -> bool:
        """See `Ledger`."""
        mine = [one for one in self.spent if one.workspace == spending.workspace]
        month = sum(one.tokens for one in mine if _month(one.on) == _month(spending.on))
        today = sum(
            one.tokens for one in mine if (one.user, one.on) == (spending.user, spending.on)
        )
        if (
            month + spending.tokens > limits.workspace_month
            or today + spending.tokens > limits.user_day
        ):
            return False
        self.spent.append(spending)
        return True

    async def settle(self, reserved: Spending, spent: Spending) -> None:
        """See `Ledger`."""
        self.spent.remove(reserved)
        self.spent.append(spent)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def read_limits(settings: Settings) -> Limits:
    """Return the limits of the settings."""
    return Limits(
        settings.model_tokens_per_message,
        settings.model_tokens_per_user_day,
        settings.model_tokens_per_workspace_month,
    )
