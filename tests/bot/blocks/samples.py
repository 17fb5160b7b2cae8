"""Samples: one card of each kind from a hand-made advice, so that golden files outlive price lists."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from advisors.advice import (
    Advice,
    Choice,
    Flip,
    Gate,
    Note,
    OptionScore,
    Question,
    Reason,
    Stage,
)
from advisors.estimate import Band, BreakEven, Estimate, Event, Line, OptionCost, Overrun
from advisors.facts import FactDefinition, Facts, Level
from bot.conversation import replies as r
from bot.conversation.forms import EditForm, FeedbackForm, FieldGroup, TextForm
from bot.conversation.history import HistoryCard, ListedConsultation
from knowledge.answers.answer import Answer, Citation

DAY: Final = date(2026, 11, 22)
VOLUME: Final = FactDefinition(
    name="requests_per_month",
    label="Requests a month",
    kind="number",
    question="How many requests a month?",
    why="Volume pays training back.",
    example="About 2k a day.",
    unit="requests a month",
    choices=(Decimal(1000), Decimal(10000)),
)
DEADLINE: Final = FactDefinition(
    name="deadline_days",
    label="Time to launch",
    kind="number",
    question="In how many days must it work?",
    why="Training takes weeks.",
    example="By the end of next month.",
    unit="days",
    choices=(Decimal(5), Decimal(30)),
)
ACCURACY: Final = FactDefinition(
    name="accuracy",
    label="Accuracy needed",
    kind="level",
    question="How costly is a wrong answer?",
    why="High stakes repay training.",
    example="Very costly.",
    levels=(
        Level("tolerant", "Cheap", "Someone checks."),
        Level("high", "Dear", "It costs money."),
    ),
)
PROVIDER: Final = FactDefinition(
    name="provider",
    label="Provider",
    kind="name",
    question="Which?",
    why="Prices.",
    example="openai",
)


def _band(likely: int) -> Band:
    return Band(Decimal(likely) / 2, Decimal(likely), Decimal(likely) * 2)


def _cost(one_off: int, monthly: int, **more: object) -> OptionCost:
    line = Line(
        "Input tokens",
        Decimal(50),
        "1M tokens",
        Decimal("0.4"),
        _band(20),
        "monthly",
        "model",
        "list",
    )
    cost = OptionCost(
        "openai",
        "small",
        _band(one_off),
        _band(monthly),
        _band(one_off + 12 * monthly),
        (),
        (line,),
        {"model": Decimal(240), "people": Decimal(one_off)},
    )
    values = {name: getattr(cost, name) for name in cost.__dataclass_fields__}
    return OptionCost(**{**values, **more})


ESTIMATE: Final = Estimate(
    "USD",
    date(2026, 11, 10),
    {
        "prompt": _cost(900, 20),
        "rag": _cost(1500, 45, overruns=(Overrun("monthly", Decimal(5), "use a smaller model"),)),
        "fine-tune": _cost(0, 0, available=False, unavailable_because="No new jobs are taken."),
    },
    {},
    BreakEven(None, "Tuned tokens cost 1.5 times the base."),
    BreakEven(
        None,
        "Tuned tokens cost 1.5 times the base.",
        "fine-tuning with retrieval",
        "prompting with retrieval",
    ),
    Decimal("0.815"),
    (Event(date(2027, 1, 6), "last new tuning job", "deprecations page"),),
    (),
    ("your ticket system",),
    ("small/cached: not checked since 2026-04-01",),
)
ADVICE: Final = Advice(
    as_of=DAY,
    rules_version="2026.11",
    catalogue_version="2026.11.10",
    two_option=False,
    facts=Facts({"accuracy": "high"}),
    approach="rag",
    technique="few-shot",
    technique_because="A few examples show what is wanted.",
    confidence="clear",
    robustness=Fraction(31, 100),
    acceptability=Fraction(97, 100),
    confidence_because="Every weight may be wrong by 31 % at once and it stays first.",
    margin=Fraction(21, 2),
    runner_up="prompt",
    options=(
        OptionScore("rag", Fraction(70)),
        OptionScore("prompt", Fraction(119, 2)),
        OptionScore(
            "fine-tune", Fraction(40), (Gate("closed", "No jobs.", "another vendor", "list"),)
        ),
    ),
    reasons=(
        Reason(
            "gap", "knowledge", Fraction(12), "Facts are looked up.", "paper §6.2", assumed=True
        ),
        Reason("accuracy", "high", Fraction(-3, 2), "Stakes repay tuning.", "paper §8.1"),
    ),
    flips=(Flip((), "fine-tune"),),
    assumed=(),
    next_question=None,
    questions_left=0,
    plan=(Stage("collect", "Collect 60 graded tickets.", "60 stand in the set."),),
    notes=(Note("Adapters are enough.", "LoRA, 2021"),),
    cost=ESTIMATE,
)
SAID: Final = r.Understood("accuracy", "Accuracy needed", "Dear", "~95% must be right", "said")
ASSUMED: Final = r.Understood("gap", "What is missing", "Knowledge", "", "assumed")
ASKED: Final = Question(
    "accuracy",
    ACCURACY.question,
    ACCURACY.why,
    (Choice("high", "Dear"), Choice("tolerant", "Cheap")),
    Fraction(1),
)
NUMBER: Final = Question(
    "requests_per_month",
    VOLUME.question,
    VOLUME.why,
    tuple(Choice(Decimal(n), str(n)) for n in range(6)),
    Fraction(1),
)
DAYS: Final = Question(
    "deadline_days",
    DEADLINE.question,
    DEADLINE.why,
    (Choice(Decimal(5), "5 days"), Choice(Decimal(30), "30 days")),
    Fraction(1),
)
RECOMMENDED: Final = r.RecommendationCard(
    "router tickets", ADVICE, (SAID,), "Accuracy: Cheap → Dear.", "Nothing else matters.", 4, "", (ASSUMED,), (ASSUMED,), ("fine-tune, if …",)
)  # fmt: skip
CARDS: Final[dict[str, r.Card]] = {
    "root": r.RootCard("router tickets", "U1", (SAID,), "two questions in the thread", 1),
    "root-many": r.RootCard("mail", "someone", (SAID,) * 10, "a few questions", 2),
    "question": r.QuestionCard(ASKED, ACCURACY, 2, can_go_back=True),
    "question-number": r.QuestionCard(NUMBER, VOLUME, 3, can_go_back=False, problem="Too small."),
    "question-day": r.QuestionCard(DAYS, DEADLINE, 4, can_go_back=True),
    "folded": r.FoldedCard("Accuracy", "Dear", "accuracy", 3, "~95%"),
    "recommendation": RECOMMENDED,
    "details": r.DetailsCard(RECOMMENDED),
    "what-if": r.WhatIfCard((("Requests a month", "50", "500"),), ADVICE, ADVICE, "requests_per_month=500", 4),
    "calculation": r.CalculationCard(ADVICE, (("accuracy", "Accuracy needed"),)),
    "answer": r.AnswerCard(
        "why?",
        Answer("Because.", grounded=True, citations=(Citation("Guidance", "Costs", "Costs grow.", "https://docs.example/a"),)),
        "In your case: rag.",
        "",
        "Still open: how many?",
    ),
    "answer-none": r.AnswerCard("match?", Answer("The guidance does not say.", grounded=False, citations=(), closest=("Costs",), degraded="words only")),
    "notice": r.NoticeCard("You edited a message.", "Nothing is changed.", "problem", (("Use it", "reread||0|4"),)),
    "chart": r.FileCard(ADVICE, "The thick line is recommended.", "Cost over twelve months."),
    "costs-as-csv": r.FileCard(ADVICE, "The costs as CSV.", shape="csv"),
    "edit-form": EditForm((FieldGroup("", (ACCURACY, VOLUME)), FieldGroup("More about the case", (PROVIDER,))), (("accuracy", "high"), ("provider", "openai"), ("requests_per_month", Decimal(500))), 4, (("", "Look again."), ("accuracy", "Not that."))),
    "start-form": TextForm("start", 0, "Sort mail", (FieldGroup("", (ACCURACY,)),), (("text", "Tell me."),), more="More about the case (2 facts)"),
    "what-if-form": TextForm("what-if", 4),
    "feedback-form": FeedbackForm(helpful=False),
    "help": r.HelpCard(administrator=True),
    "history": HistoryCard((ListedConsultation("router tickets", recommended=True, day="2026-11-20", channel="C1", link="https://slack.example/p1"),)),
    "history-none": HistoryCard(),
}  # fmt: skip
