"""Consulting: one turn of one consultation, from its record to its next record and replies."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.conversation import (
    Consultation,
    Desk,
    Edited,
    HelpCard,
    HistoryCard,
    NoticeCard,
    Outcome,
    Pressed,
    Reply,
    Said,
    Submitted,
    Turn,
    button,
    show_again,
)
from bot.delivery import Outgoing
from bot.store import Feedback, Session, StoredConsultation, consultations, messages, records
from bot.turns.arrivals import find_visit
from bot.turns.assisting import Assisting, Show
from bot.turns.listing import Link, listed
from bot.turns.posting import Begun, Place, post, show_home
from bot.turns.thinking import think
from bot.turns.visit import Act, RootRefused, Visit
from bot.turns.writing import Writing

GONE: Final = NoticeCard(
    "I no longer have the consultation this card belongs to.",
    "Start a new one with /advise and a few words about your use case.",
    tone="problem",
)
ELSEWHERE: Final = NoticeCard(
    "I am not in that channel, so I cannot write there. Your words are kept.",
    "Go on with me in a direct message, or invite me to the channel and ask again.",
    tone="problem",
)
MOVED: Final = NoticeCard("We go on in a direct message; everything said so far is kept there.")

OpenDirect = Callable[[str, str], Awaitable[str]]
"""Opens the direct message with a person of a workspace; returns its channel."""


@dataclass(frozen=True, slots=True)
class Consulting:
    """Answers what people say, press and send in.

    Attributes:
        assisting: Takes turns in.
        open_direct: Opens a direct message when a consultation moves there.
        link: Finds the address of a consultation.
        writing: Shows that an answer is on its way, and what there is of it.
    """

    assisting: Assisting
    open_direct: OpenDirect
    link: Link
    writing: Writing

    async def answer(self, session: Session, visit: Visit, desk: Desk) -> Sequence[Outgoing]:
        """Return what is said in reply, and write the consultation's next state."""
        if shown := await self._listing(session, visit):
            return _whisper(visit, shown)
        kept = await _find(session, visit)
        if kept is None and isinstance(visit.act, Pressed | Submitted) and not _begins(visit.act):
            return _whisper(visit, Reply(GONE, "", "user"))
        if kept is not None and _asks_to_move(visit.act):
            return await self._move(session, kept, visit, desk)
        before = kept or await self._open(visit)
        outcome, begun = await self._converse(session, before, visit, desk)
        outcome = await self._filled(session, outcome, visit)
        if kept is None and not outcome.consultation.state.opened:
            return _unopened(visit, before, outcome, begun)
        await _keep_feedback(session, before, visit)
        after = await _write(session, before, outcome)
        place = replace(await _place(session, after, outcome), begun=begun)
        said = await think(post, outcome.replies, place, visit)
        return said if kept or not _begins(visit.act) else (*said, show_home(place, visit))

    async def offer_direct(
        self, session: Session, refused: RootRefused, visit: Visit, desk: Desk
    ) -> Sequence[Outgoing]:
        """Offer a direct message where Slack does not let the bot write into the channel.

        Where there is no way to offer it to the person alone, go on there at once.
        """
        origin = await find_visit(session, refused.origin)
        kept = await consultations.load(session, refused.consultation)
        if origin is None or kept is None:
            return ()
        if not origin.response_url:
            return await self._move(session, kept, replace(origin, key=visit.key), desk)
        offer = (("Go on in a direct message", button("private", value=kept.id)),)
        return _whisper(
            replace(origin, key=visit.key), Reply(replace(ELSEWHERE, actions=offer), "")
        )

    async def _open(self, visit: Visit) -> StoredConsultation:
        channel, thread_ts = visit.channel, visit.thread_ts
        if visit.asked_at:
            channel, thread_ts = visit.asked_at.split(":", 1)
        if not channel:
            channel, thread_ts = await self.open_direct(visit.workspace, visit.user), None
        return StoredConsultation(
            id=visit.consultation or visit.key,
            channel=channel,
            thread_ts=thread_ts,
            owner=visit.user,
            title="",
            state=Consultation().to_json(),
            version=0,
        )

    async def _converse(
        self, session: Session, kept: StoredConsultation, visit: Visit, desk: Desk
    ) -> tuple[Outcome, Begun | None]:
        """Return what a visit leads to, and what of it stands in the thread already."""
        consultation = await think(Consultation.from_json, kept.state)
        turn = _turn(visit)

        async def converse(show: Show) -> Outcome:
            assisting = self.assisting
            return await assisting.converse(consultation, turn, desk, visit.workspace, show)

        return await self.writing.attend(session, visit, kept.id, converse)

    async def _filled(self, session: Session, outcome: Outcome, visit: Visit) -> Outcome:
        """Fill in the list that the dialogue asks for and cannot know."""
        if not any(isinstance(reply.card, HistoryCard) for reply in outcome.replies):
            return outcome
        card = HistoryCard(await listed(session, visit.user, self.link))
        replies = tuple(
            replace(reply, card=card) if isinstance(reply.card, HistoryCard) else reply
            for reply in outcome.replies
        )
        return replace(outcome, replies=replies)

    async def _listing(self, session: Session, visit: Visit) -> Reply | None:
        """Return what `/advise help`, `status` and `history` show to the person alone."""
        act = visit.act
        if not isinstance(act, Said) or act.surface != "command":
            return None
        word = act.text.strip().lower()
        if word == "help":
            return Reply(HelpCard(), "", "user")
        if word not in {"status", "history"}:
            return None
        entries = await listed(session, visit.user, self.link, newest=word == "status")
        return Reply(HistoryCard(entries), "", "user")

    async def _move(
        self, session: Session, kept: StoredConsultation, visit: Visit, desk: Desk
    ) -> Sequence[Outgoing]:
        """Show everything anew in the direct message, and say so where the button was."""
        channel = await self.open_direct(visit.workspace, visit.user)
        consultation = Consultation.from_json(kept.state)
        replies = await think(show_again, consultation, desk, visit.key)
        for reply in replies:
            await messages.forget(session, kept.id, reply.slot)
        moved = replace(kept, channel=channel, thread_ts=None, version=kept.version + 1)
        await consultations.save(session, moved, expected=kept.version)
        place = Place(session.workspace, kept.id, channel, None, consultation.version)
        notice = Reply(MOVED, "", "user")
        return (
            *_whisper(replace(visit, key=f"{visit.key}:moved"), notice),
            *await think(post, replies, place, visit),
        )


