"""Writing: what a thread shows while its answer is worked on: first a status, then the words.

A model's sentences appear as they are checked. The reply of the turn ends the message they stand
in, or puts the whole answer in its place, so that an answer is said once even when the process
ends in the middle: a note of what was begun outlives it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from bot.conversation import Outcome, Said
from bot.delivery import Ambiguous, Outgoing, overtake
from bot.errors import BotError
from bot.store import Database, Session, preferences
from bot.turns.assisting import Show, show_nothing
from bot.turns.pieces import BUFFER, PAUSE_SECONDS, first_piece
from bot.turns.posting import STREAM, Begun, Place, call
from bot.turns.visit import Visit

PATIENCE_SECONDS: Final = 2.0
"""How long the end of a turn waits for words that are under way."""
WORKING: Final = "is reading the guidance …"
WORDING: Final = "is reading the guidance, with a language model to word it …"
"""Says who words an answer before its first sentence stands there; the end says it for good."""

ShowStatus = Callable[[Visit, str], Awaitable[None]]
"""Shows in the thread of a visit what the advisor does; "" takes it away."""


class Pen(Protocol):
    """Writes into a thread bit by bit."""

    async def begin(self, outgoing: Outgoing, piece: str) -> str:
        """Begin a message; return its timestamp."""

    async def go_on(self, outgoing: Outgoing, ts: str, piece: str) -> None:
        """Add words to a message."""


@dataclass(slots=True)
class Draft:
    """An answer that is being written; showing it is best effort.

    Attributes:
        visit: Whom it answers.
        pen: Writes it.
        note: Writes down what stands in the thread, or tells that nothing may be begun yet.
        begun: What stands there.
        is_noted: Whether a note says so.
    """

    visit: Visit
    pen: Pen
    note: Callable[[Begun], Awaitable[bool]]
    begun: Begun | None = None
    is_noted: bool = False
    _words: str = ""
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _hand: "asyncio.Task[None] | None" = None

    async def show(self, words: str) -> None:
        """Take in the answer as far as it is written; whoever writes on need not wait."""
        self._words = words
        if self._is_due() and (self._hand is None or self._hand.done()):
            self._hand = asyncio.create_task(self._write())

    async def end(self) -> None:
        """Show nothing more; a call under way is finished, or given up when that takes long.

        Not the first one: whether a message was begun must be known.
        """
        self._over.set()
        if self._hand is None:
            return
        known = self.begun is not None and self.begun.ts
        await asyncio.wait({self._hand}, timeout=PATIENCE_SECONDS if known else None)
        self._hand.cancel()
        await asyncio.wait({self._hand})
        if not self._hand.cancelled():
            self._hand.result()

    def _is_due(self) -> bool:
        shown = self.begun.words if self.begun else ""
        goes_on = self._words.startswith(shown) and len(self._words) >= len(shown) + BUFFER
        return goes_on and bool(self.visit.user) and not self._over.is_set()

    async def _write(self) -> None:
        try:
            while self._is_due():
                written = self.begun.words if self.begun else ""
                await self._put(first_piece(self._words[len(written) :]))
                await self._rest()
        except BotError:  # the reply of the turn makes up for it
            self._over.set()

    async def _put(self, piece: str) -> None:
        begun = self.begun
        if begun is None:
            await self._begin(piece)
            return
        try:
            await self.pen.go_on(self._row(), begun.ts, piece)
        except (Ambiguous, asyncio.CancelledError):
            self.begun = replace(begun, words="")
            raise
        self.begun = replace(begun, words=begun.words + piece)

    async def _begin(self, words: str) -> None:
        """Note what is begun before it is, lest it be said twice when the process ends here."""
        if not await self.note(Begun("", words)):
            return
        self.begun, self.is_noted = Begun("", words), True
        try:
            self.begun = Begun(await self.pen.begin(self._row(), words), words)
        except Ambiguous:
            raise
        except BotError:
            self.begun = None
            raise
        await self.note(self.begun)

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PAUSE_SECONDS):
                await self._over.wait()

    def _row(self) -> Outgoing:
        visit = self.visit
        place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
        return call(place, STREAM, {"recipient": visit.user}, key=visit.key)


@dataclass(frozen=True, slots=True)
class Writing:
    """Shows that an answer is on its way, and what there is of it.

    Attributes:
        database: Where it is noted.
        pen: Writes; None where no model does.
        show_status: Best effort.
    """

    database: Database
    pen: Pen | None
    show_status: ShowStatus

    async def attend(
        self, session: Session, visit: Visit, lane: str, work: Callable[[Show], Awaitable[Outcome]]
    ) -> tuple[Outcome, Begun | None]:
        """Return what a visit leads to, and what of it stands in the thread already.

        Args:
            session: The turn's own transaction, in which nothing is written yet.
            visit: Whom it answers.
            lane: Id of the consultation, whose messages keep their order.
            work: Works the turn, given what shows an answer as it is written.
        """
        said = visit.act
        if not isinstance(said, Said) or said.surface == "command" or not visit.thread_ts:
            return await work(show_nothing), None  # nobody waits in a thread
        async with self._drafting(session, visit, lane) as draft:
            doing = WORDING if self.pen else WORKING
            working = self.show_status(visit, doing) if said.addressed else show_nothing("")
            show = draft.show if draft else show_nothing
            outcome, _ = await asyncio.gather(work(show), working)
        if draft and draft.is_noted:
            await preferences.forget_for_channel(session, visit.channel, _name(visit))
        shown = any(reply.audience in {"thread", "channel"} for reply in outcome.replies)
        if said.addressed and not shown:
            await self.show_status(visit, "")  # Slack takes it away only when a message follows
        return outcome, draft.begun if draft else None

    @asynccontextmanager
    async def _drafting(
        self, session: Session, visit: Visit, lane: str
    ) -> AsyncIterator[Draft | None]:
        """Yield the draft of an answer; one that an earlier attempt began is not gone on with."""
        if self.pen is None:
            yield None
            return

        async def note(begun: Begun) -> bool:
            async with self.database.writing(visit.workspace) as own:
                if not begun.ts and not await overtake(own, lane, visit.channel):
                    return False
                value = {"ts": begun.ts, "words": begun.words}
                await preferences.set_for_channel(own, visit.channel, _name(visit), value)
                return True

        noted = (await preferences.of_channel(session, visit.channel)).get(_name(visit))
        draft = Draft(visit, self.pen, note, is_noted=noted is not None)
        if noted is not None:
            draft.begun = Begun(noted["ts"], "" if noted["ts"] else noted["words"])
            await draft.end()
        try:
            yield draft
        finally:
            await draft.end()


def _name(visit: Visit) -> str:
    return f"begun:{visit.key}"
