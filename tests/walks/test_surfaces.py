"""Surfaces: shortcuts, history, shared channels, other bots, forms that come late."""

from tests.walks.conftest import USE_CASE, Walk


async def test_the_form_of_a_messages_shortcut_is_answered_in_that_messages_thread(
    walk: Walk,
) -> None:
    said = await walk.slack.say(walk.ada, walk.team, USE_CASE)
    await walk.slack.shortcut(walk.mia, "ask_about_message", said)
    form = await walk.form()
    assert "router support" in str(form.blocks)
    assert not await walk.slack.submit(form, {"text": USE_CASE})

    question = await walk.question(said)
    assert question.thread_ts == said.ts


async def test_where_the_bot_is_not_the_shortcut_goes_on_in_a_direct_message(
    http_walk: Walk,
) -> None:
    walk = http_walk
    said = await walk.slack.say(walk.ada, walk.channel("random"), USE_CASE)
    await walk.slack.shortcut(walk.mia, "ask_about_message", said)
    form = await walk.form()
    await walk.slack.submit(form, {"text": USE_CASE})

    direct = walk.slack.direct(walk.mia)
    await walk.slack.wait_for(lambda: walk.slack.messages(direct))


async def test_history_links_to_every_consultation(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    await walk.slack.command(walk.mia, walk.team, "/advise", "history")
    shown = await walk.seen(walk.mia, walk.team, "router support")
    asked = walk.slack.calls_of("chat.getPermalink")

    assert "waiting for an answer" in str(shown.blocks)
    assert asked[-1].args["message_ts"] == root.ts


async def test_a_status_shows_while_a_question_is_looked_up_and_goes_with_the_answer(
    http_walk: Walk,
) -> None:
    walk = http_walk
    direct = walk.slack.direct(walk.mia)
    said = await walk.slack.say(walk.mia, direct, "what is few-shot prompting?")
    await walk.until(said, "few examples")

    (shown,) = walk.slack.calls_of("assistant.threads.setStatus")
    assert "reading the guidance" in shown.args["status"]
    assert walk.slack.workspace.statuses == {}


async def test_muted_in_words_it_listens_for_its_name_alone(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    question = await walk.question(root)
    await walk.say(root, "mute")
    await walk.until(root, "quiet in this thread")
    count = len(walk.thread(root))
    await walk.say(root, "what is few-shot prompting?")
    bot = walk.slack.workspace.bot.id
    await walk.say(root, f"<@{bot}> unmute")
    await walk.until(root, "listening again")

    assert len(walk.thread(root)) == count + 1
    assert question.thread_ts == root.ts


async def test_people_talking_to_each_other_are_left_alone(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    await walk.question(root)
    count = len(walk.thread(root))
    await walk.say(root, f"<@{walk.mia}> did you see the match?", walk.ada)
    await walk.say(root, f"<@{walk.ada}> what a game!")
    await walk.say(root, "hey advisor, help")
    await walk.until(root, "Tell me about a use case")

    assert len(walk.thread(root)) == count + 1


async def test_where_another_organisation_reads_along_only_an_allowed_channel_is_answered(
    http_walk: Walk,
) -> None:
    walk = http_walk
    bot = walk.slack.workspace.bot.id
    walk.slack.workspace.channels[walk.team].shared = True
    await walk.slack.say(walk.mia, walk.team, f"<@{bot}> {USE_CASE}")
    await walk.seen(walk.mia, walk.team, "Another organisation reads along")
    await walk.slack.command(walk.ada, walk.team, "/advise-admin", "channel here allowed")
    await walk.seen(walk.ada, walk.team, "Noted for this channel")
    said = await walk.slack.say(walk.mia, walk.team, f"<@{bot}> {USE_CASE}")

    await walk.question(said)


async def test_an_empty_form_is_refused_at_its_field(http_walk: Walk) -> None:
    walk = http_walk
    await walk.slack.shortcut(walk.mia, "ask_advisor")
    form = await walk.form()
    assert "what the model should do" in (await walk.slack.submit(form, {}))["text"]


async def test_an_expired_trigger_is_answered_by_a_message(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    advice = await walk.recommended(root)
    walk.slack.faults.fail("views.open", "expired_trigger_id")
    await walk.slack.press(walk.mia, advice, "Edit everything")
    await walk.seen(walk.mia, walk.team, "press the button again")
    walk.slack.faults.fail("views.open", "expired_trigger_id")
    await walk.slack.shortcut(walk.mia, "ask_advisor")

    direct = walk.slack.direct(walk.mia)
    await walk.slack.wait_for(
        lambda: "press the button again" in str([m.text for m in walk.slack.messages(direct)])
    )


async def test_the_empty_message_tab_suggests_first_questions(walk: Walk) -> None:
    direct = walk.slack.direct(walk.mia)
    await walk.slack.open_home(walk.mia, "messages")
    await walk.slack.wait_for(lambda: walk.slack.workspace.prompts)

    ((place, offered),) = walk.slack.workspace.prompts.items()
    assert place[0] == direct
    words = offered["prompts"][1]["message"]
    said = await walk.slack.say(walk.mia, direct, words)
    await walk.slack.wait_for(lambda: walk.thread(said))


async def test_feedback_with_a_reason_reaches_the_administrators(walk: Walk) -> None:
    root = await walk.open()
    advice = await walk.recommended(root)
    await walk.slack.press(walk.mia, advice, "Not helpful")
    asked = await walk.form()
    await walk.slack.submit(asked, {"reason": "The volume is seasonal."})
    await walk.seen(walk.mia, walk.team, "Thank you")
    await walk.slack.command(walk.ada, walk.team, "/advise-admin", "feedback")

    told = await walk.seen(walk.ada, walk.team, "Helpful: 0. Not helpful: 1.")
    assert "The volume is seasonal." in told.text


async def test_who_belongs_to_another_organisation_is_refused_in_a_mention_and_on_a_button(
    walk: Walk,
) -> None:
    guest = walk.slack.world.add_person("T0PLAY", "gus", "Gus of elsewhere")
    guest.team = "T0ELSEWHERE"
    walk.slack.workspace.channels[walk.team].members.append(guest.id)
    bot = walk.slack.workspace.bot.id
    await walk.slack.say(guest.id, walk.team, f"<@{bot}> {USE_CASE}")
    await walk.seen(guest.id, walk.team, "people of this workspace only")
    root = await walk.open()
    question = await walk.question(root)
    await walk.slack.press(guest.id, question, "Recommend now")

    def refused() -> bool:
        shown = walk.slack.messages(walk.team, root.ts, viewer=guest.id)
        return any(one.only_for == guest.id for one in shown)

    await walk.slack.wait_for(refused)
    assert walk.open_question(root) is not None
