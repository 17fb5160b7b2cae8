"""Visits: one act of one person in Slack's terms of place, on its way from the wire to a turn."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final, Literal, TypeAlias, get_args

from bot.conversation.stored import read_noun
from bot.conversation.turns import Edited, Pressed, Said, Submitted


@dataclass(frozen=True, slots=True)
class Commanded:
    """An administrator's command: its words, or the button that stands for them."""

    words: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Files dropped into a direct message, and the words beside them.

    Attributes:
        files: Each as id and name.
    """

    text: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A tab of the advisor's own pages was opened."""

    tab: Literal["home", "messages"]


@dataclass(frozen=True, slots=True)
class FormRequested:
    """A form was asked for: the global shortcut, or a message's shortcut with its words.

    Attributes:
        text: What stands in its box.
        level: How many of its fields are shown, see `bot.conversation.fields`.
    """

    text: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class RootRefused:
    """Slack refused the root message of a consultation.

    Attributes:
        consultation: Its id.
        origin: Key of the visit that opened it.
        code: Slack's reason.
    """

    consultation: str
    origin: str
    code: str


@dataclass(frozen=True, slots=True)
class Left:
    """The workspace removed the app, or revoked its tokens.

    Attributes:
        why: What Slack told; "access": an organisation took the app out of some workspaces.
        teams: Those workspaces; empty where it is the visit's own.
    """

    why: Literal["uninstalled", "revoked", "access"]
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """The person pressed the stop button of an answer being written."""


Act: TypeAlias = (
    Said
    | Pressed
    | Submitted
    | Edited
    | Commanded
    | Shared
    | Opened
    | FormRequested
    | RootRefused
    | Left
    | Stopped
)

_NAMES: Final = {kind: kind.__name__.lower() for kind in get_args(Act)} | {FormRequested: "asked"}
"""What the inbox calls each act; the last as it was called first, since rows may wait."""
_KINDS: Final = {name: kind for kind, name in _NAMES.items()}
HOME: Final = "home"
"""The `view` of a visit on the advisor's own page, or in a window that closed by it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What happened, where and by whom.

    Attributes:
        key: Unique id; the same key twice is the same visit.
        at: Slack timestamp of the act.
        workspace: Team id; installations, consultations and settings are its own.
        user: Id of the person.
        channel: Where it happened; "" on the app's own pages.
        act: What the person did.
        second_key: Team, channel and timestamp of a message, so that the mention and the
            message event of the same words are one visit.
        thread_ts: Root of the thread, or None.
        message_ts: Timestamp of the message that carried the button, or None.
        direct: True in a direct message with the advisor.
        foreign: True for a person of another organisation (Slack Connect).
        consultation: Id carried by a form, or "".
        asked_at: Message that the form was asked for, "channel:ts", or "".
        trigger: Short-lived ticket that lets a form open, or "".
        response_url: Address for a reply that only the person sees, or "".
        enterprise: The organisation whose installation the workspace shares, or "".
        view: The window in which it happened: its id, "home" where it has closed or is the
            advisor's own page, "" for everything else.
        shared: True where another organisation reads along.
        bot: Id of the program that acted, "" for a person.
    """

    key: str
    at: str
    workspace: str
    user: str
    channel: str
    act: Act
    second_key: str | None = None
    thread_ts: str | None = None
    message_ts: str | None = None
    direct: bool = False
    foreign: bool = False
    consultation: str = ""
    asked_at: str = ""
    trigger: str = ""
    response_url: str = ""
    enterprise: str = ""
    view: str = ""
    shared: bool = False
    bot: str = ""

    @property
    def in_window(self) -> bool:
        """Tell whether it happened in a window that is still open."""
        return self.view not in {"", HOME}

    @property
    def thread(self) -> str:
        """The queue this visit waits in: visits of one thread are worked off in order."""
        if carried := self.consultation or self.asked_at:
            return carried
        root = self.thread_ts or self.message_ts
        return f"{self.channel}:{root}" if root else f"{self.channel}:{self.key}"


_WRITTEN: Final = tuple(one.name for one in fields(Visit))


def is_direct(channel: str) -> bool:
    """Tell from its id whether a channel is a direct message [docs: conversation object]."""
    return channel.startswith("D")


def write_visit(visit: Visit) -> dict[str, object]:
    """Return a visit as JSON, for the inbox."""
    written = {name: getattr(visit, name) for name in _WRITTEN}
    return {**written, "act": asdict(visit.act), "kind": _NAMES[type(visit.act)]}


def read_visit(written: Mapping[str, object]) -> Visit:
    """Return the visit behind its JSON."""
    act = read_noun(_KINDS[str(written["kind"])], written["act"])
    return read_noun(Visit, {**written, "act": act})
