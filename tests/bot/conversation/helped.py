"""A consultation in which a model reads what a test says it does."""

from dataclasses import dataclass, field

from advisors import Conflict, FactValue, FoundFact, Intake
from bot.conversation import Consultation, Outcome, Reading, converse, words_to_read
from bot.conversation.turns import Act, Said, Turn
from tests.bot.conversation.talk import DESK, GUIDANCE

CASE = "We sort 50k support tickets a month; it should all read as if one hand wrote it"
HAND = "as if one hand wrote it"


def found(text: str, fact: str, value: FactValue, words: str) -> FoundFact:
    start = text.index(words)
    return FoundFact(fact, value, words, start, start + len(words))


@dataclass
class Helped:
    """One consultation."""

    consultation: Consultation = field(default_factory=Consultation)
    turns: list[Turn] = field(default_factory=list)

    def take(self, act: Act, *read: FoundFact, doubts: tuple[Conflict, ...] = ()) -> Outcome:
        place = len(self.turns)
        turn = Turn(f"k{place}", f"{1_795_000_000 + place}.5", "U1", act)
        self.turns.append(turn)
        wanted = words_to_read(self.consultation, turn, DESK)
        kind = wanted.kind if wanted else "facts"
        reading = Reading(kind, Intake((), doubts, presumed=read)) if read or doubts else None
        outcome = converse(self.consultation, turn, DESK, GUIDANCE, reading=reading)
        self.consultation = outcome.consultation
        return outcome

    def say(self, text: str, *read: FoundFact, doubts: tuple[Conflict, ...] = ()) -> Outcome:
        return self.take(Said(text, "thread"), *read, doubts=doubts)

    def value(self, fact: str) -> FactValue | None:
        return self.consultation.facts.get(fact)

    def presumed(self, fact: str) -> FactValue | None:
        return self.consultation.facts.presumed.get(fact)


def opened() -> Helped:
    helped = Helped()
    helped.say(CASE, found(CASE, "consistency", "strict", HAND))
    return helped
