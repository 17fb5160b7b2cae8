"""The state of a consultation: what the fold over its turns leads to."""

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from advisors import Facts, FactValue

Origin: TypeAlias = Literal["said", "chosen", "suggested", "lent"]
Ending: TypeAlias = Literal["open", "answered", "skipped", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a fact comes from: a card ("" then), or words that say or suggest it.

    "lent" are words that only a language model reads so.
    """

    fact: str
    evidence: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that was put, its place in the thread and how it ended."""

    fact: str
    slot: str
    ending: Ending


@dataclass(frozen=True, slots=True)
class Clash:
    """A fact stated in two ways in one text: each value with its words."""

    fact: str
    readings: tuple[tuple[FactValue, str], ...]


@dataclass(frozen=True, slots=True)
class Introduction:
    """A model's words before one recommendation.

    Attributes:
        text: A sentence or two.
        disclosure: Says that a model worded them.
        about: The recommendation they fit, as `bot.conversation.cards.about` names it.
    """

    text: str
    disclosure: str
    about: str


@dataclass(frozen=True, slots=True)
class State:
    """Everything the dialogue remembers.

    Attributes:
        version: Counts the changes; cards carry it.
        era: Counts "start over"; slots of an earlier era are never written again.
        since: The version at which this era began; older cards count no longer.
        owner: Who asked first.
        title: The use case in a few words.
        unplaced: What was told of the use case that no fact has a place for.
        remark: A standing remark under the title (text was cut, another language).
        opened: True once a use case was told.
        awaited: True while the owner was asked to tell the use case.
        facts: What is known and what nobody knows.
        heard: Where the known facts come from, by name.
        asked: The questions put, in order; at most one is open, the last.
        clashes: Contradictions still to be settled, in order.
        misses: Answers in a row that could not be read.
        stopped: True after "stop asking".
        recommended: True once the recommendation was posted.
        what_ifs: Open what-ifs as (slot, encoded changes).
        muted: True while the advisor only listens for its name.
        company: True once someone else than the owner spoke in the thread.
        revisions: Edited words waiting for a click, as (key of the turn, new words).
        introduction: The latest words of a model before a recommendation, or None.
    """

    version: int = 0
    era: int = 1
    since: int = 0
    owner: str = ""
    title: str = ""
    remark: str = ""
    opened: bool = False
    awaited: bool = False
    facts: Facts = field(default_factory=Facts)
    heard: tuple[Heard, ...] = ()
    asked: tuple[Asked, ...] = ()
    clashes: tuple[Clash, ...] = ()
    misses: int = 0
    stopped: bool = False
    recommended: bool = False
    what_ifs: tuple[tuple[str, str], ...] = ()
    muted: bool = False
    company: bool = False
    revisions: tuple[tuple[str, str], ...] = ()
    introduction: Introduction | None = None
    unplaced: tuple[str, ...] = ()

    @property
    def open(self) -> Asked | None:
        """The open question, if there is one."""
        return self.asked[-1] if self.asked and self.asked[-1].ending == "open" else None

    @property
    def clash(self) -> Clash | None:
        """The contradiction that the open question settles, if it is one."""
        asked = self.open
        return next((c for c in self.clashes if asked and c.fact == asked.fact), None)

    def hearing(self, heard: Heard, value: FactValue) -> "State":
        """Return the state with a fact known and its origin noted; settles its contradiction."""
        others = tuple(one for one in self.heard if one.fact != heard.fact)
        return replace(
            self,
            facts=self.facts.changed({heard.fact: value}),
            heard=tuple(sorted((*others, heard), key=lambda one: one.fact)),
            clashes=tuple(clash for clash in self.clashes if clash.fact != heard.fact),
        )

    def suggesting(self, heard: Heard, value: FactValue) -> "State":
        """Return the state with a fact presumed and its words noted, unless it is known."""
        if heard.fact in self.facts.values:
            return self
        others = tuple(one for one in self.heard if one.fact != heard.fact)
        return replace(
            self,
            facts=self.facts.presuming({heard.fact: value}),
            heard=tuple(sorted((*others, heard), key=lambda one: one.fact)),
        )

    def forgetting(self, fact: str) -> "State":
        """Return the state with a fact unknown again: it may be asked."""
        return replace(
            self,
            facts=self.facts.without([fact]),
            heard=tuple(one for one in self.heard if one.fact != fact),
        )

    def skipping(self, fact: str) -> "State":
        """Return the state with a fact marked as known to nobody: what is usual is assumed."""
        presumed = {name: one for name, one in self.facts.presumed.items() if name != fact}
        return replace(
            self.forgetting(fact),
            facts=replace(self.facts, presumed=presumed).skipping([fact]),
            clashes=tuple(clash for clash in self.clashes if clash.fact != fact),
        )

    def ending(self, ending: Ending) -> "State":
        """Return the state with its open question ended; unchanged when none is open."""
        if self.open is None:
            return self
        return replace(self, asked=(*self.asked[:-1], replace(self.asked[-1], ending=ending)))

    def asking(self, fact: str) -> "State":
        """Return the state with a question open, in a slot of its own."""
        count = 1 + sum(asked.fact == fact for asked in self.asked)
        slot = f"{self.prefix}question:{fact}:{count}"
        return replace(self, asked=(*self.asked, Asked(fact, slot, "open")))

    @property
    def prefix(self) -> str:
        """Prefix of the slots of this era ("" in the first)."""
        return "" if self.era == 1 else f"{self.era}:"
