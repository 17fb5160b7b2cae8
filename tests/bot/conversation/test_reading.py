"""What a model read is shown, asked about where it doubts, kept with its turn, and never obeyed."""

import json
from decimal import Decimal

import pytest

from advisors import Conflict, FoundFact
from bot.conversation import Consultation, converse, words_to_read
from bot.conversation.reading import choose_reading
from bot.conversation.replies import QuestionCard, RootCard, WhatIfCard
from bot.conversation.state import Clash
from bot.conversation.turns import Act, Edited, Pressed, Said, Submitted, Turn
from tests.bot.conversation.helped import CASE, HAND, Helped, found, opened
from tests.bot.conversation.talk import DESK, cards
from tests.bot.plain import plain_text


def test_a_fact_that_only_the_model_found_is_presumed_and_shown_with_the_persons_words() -> None:
    helped = Helped()
    outcome = helped.say(CASE, found(CASE, "consistency", "strict", HAND))

    (card,) = cards(outcome.replies, RootCard)
    assert isinstance(card, RootCard)
    shown = {one.name: (one.evidence, one.origin) for one in card.understood}
    assert shown["consistency"] == (HAND, "lent")
    assert f"? (read by a language model in “{HAND}”)" in plain_text(card)
    assert "A language model takes from your words" in card.status
    assert (helped.value("consistency"), helped.presumed("consistency")) == (None, "strict")
    assert helped.value("requests_per_month") == 50_000


def test_what_a_model_reads_later_is_said_in_the_thread_and_skipping_it_forgets_it() -> None:
    helped = Helped()
    helped.say("We sort 50k support tickets a month, 3,000 solved tickets with labels")
    text = "honestly it should all read as if one hand wrote it"
    outcome = helped.say(text, found(text, "consistency", "strict", HAND))
    again = helped.say(text, found(text, "consistency", "strict", HAND))

    assert "Noted: Consistency needed: Always alike (presumed)." in plain_text(
        outcome.replies[-1].card
    )
    assert "I have already: Consistency needed: Always alike (presumed)." in plain_text(
        again.replies[-1].card
    )
    state = helped.consultation.state
    assert state.facts.presumed["consistency"] == "strict"
    assert "consistency" not in state.skipping("consistency").facts.presumed


def test_words_that_do_not_stand_there_and_unknown_facts_count_for_nothing() -> None:
    elsewhere = FoundFact("consistency", "strict", HAND, 0, len(HAND))
    unknown = found(CASE, "password", "yes", HAND)

    assert Helped().say(CASE, elsewhere, unknown).replies == Helped().say(CASE).replies


def test_where_model_and_rules_differ_the_person_is_asked() -> None:
    rules = found(CASE, "requests_per_month", Decimal(50_000), "50k support tickets a month")
    model = found(CASE, "requests_per_month", Decimal(5), "50k support tickets a month")
    helped = Helped()
    helped.say(CASE, doubts=(Conflict("requests_per_month", (rules, model)),))

    assert helped.consultation.state.open is not None
    assert helped.consultation.state.open.fact == "requests_per_month"
    assert helped.value("requests_per_month") is None
    assert helped.presumed("requests_per_month") == 50_000
    helped.say("the first")
    assert helped.value("requests_per_month") == 50_000


def test_a_model_changes_nothing_that_a_person_said_before_but_has_it_asked() -> None:
    helped = opened()
    helped.say("change consistency to strict")
    text = "honestly the replies may differ a good deal"
    outcome = helped.say(text, found(text, "consistency", "free", "may differ a good deal"))

    assert helped.value("consistency") == "strict"
    (card,) = cards(outcome.replies, QuestionCard)
    assert isinstance(card, QuestionCard)
    assert [choice.value for choice in card.question.choices] == ["strict", "free"]
    helped.take(Pressed("answer", "consistency", "free", helped.consultation.version))
    assert helped.value("consistency") == "free"


def test_an_answer_that_the_model_reads_otherwise_is_asked_again_in_its_place() -> None:
    helped = opened()
    asked = helped.consultation.state.open
    assert asked is not None
    levels = [one.value for one in DESK.definition(asked.fact).levels]
    labels = {one.value: one.label for one in DESK.definition(asked.fact).levels}
    text = f"{labels[levels[1]]} I would say, more or less"
    one = found(text, asked.fact, levels[1], labels[levels[1]])
    other = found(text, asked.fact, levels[0], "more or less")

    outcome = helped.say(text, doubts=(Conflict(asked.fact, (one, other)),))

    assert [reply.slot for reply in outcome.replies] == [asked.slot]
    assert helped.value(asked.fact) is None


