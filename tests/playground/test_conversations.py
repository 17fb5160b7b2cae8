"""People and the bot talk through both transports, by the unmodified Bolt."""

import pytest

from tests.playground.conftest import Stage


async def test_a_mention_reaches_the_bot_twice_and_its_answer_stands_in_the_thread(
    stage: Stage,
) -> None:
    slack = stage.slack
    asked = await slack.say(slack.member.id, "#general", f"<@{slack.workspace.bot.id}> help")
    await slack.wait_for_calls("chat.postMessage")
    answers = slack.messages("#general", asked.ts)
    assert [m.text for m in answers] == [asked.text, "How accurate?"]
    events = [d.body["event"]["type"] for d in slack.deliveries]
    assert events.count("app_mention") == 1
    assert {d.body["event"]["ts"] for d in slack.deliveries[:2]} == {asked.ts}


async def test_a_direct_message_is_no_mention(stage: Stage) -> None:
    slack = stage.slack
    await slack.say(slack.member.id, slack.direct(slack.member.id), "help")
    assert [b["event"]["channel_type"] for b in stage.heard] == ["im"]


async def test_a_bot_outside_the_channel_hears_nothing_and_slackbot_says_so(stage: Stage) -> None:
    slack = stage.slack
    await slack.say(slack.member.id, "#random", f"<@{slack.workspace.bot.id}> help")
    assert not slack.deliveries
    seen = slack.messages("#random", viewer=slack.member.id)
    assert seen[-1].only_for == slack.member.id
    await slack.invite(slack.member.id, "#random")
    assert stage.heard_of("member_joined_channel")[0]["event"]["inviter"] == slack.member.id


async def test_a_pressed_button_replaces_its_message_by_the_response_url(stage: Stage) -> None:
    slack = stage.slack
    await slack.say(slack.member.id, "#general", f"<@{slack.workspace.bot.id}> help")
    await slack.wait_for_calls("chat.postMessage")
    question = slack.messages("#general")[-1]
    delivery = await slack.press(slack.member.id, question, "High")
    assert delivery.acknowledged
    await slack.wait_for(lambda: question.text == "You chose high.")
    action = stage.heard_of("block_actions")[0]["actions"][0]
    assert action | {"action_ts": ""} == {
        "type": "button",
        "action_id": "high",
        "block_id": "choices",
        "value": "accuracy|high",
        "text": {"type": "plain_text", "text": "High"},
        "action_ts": "",
    }


async def test_a_choice_stands_in_the_action_and_in_the_state(stage: Stage) -> None:
    slack = stage.slack
    await slack.say(slack.member.id, "#general", f"<@{slack.workspace.bot.id}> help")
    await slack.wait_for_calls("chat.postMessage")
    await slack.select(slack.member.id, slack.messages("#general")[-1], "domain", "Expert")
    body = stage.heard_of("block_actions")[0]
    chosen = body["state"]["values"]["choices"]["domain"]["selected_option"]
    assert chosen["value"] == "expert"
    assert body["actions"][0]["selected_option"] == chosen


async def test_a_command_answers_only_the_one_who_used_it(stage: Stage) -> None:
    slack = stage.slack
    delivery = await slack.command(slack.member.id, "#general", "/advise", "ours & theirs")
    assert delivery.acknowledged
    assert stage.heard[0]["text"] == "ours & theirs"
    assert "thread_ts" not in stage.heard[0]
    whispered = slack.messages("#general", viewer=slack.member.id)[-1]
    assert (whispered.text, whispered.only_for) == ("Looking at it.", slack.member.id)
    assert not slack.messages("#general", viewer=slack.admin.id)


@pytest.mark.parametrize(
    ("number", "error", "title"),
    [
        ("", "Please complete this required field.", "Your case"),
        ("1.5", "Please enter a whole number.", "Your case"),
        ("0", "Please enter a number of at least 1.", "Your case"),
        ("13", "Not thirteen.", "Your case"),
        ("14", "", "Once more"),
        ("15", "", "On top"),
        ("16", "", None),
        ("17", "", None),
    ],
)
async def test_a_form_is_checked_sent_and_followed(
    stage: Stage, number: str, error: str, title: str | None
) -> None:
    slack = stage.slack
    await slack.command(slack.member.id, "#general", "/advise")
    view = await slack.wait_for(lambda: slack.modal(slack.member.id))
    errors = await slack.submit(view, {"number": number})
    assert errors == ({"volume": error} if error else {})
    shown = slack.modal(slack.member.id)
    assert (shown.title if shown else None) == title


async def test_a_closed_form_is_told_when_the_view_asks_for_it(stage: Stage) -> None:
    slack = stage.slack
    await slack.command(slack.member.id, "#general", "/advise")
    view = await slack.wait_for(lambda: slack.modal(slack.member.id))
    await slack.close_view(view)
    assert slack.modal(slack.member.id) is None
    assert stage.heard_of("view_closed")[0]["view"]["private_metadata"] == "kept"


async def test_the_home_tab_is_published_when_it_is_opened(stage: Stage) -> None:
    slack = stage.slack
    await slack.open_home(slack.admin.id)
    home = await slack.wait_for(lambda: slack.home(slack.admin.id))
    assert home.blocks[0]["text"]["text"] == "Welcome"
    assert slack.home(slack.member.id) is None


async def test_shortcuts_reach_the_bot_with_and_without_a_message(stage: Stage) -> None:
    slack = stage.slack
    message = await slack.say(slack.admin.id, "#ml-team", "Prompts or tuning?")
    await slack.shortcut(slack.member.id, "Ask the advisor about this", message)
    await slack.shortcut(slack.member.id, "Start a consultation")
    about = stage.heard_of("message_action")[0]
    assert (about["message"]["text"], about["channel"]["name"]) == (message.text, "ml-team")
    assert stage.heard_of("shortcut")[0]["callback_id"] == "start_consultation"


async def test_an_uploaded_file_is_shared_and_can_be_read_by_the_bot(stage: Stage) -> None:
    slack = stage.slack
    message = await slack.upload(slack.member.id, "#general", "notes.md", b"# Notes")
    shared = stage.heard_of("file_shared")[0]["event"]
    assert shared["file_id"] == message.files[0]["id"]
    assert stage.heard_of("message")[0]["event"]["subtype"] == "file_share"


async def test_edits_and_deletions_are_told(stage: Stage) -> None:
    slack = stage.slack
    message = await slack.say(slack.member.id, "#general", "tunning?")
    await slack.change(message, "tuning?")
    await slack.remove(message)
    kinds = [b["event"].get("subtype") for b in stage.heard_of("message")]
    assert kinds == [None, "message_changed", "message_deleted"]
    assert not slack.messages("#general")


async def test_an_uninstall_kills_the_token_and_is_told_twice(stage: Stage) -> None:
    slack = stage.slack
    await slack.uninstall(slack.workspace.id)
    assert sorted(b["event"]["type"] for b in stage.heard) == ["app_uninstalled", "tokens_revoked"]
    await slack.say(slack.member.id, "#general", "Anybody?")
    assert len(slack.deliveries) == 2
