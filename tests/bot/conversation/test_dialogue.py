"""The dialogue: from the first words to the recommendation and what follows."""

import pytest

from bot.conversation import Submitted, problems_in, show_again, wording
from bot.conversation.forms import EditForm, FeedbackForm, TextForm
from bot.conversation.replies import (
    AnswerCard,
    CalculationCard,
    FileCard,
    FoldedCard,
    QuestionCard,
    RecommendationCard,
    Reply,
    RootCard,
    WhatIfCard,
)
from bot.figures import verdict
from tests.bot.conversation.talk import (
    DESK,
    SILENT,
    Talk,
    cards,
    notices,
    opened,
    recommended,
    text_of,
)

TELECOM = (
    "We answer 50k router support tickets a month, lots of telecom jargon, ~95% must be right, "
    "$2k a month, and we have 3,000 solved tickets"
)


def test_the_opening_shows_what_was_understood_and_asks_one_question() -> None:
    replies = Talk().say(TELECOM, "command")
    assert [type(reply.card) for reply in replies] == [RootCard, QuestionCard]
    root = replies[0].card
    assert isinstance(root, RootCard)
    assert {one.name for one in root.understood} >= {"accuracy", "labelled_examples"}
    assert all(one.evidence in TELECOM for one in root.understood)
    assert (replies[0].slot, replies[0].audience) == ("root", "channel")


def test_the_title_is_the_users_own_words_without_figures() -> None:
    talk = opened(TELECOM)
    assert talk.consultation.title == "answer router support tickets"
    assert (
        opened("Should we fine-tune a model for contract review?").state.title == "contract review"
    )


def test_nothing_is_asked_that_was_said_and_no_question_comes_twice() -> None:
    talk = opened(TELECOM)
    said = set(talk.state.facts.values)
    talk.answer_all()
    asked = [one.fact for one in talk.state.asked]
    assert not said & set(asked)
    assert len(asked) == len(set(asked))


def test_an_answered_question_folds_in_its_place() -> None:
    talk = opened()
    slot, fact = talk.state.asked[-1].slot, talk.asked
    replies = talk.press("answer", fact, DESK.definition(fact).levels[1].value)
    folded = next(reply for reply in replies if isinstance(reply.card, FoldedCard))
    assert folded.slot == slot


def test_the_recommendation_comes_by_itself_or_when_asked_for() -> None:
    talk = opened()
    assert cards(talk.answer_all(), RecommendationCard)
    replies = opened().say("just tell me")
    (card,) = cards(replies, RecommendationCard)
    assert isinstance(card, RecommendationCard)
    assert card.closing


@pytest.mark.parametrize(
    "words",
    ["skip", "I don't know", "no idea", "not sure", "pass"],
)
def test_a_skipped_fact_becomes_a_stated_assumption(words: str) -> None:
    talk = opened()
    fact = talk.asked
    talk.say(words)
    assert fact in talk.state.facts.skipped
    assert talk.asked != fact


def test_back_takes_the_last_answer_back_and_asks_again() -> None:
    talk = opened()
    fact = talk.asked
    talk.press("answer", fact, DESK.definition(fact).levels[0].value)
    replies = talk.say("back")
    assert talk.asked == fact
    assert fact not in talk.state.facts.values
    assert next(r for r in replies if isinstance(r.card, QuestionCard)).slot.endswith(":2")


def test_back_at_the_first_question_says_so() -> None:
    assert wording.NOTHING_BACK in notices(opened().say("back"))


def answered_through() -> tuple[Talk, str]:
    talk, last = opened(), ""
    while talk.state.open:
        last = talk.asked
        talk.press("answer", last, DESK.definition(last).levels[0].value)
    return talk, last


def test_back_from_the_recommendation_asks_the_last_question_again() -> None:
    talk, last = answered_through()
    replies = talk.say("back")
    assert talk.asked == last
    assert [card.question.fact for card in questions_in(replies)] == [last]
    said = talk.press("answer", last, DESK.definition(last).levels[-1].value)
    assert not talk.state.open
    assert talk.state.facts.get(last) == DESK.definition(last).levels[-1].value
    assert "Noted: " in notices(said)


def questions_in(replies: tuple[Reply, ...]) -> list[QuestionCard]:
    return [reply.card for reply in replies if isinstance(reply.card, QuestionCard)]


