"""A consultation from the first words to the last, as a person in Slack meets it."""

import csv
import io

from bot.blocks import lint
from tests.walks.conftest import USE_CASE, Walk, buttons


async def test_a_use_case_becomes_questions_and_then_a_recommendation(walk: Walk) -> None:
    root = await walk.open()

    assert "50k router support tickets a month" in str(root.blocks)
    question = await walk.question(root)
    words = await walk.answer(question)
    assert f": {words}" in await walk.folded(question)
    advice = await walk.recommended(root)

    assert "twelve months" in advice.text


async def test_a_question_in_the_middle_is_answered_and_the_dialogue_goes_on(walk: Walk) -> None:
    root = await walk.open()
    question = await walk.question(root)

    await walk.say(root, "what is few-shot prompting?")
    await walk.until(root, "few examples")
    still = walk.open_question(root)
    assert still is not None
    assert still.ts == question.ts
    words = buttons(question)[0]
    await walk.say(root, words)

    assert f": {words}" in await walk.folded(question)


async def test_a_recommendation_can_be_questioned_and_tried_with_other_facts(walk: Walk) -> None:
    root = await walk.open()
    await walk.recommended(root)

    before = len(walk.thread(root))
    await walk.say(root, "why not fine-tune?")
    await walk.slack.wait_for(lambda: len(walk.thread(root)) > before)
    await walk.say(root, "what if we had ten times the volume?")
    what_if = await walk.until(root, "50,000 → 500,000")
    await walk.slack.press(walk.mia, what_if, "Keep this")
    await walk.slack.wait_for(lambda: "500,000" in str(walk.slack.messages(walk.team)[-1].blocks))


async def test_an_answer_changed_in_the_form_updates_the_recommendation_in_place(
    http_walk: Walk,
) -> None:
    walk = http_walk
    root = await walk.open()
    advice = await walk.recommended(root)

    await walk.slack.press(walk.mia, advice, "Requests a month: 50,000")
    view = await walk.form()
    errors = await walk.slack.submit(view, {"requests_per_month": "-5"})
    assert "requests_per_month" in errors
    assert not await walk.slack.submit(view, {"requests_per_month": "80000"})
    changed = await walk.slack.wait_for(
        lambda: [one for one in walk.thread(root) if "80,000" in str(one.blocks)]
    )

    assert advice.ts in {one.ts for one in changed}


async def test_the_details_open_in_a_window_and_leave_the_thread_as_it_is(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    advice = await walk.recommended(root)
    before = len(walk.thread(root))

    await walk.slack.press(walk.mia, advice, "Details")
    view = await walk.form()

    assert view is not None
    assert all(words in str(view.blocks) for words in ("For it", "Not priced", "Next"))
    assert len(walk.thread(root)) == before


async def test_in_a_direct_message_nothing_offers_to_go_on_in_one(http_walk: Walk) -> None:
    walk = http_walk
    direct = walk.slack.direct(walk.mia)
    said = await walk.slack.say(walk.mia, direct, USE_CASE)
    root = await walk.until(said, "Fine-tune or prompt?")

    assert "Edit everything" in buttons(root)
    assert "Private instead" not in buttons(root)


async def test_the_chart_arrives_in_the_thread_with_a_text_for_those_who_cannot_see_it(
    http_walk: Walk,
) -> None:
    walk = http_walk
    root = await walk.open()
    advice = await walk.recommended(root)

    await walk.slack.press(walk.mia, advice, "Chart")
    shared = await walk.slack.wait_for(lambda: [one for one in walk.thread(root) if one.files])

    (file,) = [one for one in walk.slack.world.files.values() if one.content]
    assert shared[0].thread_ts == root.ts
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")
    assert shared[0].text.startswith("Cost over twelve months, by requests a month.")
    assert "Recommended: prompt with retrieval." in file.alt_text


async def test_the_costs_arrive_in_the_thread_as_a_file_for_spreadsheets(walk: Walk) -> None:
    root = await walk.open()
    advice = await walk.recommended(root)
    shown = str(advice.blocks)

    await walk.slack.press(walk.mia, advice, "Costs as CSV")
    await walk.slack.wait_for(lambda: [one for one in walk.thread(root) if one.files])
    await walk.say(root, "export as csv")
    shared = await walk.slack.wait_for(
        lambda: [found for found in [[m for m in walk.thread(root) if m.files]] if len(found) > 1]
    )

    first, second = [one for one in walk.slack.world.files.values() if one.content]
    assert first.content == second.content
    assert first.content is not None
    rows = list(csv.DictReader(io.StringIO(first.content.decode())))
    assert {row["approach"] for row in rows} == {"prompt", "rag", "fine-tune", "hybrid"}
    assert all(row["source"] for row in rows)
    assert first.name.startswith("costs-")
    assert first.name.endswith(".csv")
    assert all(one.thread_ts == root.ts for one in shared[0])
    assert all(one.text.startswith("The costs of each option as CSV") for one in shared[0])
    assert str(advice.blocks) == shown


async def test_a_mention_and_a_direct_message_begin_a_consultation_where_they_stand(
    walk: Walk,
) -> None:
    bot = walk.slack.workspace.bot.id
    said = await walk.slack.say(walk.mia, walk.team, f"<@{bot}> {USE_CASE}")
    await walk.question(said)
    direct = await walk.slack.say(walk.mia, walk.slack.direct(walk.mia), USE_CASE)
    await walk.question(direct)

    roots = [one for one in walk.thread(said) if "Fine-tune or prompt?" in one.text]
    assert len(roots) == 1


async def test_the_form_of_the_shortcut_begins_a_consultation_in_a_direct_message(
    http_walk: Walk,
) -> None:
    walk = http_walk
    await walk.slack.shortcut(walk.mia, "ask_advisor")
    view = await walk.form()
    await walk.slack.submit(view, {"text": USE_CASE})
    direct = walk.slack.direct(walk.mia)

    await walk.slack.wait_for(lambda: walk.slack.messages(direct))
    root = walk.slack.messages(direct)[0]
    await walk.question(root)


async def test_where_the_bot_is_not_in_the_channel_it_offers_a_direct_message(
    http_walk: Walk,
) -> None:
    walk = http_walk
    random = walk.channel("random")
    await walk.slack.command(walk.mia, random, "/advise", USE_CASE)
    offer = await walk.seen(walk.mia, random, "I am not in that channel")
    await walk.slack.press(walk.mia, offer, "Go on in a direct message")
    direct = walk.slack.direct(walk.mia)

    await walk.slack.wait_for(lambda: walk.slack.messages(direct))
    root = walk.slack.messages(direct)[0]
    await walk.question(root)
    assert "50k router" in str(root.blocks)


async def test_an_old_card_and_a_double_click_lose_nothing(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    question = await walk.question(root)
    await walk.slack.press(walk.mia, question, "Recommend now")
    await walk.slack.press(walk.mia, question, "Recommend now")
    await walk.until(root, "Recommendation for")

    advices = [one for one in walk.thread(root) if "Recommendation for" in one.text]
    assert len(advices) == 1


async def test_every_message_that_was_sent_passes_the_linter(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    advice = await walk.recommended(root)
    await walk.slack.press(walk.mia, advice, "Show the calculation")
    await walk.until(root, "calculation")

    sent = [call.args for call in walk.slack.calls if call.args.get("blocks")]
    assert sent
    assert [lint({"blocks": one["blocks"]}) for one in sent] == [()] * len(sent)
