"""Rendering: every card of the dialogue to the Block Kit that shows it."""

from dataclasses import replace

from bot.blocks import limits
from bot.blocks.answering import answer
from bot.blocks.asking import folded, question
from bot.blocks.detailing import details
from bot.blocks.forms import edit, feedback, text_form
from bot.blocks.opening import root
from bot.blocks.parts import Rendered, small
from bot.blocks.recalculating import calculation, file, what_if
from bot.blocks.recommending import recommendation
from bot.blocks.telling import help_card, history, notice
from bot.conversation import replies
from bot.conversation.forms import EditForm, FeedbackForm, TextForm
from bot.conversation.history import HistoryCard
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


def _render(card: Card) -> Rendered:  # noqa: C901, PLR0911, PLR0912  (a table: mypy sees that it is whole)
    match card:
        case EditForm():
            return edit(card)
        case TextForm():
            return text_form(card)
        case FeedbackForm():
            return feedback(card)
        case replies.DetailsCard():
            return details(card)
        case replies.WhatIfCard():
            return what_if(card)
        case replies.CalculationCard():
            return calculation(card)
        case replies.FileCard():
            return file(card)
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
        case replies.NoticeCard():
            return notice(card)
        case replies.HelpCard():
            return help_card(card)
        case HistoryCard():
            return history(card)
