"""Windows: a form that takes long opens in time all the same, and fills in when it is ready."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.blocks import render_panel
from bot.conversation import VERBS, NoticeCard, Pressed
from bot.delivery import Outgoing
from bot.turns.panel import window_of
from bot.turns.posting import Place, call
from bot.turns.visit import FormRequested, Visit

PATIENCE_SECONDS: Final = 1.5
"""Half of what Slack grants a form before it can no longer open."""
WAITING: Final = "One moment"
LOADING: Final = NoticeCard("One moment, I am working it out …")
ELSEWHERE: Final = NoticeCard("The answer stands in the thread.")

Open = Callable[[Visit, NoticeCard], Awaitable[bool]]
"""Opens a window that says something; returns whether it did."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Watches over turns that open a form.

    Attributes:
        open: Opens the window that stands in for the form.
        seconds: The present time in seconds since 1970.
    """

    open: Open
    seconds: Callable[[], float]

    async def on_time(
        self, visit: Visit, answer: Awaitable[Sequence[Outgoing]]
    ) -> Sequence[Outgoing]:
        """Return the answer; when it takes long, open a window first that it then fills."""
        if visit.in_window or not (visit.trigger and _opens_form(visit)):
            return await answer
        turn = asyncio.ensure_future(answer)
        try:
            await asyncio.wait({turn}, timeout=self._left(visit))
            opened = not turn.done() and await self.open(visit, LOADING)
            replies = await turn
        finally:
            turn.cancel()
        return _filling(replies, visit) if opened else replies

    def _left(self, visit: Visit) -> float:
        age = self.seconds() - float(visit.at)
        return min(PATIENCE_SECONDS, max(0.0, PATIENCE_SECONDS - age))


def stand_in(card: NoticeCard, visit: Visit) -> Outgoing:
    """Return the call that opens the window which a form fills in later."""
    place = Place(visit.workspace, "", visit.channel or visit.user, visit.thread_ts)
    view = render_panel(card, window_of(visit), WAITING)
    shown = {"trigger_id": visit.trigger, "view": view}
    return call(place, "views.open", shown, key=f"{visit.key}:stand-in")


def _opens_form(visit: Visit) -> bool:
    act = visit.act
    return isinstance(act, FormRequested) or (
        isinstance(act, Pressed) and VERBS[act.verb].opens_form
    )


def _filling(replies: Sequence[Outgoing], visit: Visit) -> tuple[Outgoing, ...]:
    name = window_of(visit)
    filled = tuple(_update(one, name) if one.method == "views.open" else one for one in replies)
    if any(one.method == "views.update" for one in filled):
        return filled
    place = Place(visit.workspace, "", visit.channel or visit.user, visit.thread_ts)
    said = {"external_id": name, "view": render_panel(ELSEWHERE, name, WAITING)}
    return (*filled, call(place, "views.update", said, key=f"{visit.key}:window"))


def _update(opening: Outgoing, name: str) -> Outgoing:
    view = opening.payload["view"]
    shown = {**view, "external_id": name} if isinstance(view, dict) else view
    return replace(opening, method="views.update", payload={"external_id": name, "view": shown})
