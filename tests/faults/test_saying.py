"""Whatever fails on the way, what the bot has to say is seen once, and whole."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground import Message
from tests.faults.saying import KINDS, TROUBLES, WORDS, Kind, Stage, letters, write_bit_by_bit

APPEND, STOP = 2, 3
"""Calls of an answer that is written bit by bit: a status, its start, one piece more, its end."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_message_is_seen_once_whichever_call_fails(
    stage: Stage, kind: Kind, trouble: str
) -> None:
    for at in range(KINDS[kind]):
        stage.ask()
        await stage.say(kind(stage), {at: TROUBLES[trouble]})
        assert [whole(one) for one in stage.seen()] == [True], (at, stage.seen())


@pytest.mark.parametrize("second", TROUBLES)
async def test_an_answer_is_seen_once_when_what_makes_it_whole_fails_too(
    stage: Stage, second: str
) -> None:
    """The storm of the whole advisor said answers twice here: 429 at the repairing update."""
    for broken in APPEND, STOP:
        for later in 1, 2, 3:
            stage.ask()
            troubles = {broken: TROUBLES["reset"], broken + later: TROUBLES[second]}
            await stage.say(write_bit_by_bit(stage), troubles)
            assert [whole(one) for one in stage.seen()] == [True], (broken, later, stage.seen())


async def test_a_look_up_that_is_refused_for_no_known_reason_is_asked_again(stage: Stage) -> None:
    for kind in KINDS:
        stage.ask()
        troubles = {1: TROUBLES["invalid_blocks"], 0: TROUBLES["500 after accept"]}
        await stage.say(kind(stage), troubles)
        assert [whole(one) for one in stage.seen()] == [True], kind


def _can_be_said(troubles: dict[int, str]) -> bool:
    """Leave out what no message survives: its plain form has no blocks to be refused for."""
    return list(troubles.values()).count("invalid_blocks") < 2


@settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    kind=st.sampled_from(list(KINDS)),
    troubles=st.dictionaries(
        st.integers(0, 9), st.sampled_from(sorted(TROUBLES)), min_size=2, max_size=4
    ).filter(_can_be_said),
)
async def test_a_message_is_seen_once_however_much_fails(
    stage: Stage, kind: Kind, troubles: dict[int, str]
) -> None:
    stage.ask()
    await stage.say(kind(stage), {at: TROUBLES[name] for at, name in troubles.items()})
    assert [whole(one) for one in stage.seen()] == [True]


def whole(message: Message) -> bool:
    """Tell whether a message is a file, or says everything and says it to the end."""
    said = letters(WORDS) in letters(f"{message.text} {message.blocks}")
    return bool(message.files) or (said and not message.streaming)
