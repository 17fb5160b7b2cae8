"""Talk: a consultation as a test drives it, turn by turn."""

from dataclasses import dataclass, field
from datetime import date

from advisors import load_catalogue
from bot.conversation import Consultation, Desk, converse, question_in
from bot.conversation.replies import Card, NoticeCard, Reply
from bot.conversation.state import State
from bot.conversation.turns import Act, Edited, Pressed, Said, Submitted, Surface, Turn
from knowledge.answers.answer import Answer, Citation
from tests.bot.plain import plain_text

DAY = date(2026, 11, 22)
DESK = Desk(load_catalogue(), DAY)
GUIDANCE = Answer(
    "Fine-tuned models need new training when requirements change.",
    grounded=True,
    citations=(
        Citation(
            "Guidance",
            "Maintenance and updates (paper §6.2)",
            "Fine-tuned models need new training when requirements change.",
        ),
    ),
)
SILENT = Answer(
    "The guidance does not say.", grounded=False, citations=(), closest=("Costs", "Data")
)


@dataclass
class Talk:
    """One consultation with one owner; every method takes a turn and returns its replies."""

    owner: str = "U1"
    consultation: Consultation = field(default_factory=Consultation)
    turns: list[Turn] = field(default_factory=list)

    @property
    def state(self) -> State:
        return self.consultation.state

    def take(self, act: Act, user: str = "", answer: Answer | None = None) -> tuple[Reply, ...]:
        count = len(self.turns) + 1
        turn = Turn(f"k{count}", f"{1_795_000_000 + count}.000100", user or self.owner, act)
        self.turns.append(turn)
        asked = question_in(self.consultation, turn, DESK)
        known = answer or GUIDANCE if asked else None
        outcome = converse(self.consultation, turn, DESK, known)
        self.consultation = outcome.consultation
        return outcome.replies

    def say(
        self,
        text: str,
        surface: Surface = "thread",
        user: str = "",
        *,
        addressed: bool = True,
        answer: Answer | None = None,
    ) -> tuple[Reply, ...]:
        return self.take(Said(text, surface, addressed), user, answer)

    def press(
        self, verb: str, fact: str = "", value: str = "", version: int | None = None
    ) -> tuple[Reply, ...]:
        seen = self.consultation.version if version is None else version
        return self.take(Pressed(verb, fact, value, seen))

    def submit(self, form: str, version: int | None = None, **values: str) -> tuple[Reply, ...]:
        seen = self.consultation.version if version is None else version
        return self.take(Submitted(form, tuple(values.items()), seen))

    def edit(self, place: int, text: str) -> tuple[Reply, ...]:
        return self.take(Edited(self.turns[place].key, text))

    @property
    def asked(self) -> str:
        """The fact of the open question, or ""."""
        return self.state.open.fact if self.state.open else ""

    def answer_one(self) -> tuple[Reply, ...]:
        """Answer the open question with its second choice."""
        definition = DESK.definition(self.asked)
        numbers = [str(one) for one in definition.choices]
        levels = [one.value for one in definition.levels] or numbers
        return self.press("answer", self.asked, levels[1])

    def answer_all(self) -> tuple[Reply, ...]:
        """Answer every question with its second choice."""
        replies: tuple[Reply, ...] = ()
        while self.asked:
            replies = self.answer_one()
        return replies


def opened(text: str = "") -> Talk:
    """A consultation with a use case told and a question open."""
    talk = Talk()
    told = text or "We answer 50k support tickets a month and ~95% must be right"
    talk.say(told, "command")
    return talk


def recommended() -> Talk:
    """A consultation at its recommendation."""
    talk = opened()
    talk.say("recommend now")
    return talk


def cards(replies: tuple[Reply, ...], kind: type[Card]) -> list[Card]:
    return [reply.card for reply in replies if isinstance(reply.card, kind)]


def text_of(replies: tuple[Reply, ...]) -> str:
    return "\n".join(plain_text(reply.card) for reply in replies)


def notices(replies: tuple[Reply, ...]) -> str:
    return "\n".join(
        f"{reply.card.text} {reply.card.next_step}"
        for reply in replies
        if isinstance(reply.card, NoticeCard)
    )
