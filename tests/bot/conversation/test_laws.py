"""Laws: order and repetition of turns do not matter; every addressed turn is answered once."""

import json

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.blocks import lint, render
from bot.conversation import Consultation, converse
from bot.conversation.turns import Act, Edited, Pressed, Said, Submitted, Turn
from tests.bot.conversation.talk import DESK, GUIDANCE, Talk, opened
from tests.bot.naughty import NAUGHTY, live_sequences

ACTS: list[Act] = [
    Said("We answer 50k support tickets a month and ~95% must be right", "command"),
    Said("it lacks our knowledge", "thread"),
    Said("skip", "thread"),
    Pressed("answer", "gap", "knowledge", 1),
    Said("we have 3,000 solved tickets", "thread"),
    Said("what if we had ten times the volume?", "thread", addressed=False),
    Said("back", "thread"),
    Pressed("answer", "prompt_state", "plateaued", 2),
    Said("recommend now", "thread"),
    Said("lunch?", "thread", addressed=False),
    Submitted("edit-one", (("accuracy", "tolerant"),), 3),
    Said("start over", "thread"),
    Edited("k0", "We answer 60k support tickets a month"),
    Edited("k4", ""),
]


# a turn takes some 40 ms, so a failing example is shown as it was found, not made smaller first
QUICK = settings(
    max_examples=8, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
ORDERS = settings() if settings.get_current_profile_name() == "thorough" else QUICK
"""How often an order of turns is tried: `make chaos` tries ten thousand."""


def transcript(picks: list[int]) -> list[Turn]:
    return [
        Turn(f"k{place}", f"{1_795_000_000 + place}.5", "U1", ACTS[pick])
        for place, pick in enumerate([0, *picks])
    ]


def told(turns: list[Turn]) -> Consultation:
    consultation = Consultation()
    for turn in turns:
        consultation = converse(consultation, turn, DESK, GUIDANCE).consultation
    return consultation


@ORDERS
@given(st.data())
def test_any_order_and_repetition_of_the_turns_gives_the_same_consultation(
    data: st.DataObject,
) -> None:
    picks = data.draw(st.lists(st.integers(0, len(ACTS) - 1), max_size=5))
    turns = transcript(picks)
    shuffled = data.draw(st.permutations([*turns, *turns[:2]]))
    assert told(shuffled) == told(turns)


def test_a_deletion_that_names_an_edit_erases_no_message() -> None:
    turns = transcript([10, 13, 0, 12])
    late = [turns[place] for place in (3, 1, 2, 1, 4, 0, 0)]
    assert told(late) == told(turns)


@QUICK
@given(st.lists(st.integers(0, len(ACTS) - 1), max_size=5))
def test_a_consultation_survives_being_written_down(picks: list[int]) -> None:
    consultation = told(transcript(picks))
    written = json.loads(json.dumps(consultation.to_json()))
    assert Consultation.from_json(written) == consultation


def test_a_turn_that_was_taken_in_before_is_not_answered_again() -> None:
    talk = opened()
    again = converse(talk.consultation, talk.turns[0], DESK)
    assert again.replies == ()
    assert again.consultation == talk.consultation


def check(talk: Talk, text: str) -> None:
    replies = talk.say(text)
    assert replies
    assert len({reply.slot for reply in replies}) == len(replies)
    for reply in replies:
        shown = render(reply.card)
        payload = shown.view or {"text": shown.text, "blocks": list(shown.blocks)}
        assert lint(payload) == ()
        assert live_sequences(payload) == []


@settings(QUICK, max_examples=20)
@given(st.text(max_size=200) | st.sampled_from(NAUGHTY))
def test_whatever_is_typed_first_gets_a_clean_answer(text: str) -> None:
    check(Talk(), text)


@settings(QUICK, max_examples=10)
@given(st.text(max_size=200) | st.sampled_from(NAUGHTY))
def test_whatever_is_typed_later_gets_a_clean_answer(text: str) -> None:
    check(opened("We sort mail"), text)


def test_hostile_words_in_a_use_case_never_come_alive() -> None:
    for naughty in NAUGHTY:
        check(Talk(), f"We answer 50k tickets a month for {naughty} and it must be right")