@pytest.mark.parametrize("words", ["skip", "recommend now"])
def test_a_question_gone_back_to_after_the_recommendation_can_be_left(words: str) -> None:
    talk, last = answered_through()
    talk.say("back")
    talk.say(words)
    assert not talk.state.open
    assert talk.state.recommended
    assert last not in talk.state.facts.values


def test_the_lines_of_earlier_questions_say_what_became_of_them() -> None:
    talk = opened()
    first = talk.asked
    talk.answer_one()
    left = talk.asked
    back = {reply.slot: reply.card for reply in talk.say("back")}
    stop = {reply.slot: reply.card for reply in talk.say("recommend now")}
    lines = {
        slot: card.shown for slot, card in (back | stop).items() if isinstance(card, FoldedCard)
    }
    assert lines[f"question:{first}:1"] == "asked again below"
    assert lines[f"question:{left}:1"].startswith("assumed ")
    assert "not asked any more" not in str(lines)


def test_why_says_what_each_answer_would_do_to_the_recommendation() -> None:
    talk = opened()
    asked = next(iter(cards(show_again(talk.consultation, DESK, "k"), QuestionCard)))
    assert isinstance(asked, QuestionCard)
    said = notices(talk.say("why"))
    assert asked.question.why not in said
    for choice in asked.question.choices:
        facts = talk.state.facts.changed({talk.asked: choice.value})
        would = verdict(DESK.advise(facts))
        assert f"• {choice.label} → {would}, about $" in said


@pytest.mark.parametrize(
    ("typed", "days"), [("2026-12-24", "32"), ("two weeks", "14"), ("30", "30")]
)
def test_a_time_is_picked_on_a_calendar_or_typed_as_people_write_it(typed: str, days: str) -> None:
    talk = opened()
    talk.press("answer", "deadline_days", typed)
    assert str(talk.state.facts.get("deadline_days")) == days


def test_back_after_stopping_asks_the_question_that_was_left() -> None:
    talk = opened()
    left = talk.asked
    talk.say("recommend now")
    talk.say("back")
    assert talk.asked == left


def test_a_question_in_the_middle_is_answered_and_the_dialogue_stands_where_it_was() -> None:
    talk = opened()
    before = talk.asked
    replies = talk.say("what does reinforcement fine-tuning need?")
    (card,) = cards(replies, AnswerCard)
    assert isinstance(card, AnswerCard)
    assert DESK.definition(before).question in card.resume
    assert len(replies) == 1
    assert talk.asked == before


def test_why_not_fine_tune_is_answered_for_this_case() -> None:
    (card,) = cards(recommended().say("why not just fine-tune?"), AnswerCard)
    assert isinstance(card, AnswerCard)
    assert "points" in card.about_this_case or "not open now" in card.about_this_case


def test_a_question_off_the_subject_gets_an_honest_no() -> None:
    replies = Talk().say("who won the match yesterday?", "mention", answer=SILENT)
    assert "The guidance does not say." in text_of(replies)


def test_a_what_if_recalculates_and_leaves_the_facts_alone() -> None:
    talk = recommended()
    before = talk.state.facts
    replies = talk.say("what if we had ten times the volume?", addressed=False)
    (card,) = cards(replies, WhatIfCard)
    assert isinstance(card, WhatIfCard)
    assert card.after.facts.get("requests_per_month") == 500_000
    assert talk.state.facts == before


def test_a_kept_what_if_updates_the_recommendation_in_its_place() -> None:
    talk = recommended()
    talk.say("what if we had ten times the volume?")
    encoded = talk.state.what_ifs[-1][1]
    replies = talk.press("keep", value=encoded)
    advice = next(reply for reply in replies if isinstance(reply.card, RecommendationCard))
    assert advice.slot == "advice"
    assert isinstance(advice.card, RecommendationCard)
    assert "50,000 → 500,000" in advice.card.changed
    assert wording.NO_WHAT_IF in notices(talk.press("keep", value=encoded))


def test_a_dropped_what_if_changes_nothing() -> None:
    talk = recommended()
    talk.say("what if we had ten times the volume?")
    facts = talk.state.facts
    talk.press("drop", value=talk.state.what_ifs[-1][1])
    assert (talk.state.facts, talk.state.what_ifs) == (facts, ())


def test_a_changed_answer_says_what_changed_and_why() -> None:
    talk = recommended()
    replies = talk.say("change accuracy to mistakes are cheap")
    (card,) = cards(replies, RecommendationCard)
    assert isinstance(card, RecommendationCard)
    assert "Must be right → Mistakes are cheap" in card.changed
    assert "recommendation" in notices(replies)


