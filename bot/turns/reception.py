"""Reception: takes a stored visit to whoever answers it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.conversation import Desk, Edited, NoticeCard, Pressed, Reply, Said, Submitted
from bot.delivery import Arrival, Outgoing
from bot.store import Session
from bot.turns.administration import Administration
from bot.turns.consulting import Consulting
from bot.turns.pages import Pages
from bot.turns.posting import Place, post
from bot.turns.stopping import stop
from bot.turns.visit import Asked, Commanded, Left, Opened, RootRefused, Stopped, Visit, read_visit

FOREIGNER: Final = NoticeCard(
    "I answer people of this workspace only.",
    "Ask a colleague of the workspace that installed me to start the consultation.",
    tone="refusal",
)


@dataclass(frozen=True, slots=True)
class Reception:
    """The handler of the inbox.

    Attributes:
        desk: The catalogue and today.
        consulting: Answers turns of consultations.
        administration: Answers administrators.
        pages: Answers what happens on the app's own pages.
        leave: Erases what a workspace owns, when it has left.
    """

    desk: Callable[[], Desk]
    consulting: Consulting
    administration: Administration
    pages: Pages
    leave: Callable[[Session, Visit], Awaitable[None]]

    async def handle(self, session: Session, arrival: Arrival) -> Sequence[Outgoing]:
        """Answer one arrival; what it returns is stored in the transaction that closes it."""
        visit = read_visit(arrival.payload)
        if visit.foreign:
            return refuse(visit, FOREIGNER) if _expects_an_answer(visit) else ()
        return await self._answer(session, visit)

    async def _answer(self, session: Session, visit: Visit) -> Sequence[Outgoing]:
        match visit.act:
            case Said() | Pressed() | Submitted() | Edited():
                return await self.consulting.answer(session, visit, self.desk())
            case Commanded():
                return await self.administration.answer(session, visit)
            case Opened() | Asked():
                return await self.pages.answer(session, visit, self.desk())
            case RootRefused() as refused:
                return await self.consulting.offer_direct(session, refused, visit)
            case Left():
                await self.leave(session, visit)
            case Stopped():
                return await stop(session, visit)
        return ()


def refuse(visit: Visit, card: NoticeCard) -> tuple[Outgoing, ...]:
    """Return a notice that only the person who acted sees."""
    place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
    return post([Reply(card, "", "user")], place, visit)


def _expects_an_answer(visit: Visit) -> bool:
    act = visit.act
    return act.addressed if isinstance(act, Said) else not isinstance(act, Edited | Left)
