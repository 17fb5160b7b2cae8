"""Answering: the reception and its rooms, wired to Slack, the knowledge base and the clock."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Final

from advisors import Catalogue
from bot.app.carrier import Carrier
from bot.app.hands import Hands
from bot.app.parts import Parts
from bot.app.workspaces import Leaving
from bot.clock import seconds, today
from bot.conversation import Desk, NoticeCard, Reply
from bot.delivery import Arrival, Outgoing, Store
from bot.slack import Files, People, Streaming
from bot.turns import (
    Administration,
    Assisting,
    Consulting,
    Governing,
    HouseRules,
    Knowing,
    Pages,
    Place,
    Reception,
    Windows,
    Writing,
    is_stopped,
    post,
    read_visit,
)
from knowledge import Library

APOLOGY: Final = NoticeCard(
    "Something went wrong on my side, and trying again did not help. What you told me is kept.",
    "Ask again in other words, or tell whoever looks after me; the fault is in my log.",
    tone="problem",
)


def build_reception(parts: Parts, library: Library) -> Reception:
    """Return the handler of the inbox."""
    settings = parts.settings
    people = People(parts.slack, settings.administrators())
    hands = Hands(parts.slack)
    administration = Administration(
        people,
        Knowing(library, hands.tell, Files(parts.slack).fetch),
        Governing(library, settings.model_tokens_per_workspace_month, today),
        hands.open_direct,
    )
    assisting = Assisting(library, parts.language)
    pen = _streaming(parts) if parts.language else None
    writing = Writing(parts.database, pen, hands.show_status)
    return Reception(
        desk=lambda: _desk_on(today(), parts.catalogue),
        rules=HouseRules(people),
        consulting=Consulting(assisting, hands.open_direct, hands.link, writing),
        administration=administration,
        pages=Pages(library, administration, hands.link),
        windows=Windows(hands.open_window, seconds),
        leave=Leaving(parts.slack, library, parts.register),
    )


@lru_cache(maxsize=1)
def _desk_on(day: date, catalogue: Catalogue) -> Desk:
    """Return the desk of a day, which remembers what it advised."""
    return Desk(catalogue, day)


def build_carrier(parts: Parts, store: Store) -> Carrier:
    """Return the gateway of the sender; `store` takes in what sending leads to."""
    return Carrier(parts.slack, _streaming(parts), parts.catalogue, store, parts.database)


def _streaming(parts: Parts) -> Streaming:
    return Streaming(parts.slack, partial(is_stopped, parts.database))


def apologise(arrival: Arrival) -> Sequence[Outgoing]:
    """Say once, to the person, that a turn could not be worked."""
    visit = read_visit(arrival.payload)
    if not visit.user:
        return ()
    place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
    return post([Reply(APOLOGY, "", "user")], place, visit)
