"""The dialogue as a pure function: consultation and turn in, consultation and replies out."""

from bot.conversation.consultation import Consultation
from bot.conversation.desk import Desk
from bot.conversation.dialogue import Outcome, converse, question_in, show_again
from bot.conversation.fields import group_fields
from bot.conversation.forms import EditForm, FeedbackForm, TextForm
from bot.conversation.hearing import words_to_read
from bot.conversation.history import HistoryCard, ListedConsultation
from bot.conversation.leaving import without
from bot.conversation.lending import (
    case_in_words,
    facts_in_words,
    find_answer,
    find_recommendation,
    introduce,
    remark,
    said_before,
    word_answer,
)
from bot.conversation.reading import Reading, Wanted
from bot.conversation.replies import (
    AnswerCard,
    CalculationCard,
    Card,
    FileCard,
    FoldedCard,
    HelpCard,
    NoticeCard,
    QuestionCard,
    RecommendationCard,
    Reply,
    RootCard,
    Shape,
    Understood,
    WhatIfCard,
)
from bot.conversation.submitting import problems_in
from bot.conversation.turns import Edited, Pressed, Said, Submitted, Turn
from bot.conversation.verbs import VERBS, button

__all__ = [
    "VERBS",
    "AnswerCard",
    "CalculationCard",
    "Card",
    "Consultation",
    "Desk",
    "EditForm",
    "Edited",
    "FeedbackForm",
    "FileCard",
    "FoldedCard",
    "HelpCard",
    "HistoryCard",
    "ListedConsultation",
    "NoticeCard",
    "Outcome",
    "Pressed",
    "QuestionCard",
    "Reading",
    "RecommendationCard",
    "Reply",
    "RootCard",
    "Said",
    "Shape",
    "Submitted",
    "TextForm",
    "Turn",
    "Understood",
    "Wanted",
    "WhatIfCard",
    "button",
    "case_in_words",
    "converse",
    "facts_in_words",
    "find_answer",
    "find_recommendation",
    "group_fields",
    "introduce",
    "problems_in",
    "question_in",
    "remark",
    "said_before",
    "show_again",
    "without",
    "word_answer",
    "words_to_read",
]
