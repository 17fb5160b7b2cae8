"""Windows that grow and turn: more fields of a form, and a fact changed out of the details."""

import pytest

from bot.blocks import lint
from bot.playground import Message, View
from tests.walks.conftest import USE_CASE, Walk


def fields(view: View) -> list[str]:
    return [str(block["block_id"]) for block in view.blocks if block["type"] == "input"]


async def test_a_consultation_begins_on_the_home_page(walk: Walk) -> None:
    await walk.slack.open_home(walk.mia)
    home = await walk.slack.wait_for(lambda: walk.slack.home(walk.mia))
    assert home is not None
    await walk.slack.press(walk.mia, home, "New consultation")
    begun = await walk.form()
    assert len(fields(begun)) == 9  # the box, and what decides most
    await walk.slack.submit(begun, {"text": USE_CASE, "gap": "knowledge"})

    direct = walk.slack.direct(walk.mia)
    await walk.slack.wait_for(lambda: walk.slack.messages(direct))
    root = walk.slack.messages(direct)[0]
    await walk.question(root)
    page = await walk.slack.wait_for(lambda: _leads_to(root, walk.slack.home(walk.mia)))
    assert "router support" in str(page.blocks)


def _leads_to(root: Message, page: View | None) -> View | None:
    """Return the page once a button on it opens the consultation that has just begun."""
    return page if page and f"p{root.ts.replace('.', '')}" in str(page.blocks) else None


async def test_more_fields_come_below_and_what_was_filled_in_stays(http_walk: Walk) -> None:
    walk = http_walk
    await walk.slack.shortcut(walk.mia, "ask_advisor")
    view = await walk.form()
    at_first = fields(view)
    filled = {"text": USE_CASE, "gap": "knowledge"}
    await walk.slack.press(walk.mia, view, "more.start.1", values=filled)
    await walk.slack.wait_for(lambda: "privacy" in fields(view))
    await walk.slack.press(walk.mia, view, "more.start.2")
    await walk.slack.wait_for(lambda: "hourly_rate_usd" in fields(view))
    await walk.slack.submit(view, {"hourly_rate_usd": "100"})

    assert fields(view)[: len(at_first)] == at_first
    assert lint(view.content) == ()
    direct = walk.slack.direct(walk.mia)
    await walk.slack.wait_for(lambda: walk.slack.messages(direct))
    told = str(walk.slack.messages(direct)[0].blocks)
    assert "50k router" in told
    assert "It lacks our knowledge" in told
    assert "$100 an hour" in told


async def test_an_assumption_is_changed_out_of_the_details(http_walk: Walk) -> None:
    walk = http_walk
    root = await walk.open()
    advice = await walk.recommended(root)
    await walk.slack.press(walk.mia, advice, "Details")
    details = await walk.form()
    await walk.slack.press(walk.mia, details, "Change")
    await walk.slack.wait_for(lambda: details.title == "Change a fact")
    (fact,) = fields(details)
    assert "Assumed until you say: " in str(details.blocks)
    await walk.slack.submit(details, {fact: "77"})

    await walk.slack.wait_for(lambda: "Changed:" in str(advice.blocks))
    assert walk.slack.modal(walk.mia) is None


async def test_where_a_form_takes_long_a_window_opens_first_and_is_filled(
    http_walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = http_walk
    root = await walk.open()
    advice = await walk.recommended(root)
    monkeypatch.setattr("bot.turns.windows.PATIENCE_SECONDS", 0.0)
    await walk.slack.press(walk.mia, advice, "Details")
    view = await walk.form()
    monkeypatch.undo()
    await walk.slack.press(walk.mia, view, "Change")
    await walk.slack.wait_for(lambda: view.title == "Change a fact")

    (opened,) = walk.slack.calls_of("views.open")
    assert opened.args["view"]["title"]["text"] == "One moment"
    assert len(walk.slack.calls_of("views.update")) == 2
