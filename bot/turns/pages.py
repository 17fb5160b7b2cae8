"""Pages: the app's home, its suggested questions, and the form for those who prefer one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.blocks import render, render_home
from bot.conversation import Consultation, Desk, TextForm
from bot.delivery import Outgoing
from bot.store import Session, StoredConsultation, consultations
from bot.turns.posting import Place, call
from bot.turns.visit import Asked, Opened, Visit
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
    """

    library: Library

    async def answer(self, session: Session, visit: Visit, desk: Desk) -> Sequence[Outgoing]:
        """Publish the home, suggest first questions, or open the form."""
        match visit.act:
            case Opened("home"):
                return await self._home(session, visit)
            case Opened("messages"):
                return _suggest(visit)
            case Asked(text):
                return _open_form(visit, desk, text)
            case _:
                return ()

    async def _home(self, session: Session, visit: Visit) -> Sequence[Outgoing]:
        theirs = await consultations.of_user(session, visit.user)
        status = await self.library.status(visit.workspace)
        view = render_home(tuple(_entry(one) for one in theirs), status.version, status.documents)
        payload = {"user_id": visit.user, "view": view}
        return (call(_nowhere(visit), "views.publish", payload, key=visit.key),)


def _suggest(visit: Visit) -> Sequence[Outgoing]:
    prompts = [{"title": title, "message": message} for title, message in PROMPTS]
    payload = {
        "channel_id": visit.channel,
        "title": "Ask me, for example",
        "prompts": prompts,
    }
    method = "assistant.threads.setSuggestedPrompts"
    return (call(_nowhere(visit), method, payload, key=visit.key),)


def _open_form(visit: Visit, desk: Desk, text: str) -> Sequence[Outgoing]:
    definitions = tuple(desk.catalogue.facts.values())
    view = render(TextForm("start", 0, text, definitions)).view or {}
    where = f"{visit.channel}:{visit.message_ts or ''}" if text else ""
    view = {**view, "private_metadata": f"{where}|0"}
    payload = {"trigger_id": visit.trigger, "view": view}
    return (call(_nowhere(visit), "views.open", payload, key=visit.key),)


def _nowhere(visit: Visit) -> Place:
    return Place(visit.workspace, "", visit.channel or visit.user, None)


def _entry(kept: StoredConsultation) -> tuple[str, str, str]:
    state = Consultation.from_json(kept.state).state
    stage = "recommended" if state.recommended else "waiting for an answer"
    return kept.title or "Untitled", stage, kept.channel
