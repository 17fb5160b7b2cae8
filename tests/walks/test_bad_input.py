"""Bad input gets one clear message that says what to do next, and loses nothing."""

import pytest

from tests.walks.conftest import Walk


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Tell me"),
        ("🙂🙂🙂", "no words"),
        ("help", "Tell me about a use case"),
        ("history", "no consultations yet"),
    ],
)
async def test_a_command_without_a_use_case_is_answered_to_the_person_alone(
    http_walk: Walk, text: str, words: str
) -> None:
    walk = http_walk
    await walk.slack.command(walk.mia, walk.team, "/advise", text)

    await walk.seen(walk.mia, walk.team, words)
    assert walk.slack.messages(walk.team) == []


async def test_forty_thousand_characters_are_read_as_far_as_it_goes(http_walk: Walk) -> None:
    walk = http_walk
    text = "We answer 50k tickets a month. " + "word " * 8_000
    root = await walk.open(text)

    assert "characters" in str(root.blocks)
    assert "50,000" in str(root.blocks)


@pytest.mark.parametrize("answer", ["-5", "minus five thousand", "9" * 30])
async def test_an_absurd_number_is_asked_again_and_the_question_stays_open(
    http_walk: Walk, answer: str
) -> None:
    walk = http_walk
    root = await walk.open("We want strict JSON from contracts with 200 labelled examples")
    await walk.until(root, "?")
    before = len(walk.thread(root))
    await walk.say(root, f"{answer} requests a month")

    await walk.slack.wait_for(lambda: len(walk.thread(root)) > before)
    assert "Traceback" not in walk.thread(root)[-1].text


async def test_contradictory_facts_are_asked_not_chosen(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open(
        "Our support bot gets 100 questions a day, that is 1 million questions a month."
    )
    question = await walk.until(root, "?")

    assert "1 million" in str(question.blocks)
