"""Reception: takes a stored visit to whoever answers it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.conversation import Desk, Edited, Pressed, Reply, Said, Submitted
from bot.delivery import Arrival, Outgoing
from bot.store import Session
from bot.turns.administration import Administration
from bot.turns.arrivals import forget_deleted
from bot.turns.consulting import Consulting
from bot.turns.house_rules import HouseRules
from bot.turns.pages import Pages
from bot.turns.posting import Place, post
from bot.turns.stopping import stop
from bot.turns.visit import (
    Commanded,
    FormRequested,
    Left,
    Opened,
    RootRefused,
    Shared,
    Stopped,
    Visit,
    read_visit,
)
from bot.turns.windows import Windows

_ADMIN_FORM = "admin-"


@dataclass(frozen=True, slots=True)
class Reception:
    """The handler of the inbox.

    Attributes:
        desk: The catalogue and today.
        rules: Whom and where the advisor answers.
        consulting: Answers turns of consultations.
        administration: Answers administrators.
        pages: Answers what happens on the app's own pages.
        windows: Sees to it that forms open in time.
        leave: Erases what a workspace owns, when it has left.
    """

    desk: Callable[[], Desk]
    rules: HouseRules
    consulting: Consulting
    administration: Administration
    pages: Pages
    windows: Windows
    leave: Callable[[Session, Visit], Awaitable[None]]

    async def handle(self, session: Session, arrival: Arrival) -> Sequence[Outgoing]:
        """Answer one arrival; what it returns is stored in the transaction that closes it."""
        visit = read_visit(arrival.payload)
        replies = await self.rules.refusal(session, visit)
        if replies is None:
            replies = await self.windows.on_time(visit, self._answer(session, visit))
        await forget_deleted(session, visit)
        return replies

    async def _answer(self, session: Session, visit: Visit) -> Sequence[Outgoing]:  # noqa: C901, PLR0911, PLR0912  (one case a kind of act)
        match visit.act:
            case Commanded():
                return await self._administer(session, visit)
            case Submitted(form) if form.startswith(_ADMIN_FORM):
                return await self._administer(session, visit)
            case Said() | Pressed() | Submitted() | Edited():
                return await self.consulting.answer(session, visit, self.desk())
            case Opened() | FormRequested():
                return await self.pages.answer(session, visit, self.desk())
            case Shared() as shared:
                return await self._take_files(session, visit, shared)
            case RootRefused() as refused:
                return await self.consulting.offer_direct(session, refused, visit, self.desk())
            case Stopped():
                return await stop(session, visit)
            case Left():
                await self.leave(session, visit)
                return ()
            case other:
                assert_never(other)

    async def _administer(self, session: Session, visit: Visit) -> Sequence[Outgoing]:
        """Answer an administrator; who came from the home page finds it up to date."""
        replies = await self.administration.answer(session, visit)
        return (*replies, *await self.pages.home(session, visit)) if visit.view else replies

    async def _take_files(
        self, session: Session, visit: Visit, shared: Shared
    ) -> Sequence[Outgoing]:
        offer = await self.administration.offer(visit, shared)
        if offer is None:  # whoever may not add documents is heard all the same
            said = replace(visit, act=Said(shared.text, "direct"))
            return await self.consulting.answer(session, said, self.desk())
        place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
        return post([Reply(offer, "")], place, visit)