def test_a_what_if_in_other_words_is_recalculated_with_the_change_shown() -> None:
    helped = opened()
    text = "what if it were fine for every answer to sound different?"
    outcome = helped.say(text, found(text, "consistency", "free", "sound different"))

    (card,) = cards(outcome.replies, WhatIfCard)
    assert isinstance(card, WhatIfCard)
    assert card.after.facts.get("consistency") == "free"
    assert helped.presumed("consistency") == "strict"


def test_a_what_if_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    helped = opened()
    text = "what if we had ten times the volume?"
    ways = tuple(
        found(text, "requests_per_month", Decimal(value), "ten times the volume")
        for value in (500_000, 10)
    )
    outcome = helped.say(text, doubts=(Conflict("requests_per_month", ways),))

    assert not cards(outcome.replies, WhatIfCard)
    assert "500,000 or 10" in plain_text(outcome.replies[0].card)


def test_what_was_read_is_kept_so_that_no_model_is_asked_again() -> None:
    helped = opened()
    written = json.loads(json.dumps(helped.consultation.to_json()))
    late = Turn("late", "1794999999.5", "U1", Said("hello", "thread"))

    again = converse(Consultation.from_json(written), late, DESK).consultation

    assert Consultation.from_json(written) == helped.consultation
    assert again.facts.presumed.get("consistency") == "strict"


def test_a_consultation_written_before_there_were_models_is_still_read() -> None:
    helped = Helped()
    helped.say(CASE)
    written = json.loads(json.dumps(helped.consultation.to_json()))
    for kept in written["turns"]:
        del kept["reading"], kept["introduction"]
    del written["state"]["introduction"]

    assert Consultation.from_json(written) == helped.consultation


def test_a_deleted_message_takes_what_was_read_in_it_along() -> None:
    helped = opened()
    helped.take(Edited("k0", ""))

    assert HAND not in json.dumps(helped.consultation.to_json())
    assert helped.presumed("consistency") is None


def test_an_edited_message_is_read_anew_with_its_new_words() -> None:
    helped = opened()
    text = "We sort 60k support tickets a month, and replies may differ a good deal"
    words = "may differ a good deal"
    helped.take(Edited("k0", text), found(text, "consistency", "free", words))

    assert helped.presumed("consistency") == "free"
    assert helped.value("requests_per_month") == 60_000


def wanted(act: Act, helped: Helped | None = None) -> tuple[str, str] | None:
    turn = Turn("new", "1795000100.5", "U1", act)
    found = words_to_read((helped or Helped()).consultation, turn, DESK)
    return (found.kind, found.text) if found else None


def test_a_model_is_given_the_words_that_the_dialogue_reads_and_no_others() -> None:
    case, change = "We sort mail for a clinic", "what if we had ten times the volume?"

    assert wanted(Said(f" advisor, {case}\u200b <@U2>", "mention")) == ("facts", case)
    assert wanted(Submitted("start", (("text", case),))) == ("facts", case)
    assert wanted(Said(change, "thread"), opened()) == ("changes", change)
    assert wanted(Submitted("what-if", (("text", change),)), opened()) == ("changes", change)
    assert wanted(Edited("k0", case), opened()) == ("facts", case)


def test_what_needs_no_model_is_not_given_to_one() -> None:
    acts: list[Act] = [
        Said("yes", "thread"),
        Said("recommend now", "thread"),
        Said("what is few-shot prompting?", "thread"),
        Said("change accuracy to mistakes are cheap", "thread"),
        Said("<@U9> shall we have lunch at the new place?", "thread", addressed=False),
        Said("what if we had minus five requests a month?", "thread"),
        Pressed("stop"),
        Edited("k0", CASE),
        Edited("k0", ""),
    ]

    assert [act for act in acts if wanted(act, opened())] == []


def test_what_no_fact_has_a_place_for_is_named_once_and_survives_storage() -> None:
    helped = Helped()
    (card,) = cards(helped.say(f"{CASE} in 12 languages").replies, RootCard)

    assert isinstance(card, RootCard)
    assert card.unplaced == ("12 languages",)
    stored = json.loads(json.dumps(helped.consultation.to_json()))
    assert Consultation.from_json(stored).state.unplaced == ("12 languages",)


CLASH = Clash("latency", (("relaxed", "takes an hour"), ("realtime", "50k at once")))


@pytest.mark.parametrize(
    ("words", "picked"),
    [
        ("the first", 0),
        ("The LATTER, please", 1),
        ("the last one", 1),
        ("50k at once", 1),
        ("it takes an hour", 0),
        ("we use elastic search", None),
        ("our best performer", None),
        ("150k at once", None),
        ("it takes an hourglass", None),
        ("at the firstborn's, everlasting", None),
    ],
)
def test_whole_words_alone_pick_one_of_two_readings(words: str, picked: int | None) -> None:
    chosen = choose_reading(CLASH, words)
    assert chosen == (None if picked is None else CLASH.readings[picked])
