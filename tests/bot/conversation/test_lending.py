"""A model's words stand around what was computed, say whose they are, and change nothing in it."""

import json

from bot.blocks import render
from bot.conversation import (
    Consultation,
    Outcome,
    converse,
    introduce,
    remark,
    said_before,
    show_again,
    word_answer,
)
from bot.conversation.replies import AnswerCard, NoticeCard, RecommendationCard
from bot.conversation.turns import Said, Turn
from knowledge.answers.answer import Citation
from tests.bot.conversation.helped import CASE, Helped, opened
from tests.bot.conversation.talk import DESK, GUIDANCE, cards

BY_MODEL = "Worded by a model."


def recommended() -> tuple[Helped, Outcome]:
    helped = opened()
    outcome = helped.say("recommend now")
    worded = introduce(outcome, "k1", "It must be of one hand.", BY_MODEL)
    helped.consultation = worded.consultation
    return helped, worded


def test_a_models_words_stand_before_a_result_in_which_no_byte_changes() -> None:
    helped = opened()
    plain = helped.say("recommend now")
    worded = introduce(plain, "k1", "It must be of one hand.", BY_MODEL)

    before, after = (
        [
            block
            for one in outcome.replies
            if one.slot == "advice"
            for block in render(one.card).blocks
        ]
        for outcome in (plain, worded)
    )
    assert json.dumps(after[2:]) == json.dumps(before)
    assert "one hand" in json.dumps(after[0])
    assert BY_MODEL in json.dumps(after[1])


def test_a_models_words_stay_with_the_recommendation_they_are_about() -> None:
    helped, _ = recommended()
    written = Consultation.from_json(json.loads(json.dumps(helped.consultation.to_json())))
    (again,) = cards(show_again(written, DESK, "x"), RecommendationCard)
    (changed,) = cards(helped.say("change consistency to free").replies, RecommendationCard)

    assert isinstance(again, RecommendationCard)
    assert isinstance(changed, RecommendationCard)
    assert (again.wording, again.disclosure) == ("It must be of one hand.", BY_MODEL)
    assert (changed.wording, changed.disclosure) == ("", "")


def test_a_turn_that_comes_late_leads_to_the_same_as_one_in_time() -> None:
    helped, _ = recommended()
    late = Turn("late", "1795000000.9", "U1", Said("lunch?", "thread", addressed=False))

    again = converse(helped.consultation, late, DESK).consultation

    assert again.state == helped.consultation.state


def test_a_remark_is_a_small_line_below_the_last_reply() -> None:
    outcome = remark(Helped().say(CASE), "It is said without a model.")

    assert [bool(one.remark) for one in outcome.replies] == [False, True]
    last = outcome.replies[-1]
    assert render(last.card, last.remark).blocks[-1]["type"] == "context"
    assert render(last.card, last.remark).blocks[:-1] == render(last.card).blocks
    assert remark(Outcome(Consultation(), ()), "nobody hears it").replies == ()


def test_what_people_told_each_other_is_not_told_to_a_model() -> None:
    helped = opened()
    helped.take(Said("what is few-shot prompting?", "thread"))
    company = Turn("other", "1795000050.5", "U2", Said("lunch?", "thread", addressed=False))
    consultation = converse(helped.consultation, company, DESK).consultation
    turn = Turn("new", "1795000100.5", "U1", Said("and zero-shot?", "thread"))

    assert said_before(consultation, turn) == (CASE, "what is few-shot prompting?")


def test_nothing_is_said_twice_to_somebody_without_a_model() -> None:
    replies = Helped().say("hello").replies

    assert [type(one.card) for one in replies] == [NoticeCard]
    assert replies[0].remark == ""


def test_a_worded_answer_shows_its_quotes_and_who_worded_it() -> None:
    quote = Citation("Guidance", "Maintenance", "new training when requirements change")
    plain = opened().say("what is few-shot prompting?")
    worded = word_answer(plain, "They need new training.", (quote,), BY_MODEL)

    (card,) = cards(worded.replies, AnswerCard)
    assert isinstance(card, AnswerCard)
    shown = json.dumps(render(card).blocks)
    assert "They need new training." in shown
    assert quote.quote in shown
    assert BY_MODEL in shown
    assert GUIDANCE.text not in shown
    assert worded.consultation == plain.consultation
