"""Pages: the app's home, its suggested questions, and the form for those who prefer one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.blocks import render, render_home
from bot.conversation import Desk, TextForm, group_fields
from bot.delivery import Outgoing
from bot.store import Session
from bot.turns.administration import Administration
from bot.turns.listing import Link, listed
from bot.turns.origin import FormOrigin
from bot.turns.posting import LATE, QUIET, Place, call, show_view
from bot.turns.visit import FormRequested, Opened, Visit
from knowledge import Library

PROMPTS: Final = (
    (
        "Describe a use case",
        "We answer 50k support tickets a month with lots of jargon. Fine-tune or prompt?",
    ),
    ("Compare the costs", "What does fine-tuning cost compared to prompt engineering?"),
    ("Learn the kinds", "What types of fine-tuning are there?"),
    ("Check availability", "Can I still fine-tune on OpenAI?"),
)
"""What the empty message tab suggests: a title and the words it sends."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Answers what happens outside any conversation.

    Attributes:
        library: Tells which version of the knowledge base answers.
        administration: Shows administrators the console.
        link: Finds the address of a consultation.
    """

    library: Library
    administration: Administration
    link: Link

    async def answer(self, session: Session, visit: Visit, desk: Desk) -> Sequence[Outgoing]:
        """Publish the home, suggest first questions, or open the form."""
        match visit.act:
            case Opened("home"):
                return await self.home(session, visit)
            case Opened("messages"):
                return _suggest(visit)
            case FormRequested() as asked:
                return _open_form(visit, desk, asked)
            case _:
                return ()

    async def home(self, session: Session, visit: Visit) -> Sequence[Outgoing]:
        """Publish the home page of the person as it is now."""
        entries = await listed(session, visit.user, self.link)
        status = await self.library.status(visit.workspace)
        console = await self.administration.console(session, visit)
        view = render_home(entries, status.version, status.documents, console)
        payload = {"user_id": visit.user, "view": view}
        return (call(_nowhere(visit), "views.publish", payload, key=f"{visit.key}:home"),)


def _suggest(visit: Visit) -> Sequence[Outgoing]:
    prompts = [{"title": title, "message": message} for title, message in PROMPTS]
    payload = {
        "channel_id": visit.channel,
        "title": "Ask me, for example",
        "prompts": prompts,
    }
    method = "assistant.threads.setSuggestedPrompts"
    return (call(_nowhere(visit), method, payload, key=visit.key),)


def _open_form(visit: Visit, desk: Desk, asked: FormRequested) -> Sequence[Outgoing]:
    """Open the form; it remembers the message it was asked for, so that it is answered there."""
    groups, more = group_fields(desk, asked.level)
    form = TextForm("start", 0, asked.text, groups, level=asked.level, more=more)
    root = visit.thread_ts or visit.message_ts
    at = f"{visit.channel}:{root}" if visit.channel and root else visit.asked_at
    view = {**(render(form).view or {}), "private_metadata": FormOrigin(asked_at=at).pack()}
    place = Place(visit.workspace, "", visit.user, None)  # too late: said in a direct message
    late = {"text": LATE, **QUIET}
    return (show_view(view, place, visit, key=visit.key, late=late),)


def _nowhere(visit: Visit) -> Place:
    return Place(visit.workspace, "", visit.channel or visit.user, None)
