"""Posting: a reply of the conversation as the call of Slack that shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.blocks import render, render_form
from bot.conversation import ChartCard, EditForm, FeedbackForm, Reply
from bot.delivery import Outgoing
from bot.turns.visit import Visit

QUIET: Final[Mapping[str, object]] = {"unfurl_links": False, "unfurl_media": False}
"""Nothing is fetched for a preview: a link in a message must not call home."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the messages of a consultation go.

    Attributes:
        workspace: Team id.
        consultation: Id of the consultation.
        channel: Channel of its thread.
        thread_ts: Root of the thread; None while its root message is still to be posted.
        version: Version of the consultation, carried by forms.
    """

    workspace: str
    consultation: str
    channel: str
    thread_ts: str | None
    version: int = 0


def post(replies: Sequence[Reply], place: Place, visit: Visit) -> tuple[Outgoing, ...]:
    """Return the calls that show the replies to one visit, in order."""
    return tuple(
        _outgoing(reply, place, visit, f"{visit.key}#{number}")
        for number, reply in enumerate(replies)
    )


def _outgoing(reply: Reply, place: Place, visit: Visit, key: str) -> Outgoing:
    card = reply.card
    if isinstance(card, EditForm | FeedbackForm):
        view = render_form(card, metadata=f"{place.consultation}|{place.version}")
        return call(place, "views.open", {"trigger_id": visit.trigger, "view": view}, key=key)
    if isinstance(card, ChartCard):
        return call(place, "chart", {"alt": card.alt}, key=key, slot=reply.slot)
    rendered = render(card)
    words: dict[str, object] = {"text": rendered.text, "blocks": list(rendered.blocks), **QUIET}
    plain = {"text": rendered.text, **QUIET}
    if reply.audience == "user":
        return whisper(place, visit, words, key=key)
    return call(place, "chat.postMessage", words, key=key, slot=reply.slot, fallback=plain)


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


def whisper(place: Place, visit: Visit, words: Mapping[str, object], *, key: str) -> Outgoing:
    """Return a message that only the person who acted sees."""
    if visit.response_url:
        payload = {
            **words,
            "response_url": visit.response_url,
            "response_type": "ephemeral",
            "replace_original": False,
        }
        return call(place, "respond", payload, key=key)
    payload = {**words, "user": visit.user}
    return call(place, "chat.postEphemeral", payload, key=key)
