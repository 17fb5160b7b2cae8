"""Rendering: every card of the dialogue to the Block Kit that shows it."""

from dataclasses import replace
from typing import TypeAlias

from bot.blocks import limits
from bot.blocks.answering import answer
from bot.blocks.asking import folded, question
from bot.blocks.detailing import details
from bot.blocks.forms import edit, feedback, text_form
from bot.blocks.opening import root
from bot.blocks.parts import Rendered, small
from bot.blocks.recalculating import calculation, chart, what_if
from bot.blocks.recommending import recommendation
from bot.blocks.telling import help_card, history, notice
from bot.conversation import replies
from bot.conversation.forms import EditForm, FeedbackForm, TextForm
from bot.conversation.replies import Card


def render(card: Card, remark: str = "") -> Rendered:
    """Return a card as Slack takes it: a message with a fallback text, or a modal for a form.

    Words of people, documents and models in the card are shown and never obeyed.

    Args:
        card: What to show.
        remark: A small line below a message, or "".
    """
    shown = _render(card)
    if not remark or not shown.blocks:
        return shown
    return replace(shown, blocks=(*shown.blocks[: limits.BLOCKS_IN_MESSAGE - 1], small(remark)))


def _render(card: Card) -> Rendered:
    match card:
        case EditForm() | TextForm() | FeedbackForm() | replies.DetailsCard():
            return _form(card)
        case replies.WhatIfCard() | replies.CalculationCard() | replies.ChartCard():
            return _figures(card)
        case replies.NoticeCard() | replies.HelpCard() | replies.HistoryCard():
            return _words(card)
        case _:
            return _step(card)


_Window: TypeAlias = EditForm | TextForm | FeedbackForm | replies.DetailsCard


def _form(card: _Window) -> Rendered:
    match card:
        case replies.DetailsCard():
            return details(card)
        case EditForm():
            return edit(card)
        case TextForm():
            return text_form(card)
        case FeedbackForm():
            return feedback(card)


def _figures(card: replies.WhatIfCard | replies.CalculationCard | replies.ChartCard) -> Rendered:
    match card:
        case replies.WhatIfCard():
            return what_if(card)
        case replies.CalculationCard():
            return calculation(card)
        case replies.ChartCard():
            return chart(card)


_Step: TypeAlias = (
    replies.RootCard
    | replies.QuestionCard
    | replies.FoldedCard
    | replies.RecommendationCard
    | replies.AnswerCard
)


def _step(card: _Step) -> Rendered:
    match card:
        case replies.RootCard():
            return root(card)
        case replies.QuestionCard():
            return question(card)
        case replies.FoldedCard():
            return folded(card)
        case replies.RecommendationCard():
            return recommendation(card)
        case replies.AnswerCard():
            return answer(card)


def _words(card: replies.NoticeCard | replies.HelpCard | replies.HistoryCard) -> Rendered:
    match card:
        case replies.NoticeCard():
            return notice(card)
        case replies.HelpCard():
            return help_card(card)
        case replies.HistoryCard():
            return history(card)
