"""Posting: a reply of the conversation as the call of Slack that shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args

from bot.blocks import Streamed, render, streamed
from bot.conversation import FileCard, Reply, RootCard, Shape
from bot.delivery import Outgoing
from bot.turns.origin import FormOrigin
from bot.turns.visit import Visit, is_direct

QUIET: Final[Mapping[str, object]] = {"unfurl_links": False, "unfurl_media": False}
"""Nothing is fetched for a preview: a link in a message must not call home."""


FILES: Final[frozenset[str]] = frozenset(get_args(Shape))
"""The methods of outbox rows that order a file of the costs: made when it is sent, then uploaded."""
NO_FILE: Final = (
    "Slack did not take the file. Say ‘calculation’ to see every line of the costs here."
)
STREAM: Final = "stream"
"""The method of an outbox row whose words are written bit by bit."""
RESPOND: Final = "respond"
"""The method of an outbox row that answers at the address a command brought along."""
HOME_PAGE: Final = "home"
"""The method of an outbox row that has a person's page shown anew, once what precedes it is sent."""
LATE: Final = "The form came too late for Slack to show it. Please press the button again."
"""Said where a form could not open: its ticket is good for three seconds."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands in a thread of an answer that is not whole.

    Attributes:
        ts: Its timestamp; "" when nobody knows whether Slack has taken it.
        words: What it says so far; "" when nobody knows.
    """

    ts: str
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the messages of a consultation go.

    Attributes:
        workspace: Team id.
        consultation: Id of the consultation.
        channel: Channel of its thread.
        thread_ts: Root of the thread; None while its root message is still to be posted.
        version: Version of the consultation, carried by forms.
        begun: An answer that stands there already in part; the one to be posted makes it whole.
    """

    workspace: str
    consultation: str
    channel: str
    thread_ts: str | None
    version: int = 0
    begun: Begun | None = None


def post(replies: Sequence[Reply], place: Place, visit: Visit) -> tuple[Outgoing, ...]:
    """Return the calls that show the replies to one visit, in order."""
    return tuple(
        _outgoing(reply, place, visit, f"{visit.key}#{number}")
        for number, reply in enumerate(replies)
    )


def _outgoing(reply: Reply, place: Place, visit: Visit, key: str) -> Outgoing:
    card = reply.card
    if isinstance(card, FileCard):
        told = {"text": render(card).text if card.shape == "chart" else NO_FILE, **QUIET}
        return call(place, card.shape, _order(card), key=key, slot=reply.slot, fallback=told)
    if isinstance(card, RootCard) and is_direct(place.channel):
        card = replace(card, private=True)
    rendered = render(card, reply.remark)
    plain = {"text": rendered.text, **QUIET}
    if rendered.view is not None:
        origin = FormOrigin(place.consultation, visit.asked_at, place.version)
        view = {**rendered.view, "private_metadata": origin.pack()}
        late = {"text": LATE, "user": visit.user, **QUIET}
        return show_view(view, place, visit, key=key, late=late)
    words: dict[str, object] = {"text": rendered.text, "blocks": list(rendered.blocks), **QUIET}
    if reply.audience == "user":
        return whisper(place, visit, words, key=key)
    begun = place.begun
    if visit.user and (parts := streamed(reply.card, reply.remark, begun=begun is not None)):
        written = {**words, **_bit_by_bit(parts, visit, begun)}
        return call(place, STREAM, written, key=key, slot=reply.slot, fallback=plain)
    return call(place, "chat.postMessage", words, key=key, slot=reply.slot, fallback=plain)


def show_view(
    view: Mapping[str, object],
    place: Place,
    visit: Visit,
    *,
    key: str,
    late: Mapping[str, object],
) -> Outgoing:
    """Return the call that opens a window, or turns the one that was acted in into another."""
    if visit.in_window:
        shown = {"view_id": visit.view, "view": view}
        return call(place, "views.update", shown, key=key, fallback=late)
    opened = {"trigger_id": visit.trigger, "view": view}
    return call(place, "views.open", opened, key=key, fallback=late)


def show_home(place: Place, visit: Visit) -> Outgoing:
    """Return the order to show a person's page anew, from which a form may have been sent in."""
    return call(place, HOME_PAGE, {"user": visit.user}, key=f"{visit.key}:home")


def _bit_by_bit(parts: Streamed, visit: Visit, begun: Begun | None) -> dict[str, object]:
    """Return what a stream needs beside the message it can always be posted as."""
    stands = {"begun": {"ts": begun.ts, "words": begun.words}} if begun else {}
    return {
        **stands,
        "markdown": parts.words,
        "closing": list(parts.closing),
        "recipient": visit.user,
        "asked_at": visit.at,
    }


def _order(card: FileCard) -> dict[str, object]:
    """Return what the file is made from, facts and a day, and our own words beside it."""
    facts = card.advice.facts
    return {
        "facts": {name: str(value) for name, value in facts.values.items()},
        "skipped": sorted(facts.skipped),
        "presumed": {name: str(value) for name, value in facts.presumed.items()},
        "on": card.advice.as_of.isoformat(),
        "recommended": card.advice.approach,
        "words": render(card).text,
        "alt": card.alt,
    }


def call(  # noqa: PLR0913  (an outbox row is made of these)
    place: Place,
    method: str,
    payload: Mapping[str, object],
    *,
    key: str,
    slot: str = "",
    fallback: Mapping[str, object] | None = None,
) -> Outgoing:
    """Return one outbox row of a consultation."""
    return Outgoing(
        workspace=place.workspace,
        consultation=place.consultation,
        slot=slot,
        channel=place.channel,
        thread_ts=place.thread_ts,
        method=method,
        payload=payload,
        key=key,
        fallback=fallback,
    )


def whisper(
    place: Place,
    visit: Visit,
    words: Mapping[str, object],
    *,
    key: str,
    replacing: bool = False,
) -> Outgoing:
    """Return a message that only the person who acted sees; perhaps in place of its card.

    Whoever sent a form in, or is on the app's own pages, stands in no channel and is written to.
    """
    if visit.response_url:
        payload = {
            **words,
            "response_url": visit.response_url,
            "response_type": "ephemeral",
            "replace_original": replacing,
        }
        plain = {"text": words["text"], "user": visit.user, **QUIET}
        return call(place, RESPOND, payload, key=key, fallback=plain)
    if not place.channel:
        direct = replace(place, channel=visit.user, thread_ts=None)
        return call(direct, "chat.postMessage", words, key=key)
    payload = {**words, "user": visit.user}
    return call(place, "chat.postEphemeral", payload, key=key)
