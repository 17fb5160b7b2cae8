"""What Slack delivers becomes visits: one table row a kind of payload."""

from typing import Any

import pytest

from bot.conversation.turns import Edited, Pressed, Said, Submitted
from bot.slack.commands import visit_of_command
from bot.slack.events import visit_of_event
from bot.slack.interactions import visit_of_interaction
from bot.turns.origin import FormOrigin
from bot.turns.visit import (
    Act,
    Commanded,
    FormRequested,
    Left,
    Opened,
    RootRefused,
    Visit,
    read_visit,
    write_visit,
)

AT = "1763823600.000100"


def event(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "event_time": 1763823600,
        "authorizations": [{"user_id": "UBOT"}],
        "event": {"type": kind, "user": "U1", "ts": AT, "channel": "C1", **fields},
    }


def action(action_id: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1"},
        "channel": {"id": "C1"},
        "container": {"type": "message", "message_ts": "5.1", "thread_ts": "4.1"},
        "actions": [{"action_id": action_id, "action_ts": "6.1", **fields}],
        "trigger_id": "tr1",
    }


@pytest.mark.parametrize(
    ("payload", "act"),
    [
        (event("app_mention", text="<@UBOT> help me"), Said("help me", "mention")),
        (event("message", text="hello", channel="D1"), Said("hello", "direct")),
        (event("message", text="hello", channel_type="im"), Said("hello", "direct")),
        (
            event("message", text="and now?", thread_ts="4.1"),
            Said("and now?", "thread", addressed=False),
        ),
        (event("message", text="hi <@UBOT>", thread_ts="4.1"), Said("hi", "mention")),
        (event("app_home_opened", tab="home"), Opened("home")),
        (event("app_home_opened", tab="messages"), Opened("messages")),
        (event("app_uninstalled"), Left("uninstalled")),
        (event("tokens_revoked", tokens={"bot": ["UBOT"]}), Left("revoked")),
        (
            event(
                "message",
                subtype="message_changed",
                previous_message={"text": "a", "ts": "3.1", "user": "U1"},
                message={"text": "b", "ts": "3.1", "user": "U1"},
            ),
            Edited("T1:C1:3.1", "b"),
        ),
        (
            event(
                "message",
                subtype="message_deleted",
                previous_message={"text": "a", "ts": "3.1", "user": "U1"},
            ),
            Edited("T1:C1:3.1", ""),
        ),
    ],
)
def test_an_event_becomes_the_act_of_a_person(payload: dict[str, Any], act: Act) -> None:
    visit = visit_of_event(payload)

    assert visit is not None
    assert visit.act == act
    assert (visit.workspace, visit.user) == ("T1", "U1")


@pytest.mark.parametrize(
    "payload",
    [
        event("message", text="people talking in a channel"),
        event("message", text="I am a machine", bot_id="B1", thread_ts="4.1"),
        event("app_mention", text="<@UBOT> hi", bot_profile={"id": "B1"}),
        event("message", text="Slackbot", user="USLACKBOT", channel="D1"),
        event("message", subtype="channel_join", text="joined", thread_ts="4.1"),
        event("reaction_added"),
        event("tokens_revoked", tokens={"oauth": ["U1"]}),
        event("app_home_opened", tab="about"),
        {"type": "event_callback"},
        {"type": "event_callback", "event": "text"},
    ],
)
def test_what_nobody_answers_is_forgotten(payload: dict[str, Any]) -> None:
    assert visit_of_event(payload) is None


def test_the_mention_and_the_message_of_the_same_words_share_their_second_key() -> None:
    mention = visit_of_event(event("app_mention", text="<@UBOT> hi", thread_ts="4.1"))
    message = visit_of_event(event("message", text="<@UBOT> hi", thread_ts="4.1"))

    assert mention is not None
    assert message is not None
    assert mention.second_key == message.second_key == f"T1:C1:{AT}"
    assert mention.act == message.act


@pytest.mark.parametrize(
    ("command", "act"), [("/advise", Said("hi", "command")), ("/advise-admin", Commanded("hi"))]
)
def test_a_slash_command_becomes_words_or_an_administrators_command(command: str, act: Act) -> None:
    body = {
        "command": command,
        "text": " hi ",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "tr1",
    }
    visit = visit_of_command(body, AT)

    assert visit is not None
    assert (visit.act, visit.key, visit.at) == (act, "command:tr1", AT)
    assert visit_of_command({**body, "command": "/other"}, AT) is None