def _turn(visit: Visit) -> Turn:
    act = visit.act
    if not isinstance(act, Said | Pressed | Submitted | Edited):
        raise TypeError(f"{type(act).__name__} is no turn of a consultation")
    return Turn(visit.second_key or visit.key, visit.at, visit.user, act)


async def _find(session: Session, visit: Visit) -> StoredConsultation | None:
    act = visit.act
    if isinstance(act, Pressed) and act.verb == "private" and act.value:
        return await consultations.load(session, act.value)
    if visit.consultation:
        return await consultations.load(session, visit.consultation)
    if visit.asked_at:
        return await consultations.at_thread(session, *visit.asked_at.split(":", 1))
    for at in (visit.message_ts, visit.thread_ts):
        if at and (found := await consultations.at_thread(session, visit.channel, at)):
            return found
    return None


def _begins(act: Act) -> bool:
    return isinstance(act, Submitted) and act.form == "start"


def _asks_to_move(act: Act) -> bool:
    return isinstance(act, Pressed) and act.verb == "private"


def _unopened(
    visit: Visit, before: StoredConsultation, outcome: Outcome, begun: Begun | None
) -> Sequence[Outgoing]:
    """Show replies that belong to no consultation yet: to the person alone after a command."""
    place = Place(visit.workspace, "", before.channel, before.thread_ts, begun=begun)
    alone = isinstance(visit.act, Said) and visit.act.surface == "command"
    replies = [replace(reply, audience="user") if alone else reply for reply in outcome.replies]
    return post(replies, place, visit)


async def _write(
    session: Session, before: StoredConsultation, outcome: Outcome
) -> StoredConsultation:
    consultation = outcome.consultation
    after = replace(
        before,
        title=consultation.title,
        state=await think(consultation.to_json),
        version=before.version + 1,
    )
    await consultations.save(session, after, expected=before.version)
    return after


async def _place(session: Session, kept: StoredConsultation, outcome: Outcome) -> Place:
    """Return where replies go; after a slash command the thread hangs on the root message."""
    thread_ts = kept.thread_ts
    if thread_ts is None and (root := await messages.find(session, kept.id, "root")):
        thread_ts = root.ts
    return Place(session.workspace, kept.id, kept.channel, thread_ts, outcome.consultation.version)


async def _keep_feedback(session: Session, kept: StoredConsultation, visit: Visit) -> None:
    act = visit.act
    if isinstance(act, Pressed) and act.verb in {"helpful", "unhelpful"}:
        given = Feedback(kept.id, visit.user, act.verb == "helpful", "", act.version)
        await records.give_feedback(session, given)
    elif isinstance(act, Submitted) and act.form == "feedback":
        comment = dict(act.values).get("reason", "")
        await records.comment_feedback(session, kept.id, visit.user, comment)


def _whisper(visit: Visit, reply: Reply) -> tuple[Outgoing, ...]:
    place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
    return post([replace(reply, audience="user")], place, visit)
