"""Nouns of delivery: what arrives, what goes out, who carries it, and how sending can fail.

SendError
├── NotSent     surely not sent: Slack said "slow down", or no connection came about
├── Ambiguous   nobody knows: a timeout, a reset or a server error after the request left
├── Refused     Slack took the request and said no; repeating it changes nothing
└── Parked      the workspace's token is dead; keep its queue until there is a new one
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.errors import DeliveryError
from bot.store import Session


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that happened in Slack and was acknowledged only after it was stored.

    Attributes:
        key: Unique id of the event or interaction, the same on every redelivery.
        workspace: Id of the workspace.
        thread: What must be worked on in order, one at a time (a conversation).
        kind: What it is, for the handler.
        payload: JSON.
        second_key: Another name of the same thing (channel and ts), so that a mention that
            also comes as a message is one arrival; None when there is none.
        user: Who did it, so that the person's data can be erased; "" when nobody did.
    """

    key: str
    workspace: str
    thread: str
    kind: str
    payload: Mapping[str, object]
    second_key: str | None = None
    user: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call of Slack's Web API that must happen, once.

    Attributes:
        workspace: Id of the workspace.
        consultation: Rows of one consultation are sent in order; "" for those of none.
        slot: Place in the consultation: the first message in a slot is posted, later ones
            update it.
        channel: Where it goes.
        thread_ts: The thread; None fills in the consultation's "root" message once that is
            known, or posts to the channel itself.
        method: A Web API method.
        payload: Its arguments (JSON).
        key: Unique; the same key twice is stored once.
        fallback: A plain message that is sent instead when Slack refuses the payload (blocks
            it does not take, a trigger that expired).
    """

    workspace: str
    consultation: str
    slot: str
    channel: str
    thread_ts: str | None
    method: str
    payload: Mapping[str, object]
    key: str
    fallback: Mapping[str, object] | None = None


Handler: TypeAlias = Callable[[Session, Arrival], Awaitable[Sequence[Outgoing]]]
"""Works one turn. It runs inside the transaction that closes the inbox row and stores what it
returns: read first, think (models, search), write last, for on SQLite the first write keeps
every other writer waiting until the turn is done."""


class SendError(DeliveryError):
    """A message did not go out as it should; the subclass says how much is known."""


class NotSent(SendError):  # noqa: N818  (what is known, not what broke)
    """Surely not sent; `retry_after` seconds must pass before the next attempt, if told."""

    def __init__(self, retry_after: float | None = None) -> None:
        """Keep Slack's Retry-After."""
        super().__init__("Slack did not take a message.", "It is sent again by itself.")
        self.retry_after = retry_after


class Ambiguous(SendError):  # noqa: N818  (what is known, not what broke)
    """Nobody knows whether Slack took it, or all of it."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            "Slack may have taken a message.", "It is looked up before it is repeated."
        )


class Refused(SendError):  # noqa: N818  (what is known, not what broke)
    """Slack said no; `code` is its reason."""

    def __init__(self, code: str) -> None:
        """Keep Slack's reason."""
        super().__init__(f"Slack refused a message: {code}.", "Look the code up in Slack's manual.")
        self.code = code


class Parked(SendError):  # noqa: N818  (what is known, not what broke)
    """The token of the workspace is dead."""

    def __init__(self, code: str = "invalid_auth") -> None:
        """Keep Slack's reason."""
        super().__init__(
            f"Slack no longer takes the workspace's token: {code}.", "Install the app again."
        )
        self.code = code


class Gateway(Protocol):
    """What carries messages to Slack; bot/slack has the real one.

    One row may take several calls. NotSent, Refused and Parked say that nothing of it is to be
    seen; once anything may be, whatever fails is Ambiguous.
    """

    async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
        """Make the call. `ts`: the message it updates. Return the ts of the message it left.

        Raises:
            SendError: NotSent, Ambiguous, Refused or Parked.
        """

    async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
        """Look for what an earlier, doubtful attempt left, and make it whole.

        Args:
            outgoing: The row.
            since: When it was stored, in seconds since 1970; its message is not older.

        Returns:
            The ts of the message; None when nothing of it is there.

        Raises:
            Refused: The bot may not look there.
            SendError: Slack could not be asked, so that nothing is known yet.
        """
