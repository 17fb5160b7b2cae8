"""Pricing: a question about money in the thread gets every figure, with its model and its day."""

from decimal import Decimal

import pytest

from bot.conversation.pricing import ABOUT_COST, answer_price
from bot.conversation.replies import AnswerCard
from bot.figures import band, dollars
from tests.bot.blocks.samples import ADVICE
from tests.bot.conversation.talk import DESK, Talk

CASE = (
    "We answer 50k router support tickets a month, lots of telecom jargon, ~95% must be right, "
    "and have 3,000 solved tickets"
)


def asked(question: str) -> tuple[Talk, str]:
    talk = Talk()
    talk.say(CASE, "direct")
    talk.say("recommend now", "direct")
    card = talk.say(question, "direct")[-1].card
    assert isinstance(card, AnswerCard)
    return talk, card.about_this_case


@pytest.mark.parametrize(
    ("question", "option"),
    [
        ("what does LoRA cost?", "fine-tune"),
        ("what would fine-tuning cost us?", "fine-tune"),
        ("how much would RAG cost?", "rag"),
        ("is prompting cheaper?", "prompt"),
        ("what does it cost?", ""),
        ("how much is it per month?", ""),
    ],
)
def test_the_option_asked_about_is_priced_in_full(question: str, option: str) -> None:
    talk, told = asked(question)
    advice = DESK.advise(talk.state.facts)
    cost = advice.cost.options[option or advice.approach]
    for figure in (cost.one_off, cost.monthly, cost.twelve_months):
        assert band(figure) in told
    assert f"{cost.model} at {cost.provider}" in told
    assert f"prices of {advice.cost.prices_as_of}" in told
    for name, other in advice.cost.options.items():
        if name != (option or advice.approach):
            assert dollars(other.twelve_months.likely) in told


def test_whoever_asks_for_adapters_is_told_what_they_cost_on_rented_gpus() -> None:
    talk, told = asked("what does LoRA cost?")
    routes = DESK.advise(talk.state.facts).cost.alternatives["fine-tune"]
    rented = next(one for one in routes if one.provider == "self-hosted")
    assert f"LoRA on a GPU that you rent ({rented.model}): {band(rented.one_off)} one-off" in told
    training = [line for line in rented.lines if line.item == "Training"]
    assert all(line.amount.likely > Decimal(0) for line in training)
    assert "LoRA on a GPU" not in asked("what would fine-tuning cost us?")[1]


def test_what_cannot_be_bought_is_never_priced_at_nothing() -> None:
    told = answer_price(ADVICE, "fine-tune", "what does fine-tuning cost?")
    assert "cannot be bought: No new jobs are taken." in told
    assert "$0" not in told


@pytest.mark.parametrize("other", ["how much data do we need?", "how much does accuracy matter?"])
def test_how_much_of_something_else_is_no_question_of_money(other: str) -> None:
    assert ABOUT_COST.search(other) is None