def test_a_contradiction_is_asked_not_chosen() -> None:
    talk = opened("We have 3,000 labelled examples but only 20 labelled examples")
    assert talk.asked == "labelled_examples"
    assert "labelled_examples" not in talk.state.facts.values
    talk.say("the second")
    assert talk.state.facts.get("labelled_examples") == 20


def test_two_unreadable_answers_in_a_row_lead_to_an_offer_to_skip() -> None:
    talk = opened()
    first = notices(talk.say("purple"))
    second = notices(talk.say("purple"))
    assert "skip" not in first
    assert "‘skip’" in second


def test_details_come_on_request() -> None:
    talk = recommended()
    assert cards(talk.press("calculation"), CalculationCard)
    (chart,) = cards(talk.press("chart"), FileCard)
    assert isinstance(chart, FileCard)
    assert "twelve months" in chart.alt
    assert cards(talk.press("what-if"), TextForm)
    assert cards(talk.press("unhelpful"), FeedbackForm)
    assert wording.THANKS_FEEDBACK in notices(talk.submit("feedback", reason="fine"))


@pytest.mark.parametrize("words", ["export", "Export as CSV", "csv", "costs as JSON"])
def test_the_costs_are_exported_on_a_word_that_states_no_fact(words: str) -> None:
    talk = recommended()
    before = talk.state.facts
    shape = "json" if "JSON" in words else "csv"
    (said,) = cards(talk.say(words), FileCard)
    (pressed,) = cards(talk.press(shape), FileCard)
    assert said == pressed
    assert isinstance(said, FileCard)
    assert said.shape == shape
    assert f"as {shape.upper()}, line by line" in said.words
    assert talk.state.facts == before
    assert wording.NOT_YET in notices(opened().say(words))


def fields(form: EditForm) -> list[str]:
    return [definition.name for group in form.groups for definition in group.definitions]


def test_one_fact_or_everything_can_be_edited_in_a_form() -> None:
    talk = recommended()
    (one,) = cards(talk.press("edit", "accuracy"), EditForm)
    (everything,) = cards(talk.press("edit-all"), EditForm)
    assert isinstance(one, EditForm)
    assert isinstance(everything, EditForm)
    assert fields(one) == ["accuracy"]
    assert set(talk.state.facts.values) <= set(fields(everything))
    talk.submit("edit-one", accuracy="tolerant")
    assert talk.state.facts.get("accuracy") == "tolerant"


def test_a_form_field_that_cannot_be_taken_keeps_what_was_typed() -> None:
    talk = recommended()
    facts = talk.state.facts
    (form,) = cards(talk.submit("edit", accuracy="high", requests_per_month="-4"), EditForm)
    assert isinstance(form, EditForm)
    assert dict(form.problems).keys() == {"requests_per_month"}
    assert dict(form.values)["accuracy"] == "high"
    assert talk.state.facts == facts


def test_a_start_form_opens_a_consultation_with_words_and_fields() -> None:
    talk = Talk()
    replies = talk.submit("start", text="Sort incoming mail", accuracy="high")
    assert cards(replies, RootCard)
    assert talk.state.facts.get("accuracy") == "high"


def test_a_consultation_can_be_shown_anew_in_another_place() -> None:
    asking, done = opened(), recommended()
    again = show_again(asking.consultation, DESK, "x")
    assert [type(reply.card) for reply in again] == [RootCard, QuestionCard]
    whole = show_again(done.consultation, DESK, "x")
    assert [type(reply.card) for reply in whole] == [RootCard, RecommendationCard]
    assert show_again(Talk().consultation, DESK, "x") == ()


def test_a_form_is_checked_before_it_is_taken() -> None:
    form = Submitted("edit", (("accuracy", "high"), ("requests_per_month", "-4")))
    assert [field for field, _ in problems_in(form, DESK)] == ["requests_per_month"]


def test_starting_over_forgets_the_facts_and_keeps_the_thread() -> None:
    talk = recommended()
    talk.say("start over")
    assert not talk.state.facts.values
    replies = talk.say("We write product texts", addressed=False)
    slots = {reply.slot for reply in replies}
    assert "root" in slots
    assert all(slot == "root" or slot.startswith("2:") for slot in slots)
