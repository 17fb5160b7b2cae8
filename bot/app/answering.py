"""Answering: the reception and its rooms, wired to Slack, the knowledge base and the clock."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from bot.app.carrier import Carrier, Store
from bot.app.parts import Parts
from bot.app.workspaces import Leaving
from bot.clock import today
from bot.conversation import Desk, NoticeCard, Reply
from bot.delivery import Arrival, Outgoing
from bot.slack import People, Streaming
from bot.turns import (
    Administration,
    Assisting,
    Consulting,
    Pages,
    Place,
    Reception,
    Visit,
    is_stopped,
    post,
    read_visit,
)

APOLOGY: Final = NoticeCard(
    "Something went wrong on my side, and trying again did not help. What you told me is kept.",
    "Ask again in other words, or tell whoever looks after me; the fault is in my log.",
    tone="problem",
)


def build_reception(parts: Parts) -> Reception:
    """Return the handler of the inbox."""
    slack, library, catalogue = parts.slack, parts.library, parts.catalogue
    people = People(slack, parts.settings.administrators())

    async def open_direct(workspace: str, user: str) -> str:
        opened = await slack.call(workspace, "conversations.open", {"users": user})
        return str(opened["channel"]["id"])

    async def tell(visit: Visit, card: NoticeCard) -> None:
        place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
        for message in post([Reply(card, "", "user")], place, visit):
            await slack.send(message, ts=None)

    return Reception(
        desk=lambda: Desk(catalogue, today()),
        consulting=Consulting(Assisting(library, parts.language), open_direct),
        administration=Administration(library, people, tell),
        pages=Pages(library),
        leave=Leaving(slack, library, parts.register),
    )


def build_carrier(parts: Parts, store: Store) -> Carrier:
    """Return the gateway of the sender; `store` takes in what sending leads to."""
    streaming = Streaming(parts.slack, partial(is_stopped, parts.database))
    return Carrier(parts.slack, streaming, parts.catalogue, store)


def apologise(arrival: Arrival) -> Sequence[Outgoing]:
    """Say once, to the person, that a turn could not be worked."""
    visit = read_visit(arrival.payload)
    if not visit.user or not visit.channel:
        return ()
    place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
    return post([Reply(APOLOGY, "", "user")], place, visit)