@pytest.mark.parametrize(
    ("payload", "act"),
    [
        (
            action("answer.accuracy.high", value="answer|accuracy|high|3"),
            Pressed("answer", "accuracy", "high", 3),
        ),
        (action("skip.accuracy.", value="skip|accuracy||3"), Pressed("skip", "accuracy", "", 3)),
        (
            action("answer|domain||3", selected_option={"value": "expert"}),
            Pressed("answer", "domain", "expert", 3),
        ),
        (
            {
                **action("answer.requests_per_month.", value="answer|requests_per_month||4"),
                "state": {"values": {"b": {"answer|requests_per_month||4": {"value": "50000"}}}},
            },
            Pressed("answer", "requests_per_month", "50000", 4),
        ),
        (
            action("answer|deadline_days||4", selected_date="2026-12-24"),
            Pressed("answer", "deadline_days", "2026-12-24", 4),
        ),
        (
            {  # Send: the calendar beside it is empty, the field is not
                **action("answer.deadline_days.", value="answer|deadline_days||4"),
                "state": {
                    "values": {
                        "calendar": {"answer|deadline_days||4": {"selected_date": None}},
                        "field": {"answer|deadline_days||4": {"value": "two weeks"}},
                    }
                },
            },
            Pressed("answer", "deadline_days", "two weeks", 4),
        ),
        (action("admin..reload", value="admin||reload confirmed|0"), Commanded("reload confirmed")),
    ],
)
def test_a_button_becomes_a_verb_with_its_fact_and_version(
    payload: dict[str, Any], act: Act
) -> None:
    visit = visit_of_interaction(payload, AT)

    assert visit is not None
    assert visit.act == act
    assert (visit.message_ts, visit.thread_ts) == ("5.1", "4.1")


def test_two_clicks_on_one_button_are_one_visit_and_on_two_buttons_are_two() -> None:
    press = action("skip.accuracy.", value="skip|accuracy||3")
    again = action("skip.accuracy.", value="skip|accuracy||3")
    again["actions"][0]["action_ts"] = "7.1"
    other = action("back.accuracy.", value="back|accuracy||3")
    keys = [getattr(visit_of_interaction(one, AT), "key", None) for one in (press, again, other)]

    assert keys[0] == keys[1] != keys[2]


def test_a_form_becomes_its_filled_fields() -> None:
    view = {
        "id": "V1",
        "hash": "h1",
        "callback_id": "edit",
        "private_metadata": FormOrigin("T1:command:tr1", "", 7).pack(),
        "state": {
            "values": {
                "accuracy": {"x": {"selected_option": {"value": "high"}}},
                "deadline_days": {"x": {"value": "14"}},
                "team": {"x": {"selected_option": None}},
            }
        },
    }
    body = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "view": view}
    visit = visit_of_interaction(body, AT)

    assert visit is not None
    assert visit.act == Submitted("edit", (("accuracy", "high"), ("deadline_days", "14")), 7)
    assert visit.consultation == "T1:command:tr1"


@pytest.mark.parametrize(
    ("packed", "origin"),
    [
        ("T1:command:tr1||7", FormOrigin("T1:command:tr1", "", 7)),
        ("|C1:4.1|0", FormOrigin("", "C1:4.1", 0)),
        ("||0", FormOrigin()),
    ],
)
def test_a_form_remembers_where_it_came_from(packed: str, origin: FormOrigin) -> None:
    assert origin.pack() == packed
    assert FormOrigin.parse(packed) == origin


@pytest.mark.parametrize("packed", ["", "|", "||", "admin", "a|b|c", "k|7"])
def test_what_others_wrote_into_a_form_is_read_without_an_error(packed: str) -> None:
    assert FormOrigin.parse(packed).asked_at in {"", "b"}


def test_a_message_shortcut_carries_the_words_of_the_message() -> None:
    body = {
        "type": "message_action",
        "callback_id": "ask_about_message",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "message": {"text": "tune or prompt?"},
        "trigger_id": "tr1",
    }
    visit = visit_of_interaction(body, AT)

    assert visit is not None
    assert visit.act == FormRequested("tune or prompt?")


@pytest.mark.parametrize(
    "act",
    [
        Said("hi", "direct"),
        Pressed("skip", "accuracy", "", 2),
        Submitted("edit", (("accuracy", "high"),), 2),
        Edited("k", ""),
        Commanded("reload"),
        Opened("home"),
        FormRequested("words"),
        RootRefused("c", "command:tr1", "not_in_channel"),
        Left("revoked"),
    ],
)
def test_a_written_visit_is_read_back_the_same(act: Act) -> None:
    visit = Visit("k", AT, "T1", "U1", "C1", act, second_key="s", thread_ts="4.1", direct=True)

    assert read_visit(write_visit(visit)) == visit


def test_people_of_another_organisation_are_known_as_such() -> None:
    visit = visit_of_event(event("app_mention", text="<@UBOT> hi", user_team="T2"))

    assert visit is not None
    assert visit.foreign
