"""Replies: what the advisor says, as data; `bot.blocks` makes Block Kit of it.

A reply has a slot. The first reply in a slot is posted; a later one in the same slot of the same
consultation updates that message in place. So an answered question folds and a recommendation
stays one message.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from advisors.advice import Advice, Question, Reason
from advisors.facts import FactDefinition
from bot.conversation.forms import EditForm, FeedbackForm, TextForm
from bot.conversation.history import HistoryCard
from knowledge.answers.answer import Answer

Audience: TypeAlias = Literal["thread", "channel", "user", "form"]
"""thread: everyone in the thread; channel: the root message of a consultation; user: only the
person who acted; form: a modal for the person who acted."""

Shape: TypeAlias = Literal["chart", "csv", "json"]


@dataclass(frozen=True, slots=True)
class Understood:
    """One fact as understood, with the words it came from.

    Attributes:
        name: The fact.
        label: A few words for the list.
        shown: The value in words ("50,000 requests a month").
        evidence: The person's own words; "" when chosen on a card.
        origin: said or suggested in free text, lent by a model that reads it there, chosen on a
            card, or assumed.
    """

    name: str
    label: str
    shown: str
    evidence: str
    origin: Literal["said", "chosen", "suggested", "lent", "assumed"]


@dataclass(frozen=True, slots=True)
class RootCard:
    """The use case as understood: the first message of a consultation.

    `private`: it stands in a direct message already. `unplaced`: what was told beside the facts.
    """

    title: str
    asked_by: str
    understood: tuple[Understood, ...]
    status: str
    version: int
    private: bool = False
    unplaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question with its choices; `problem` says why the last answer was not taken."""

    question: Question
    definition: FactDefinition
    version: int
    can_go_back: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FoldedCard:
    """An answered, skipped or withdrawn question in one line ("Accuracy: high · change")."""

    label: str
    shown: str
    fact: str
    version: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationCard:
    """The one message that matters.

    Attributes:
        title: The use case in a few words.
        advice: The recommendation.
        understood: The facts it rests on.
        changed: What changed since the last version of this message, and why; "" at first.
        closing: Why no more questions follow, in one sentence.
        wording: A model's introduction, or "" (never numbers of its own).
        assumed: The facts nobody stated, in words, weightiest first.
        movers: The assumptions that move the total most; name "" for one that is no fact.
        flips: What would lead to another approach, in words.
        disclosure: Says that a model worded the introduction, or "".
        labels: The label of every fact, by its name.
        over_prompting: What speaks for it over prompting, where the advice compares with another
            option; strongest first.
    """

    title: str
    advice: Advice
    understood: tuple[Understood, ...]
    changed: str
    closing: str
    version: int
    wording: str = ""
    assumed: tuple[Understood, ...] = ()
    movers: tuple[Understood, ...] = ()
    flips: tuple[str, ...] = ()
    disclosure: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    over_prompting: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class DetailsCard:
    """Everything behind the recommendation, for whoever wants to know."""

    recommendation: RecommendationCard


@dataclass(frozen=True, slots=True)
class WhatIfCard:
    """A recalculation beside the recommendation that stands."""

    changes: tuple[tuple[str, str, str], ...]
    before: Advice
    after: Advice
    encoded: str
    version: int


@dataclass(frozen=True, slots=True)
class CalculationCard:
    """The whole calculation, so that a sceptic can redo it by hand; labels are by fact."""

    advice: Advice
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """An answer from the guidance, with what it means for this consultation.

    Attributes:
        question: The question as asked.
        answer: What the guidance says, with its quotes.
        about_this_case: Computed from the advice, or "".
        worded_by_model: A model's wording of the same answer, or "".
        resume: What is still open in the dialogue, or "".
        disclosure: Says that a model worded it, or "".
    """

    question: str
    answer: Answer
    about_this_case: str = ""
    worded_by_model: str = ""
    resume: str = ""
    disclosure: str = ""


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A short message: what happened and what to do next.

    Attributes:
        text: What happened.
        next_step: What to do next, or "".
        tone: info, problem or refusal.
        actions: Buttons as (label, `bot.conversation.verbs.button`).
        marks: Ids of people and channels in the words, to be shown by their names.
    """

    text: str
    next_step: str = ""
    tone: Literal["info", "problem", "refusal"] = "info"
    actions: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileCard:
    """The costs as a file: made by the shell, off the event loop, from this advice.

    Attributes:
        advice: What is drawn, or written.
        words: The sentences it is posted with: what it shows, what is recommended.
        alt: A picture in words, for those who cannot see it.
        shape: Of the file.
    """

    advice: Advice
    words: str
    alt: str = ""
    shape: Shape = "chart"


@dataclass(frozen=True, slots=True)
class HelpCard:
    """What the advisor can do, with examples of what to type."""

    administrator: bool = False


Card: TypeAlias = (
    RootCard
    | QuestionCard
    | FoldedCard
    | RecommendationCard
    | DetailsCard
    | WhatIfCard
    | CalculationCard
    | AnswerCard
    | NoticeCard
    | FileCard
    | EditForm
    | TextForm
    | FeedbackForm
    | HelpCard
    | HistoryCard
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing to show.

    Attributes:
        card: What it says.
        slot: Its place in the consultation ("root", "question:accuracy:2", "advice", …).
        audience: Who sees it and where.
        remark: A small line below it, or "": what a language model could not help with.
    """

    card: Card
    slot: str
    audience: Audience = "thread"
    remark: str = ""
