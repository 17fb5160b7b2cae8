"""The console: everything an administrator needs, as buttons on the home page and as words."""

import json

from bot.blocks import lint
from bot.clock import today
from bot.language import Limits, Spending, StoreLedger
from bot.playground import Message, View
from tests.walks.conftest import USE_CASE, Walk, buttons


async def console(walk: Walk) -> View:
    await walk.slack.open_home(walk.ada)
    view = await walk.slack.wait_for(lambda: walk.slack.home(walk.ada))
    assert view is not None
    return view


async def window(walk: Walk, words: str) -> View:
    """Wait for a window of the administrator that says something."""

    def look() -> View | None:
        view = walk.slack.modal(walk.ada)
        return view if view is not None and words in str(view.blocks) else None

    found = await walk.slack.wait_for(look)
    assert found is not None
    return found


async def press(walk: Walk, where: View, words: str) -> None:
    await walk.slack.press(walk.ada, where, words)


async def test_the_console_is_for_administrators_alone_and_is_what_slack_takes(walk: Walk) -> None:
    view = await console(walk)
    await walk.slack.open_home(walk.mia)
    hers = await walk.slack.wait_for(lambda: walk.slack.home(walk.mia))

    assert "For administrators" in str(view.blocks)
    assert hers is not None
    assert "For administrators" not in str(hers.blocks)
    assert lint(walk.slack.calls_of("views.publish")[0].args["view"]) == ()


async def test_administrators_see_what_the_model_used_and_cost(walk: Walk) -> None:
    used = Spending(walk.slack.workspace.id, "U1", today(), calls=1, tokens=1_234, micro_usd=56_000)
    ledger = StoreLedger(walk.demo.bot.database)
    assert await ledger.reserve(used, Limits(10**6, 10**6, 10**6))

    view = await console(walk)

    assert "Language model this month: 1,234 of 10,000,000 tokens ($0.06)" in str(view.blocks)


async def test_a_reload_from_the_home_page_is_asked_twice_and_reports(walk: Walk) -> None:
    await press(walk, await console(walk), "Reload …")
    asked = await window(walk, "Reload the knowledge base")
    await press(walk, asked, "Reload")

    done = await window(walk, "goes on answering")
    assert done.id == asked.id


async def drop(walk: Walk, name: str, content: bytes) -> Message:
    """Send the bot a file, let it be added, and return what was reported."""
    dropped = await walk.slack.upload(walk.ada, walk.slack.direct(walk.ada), name, content)
    offer = await walk.until(dropped, "Add to the knowledge base")
    await walk.slack.press(walk.ada, offer, f"Add {name}")
    await walk.slack.wait_for(lambda: f"1 added ({name})" in offer.text)
    return offer


async def test_a_document_is_dropped_added_listed_removed_and_rolled_back(http_walk: Walk) -> None:
    walk = http_walk
    first = await drop(walk, "rules.md", b"# Rules\n\nOur gizmo team writes down why it tunes.\n")
    assert "Roll back" in buttons(first)
    assert "Version 0 is kept for going back" in str(first.blocks)
    await drop(walk, "house.md", b"# House\n\nOur gizmo team labels every ticket twice.\n")

    view = await console(walk)
    await press(walk, view, "Documents")
    await press(walk, await window(walk, "house.md"), "Remove house.md")
    asked = await window(walk, "Take this document out")
    assert "house.md?" in str(asked.blocks)
    await press(walk, asked, "Remove")
    await window(walk, "1 removed (house.md)")
    await press(walk, view, "Versions")
    kept = await window(walk, "answers now")
    back = next(words for words in _labels(kept) if words.startswith("Roll back to"))
    await press(walk, kept, back)
    await press(walk, await window(walk, "answer again?"), "Roll back")
    await window(walk, "is live again")
    await press(walk, view, "Audit trail")

    trail = str((await window(walk, "rollback")).blocks)
    assert all(act in trail for act in ("upload", "remove", "rollback"))


async def test_a_file_from_somebody_else_is_not_offered_and_the_words_are_heard(
    http_walk: Walk,
) -> None:
    walk = http_walk
    direct = walk.slack.direct(walk.mia)
    dropped = await walk.slack.upload(walk.mia, direct, "notes.md", b"# Notes")

    await walk.slack.wait_for(lambda: walk.thread(dropped))
    assert "knowledge base" not in str([one.text for one in walk.thread(dropped)])
    assert walk.slack.calls_of("files.info") == []


async def test_search_budget_feedback_and_export_answer_in_their_window(http_walk: Walk) -> None:
    walk = http_walk
    view = await console(walk)
    await press(walk, view, "Search …")
    form = await walk.slack.wait_for(lambda: walk.slack.modal(walk.ada))
    assert form is not None
    await walk.slack.submit(form, {"words": "few-shot prompting"})
    await window(walk, "few-shot")
    await press(walk, view, "Model and budget …")
    form = await window(walk, "Tokens a month")
    await walk.slack.submit(form, {"tokens": "5000"})
    await window(walk, "0 of 5,000 tokens")
    await press(walk, view, "Feedback")
    await window(walk, "Helpful: 0")
    await press(walk, view, "Export …")
    await press(walk, await window(walk, "into a file"), "Export")
    await window(walk, "direct message")

    files = await walk.slack.wait_for(
        lambda: [one for one in walk.slack.messages(walk.slack.direct(walk.ada)) if one.files]
    )
    (exported,) = [one for one in walk.slack.world.files.values() if one.content]
    assert files
    assert {"audit", "consultation", "inbox", "kb_document", "kb_content", "kb_source"} <= set(
        json.loads(exported.content or b"")
    )


async def test_an_address_that_is_not_fetched_is_refused_at_its_field(http_walk: Walk) -> None:
    walk = http_walk
    await press(walk, await console(walk), "Add a document …")
    form = await window(walk, "Address")
    assert "https" in (await walk.slack.submit(form, {"url": "http://example.com/a.md"}))["url"]


async def test_the_audit_trail_names_people_and_channels_and_a_missing_version_is_not_confirmed(
    http_walk: Walk,
) -> None:
    walk = http_walk
    await walk.slack.command(walk.ada, walk.team, "/advise-admin", "channel here mentioned")
    await walk.seen(walk.ada, walk.team, "Noted for this channel")
    await walk.slack.command(walk.ada, walk.team, "/advise-admin", "audit")
    trail = await walk.seen(walk.ada, walk.team, "channel C")
    assert f"<#{walk.team}> by <@{walk.ada}>" in str(trail.blocks)
    await walk.slack.command(walk.ada, walk.team, "/advise-admin", "rollback 99")
    await walk.seen(walk.ada, walk.team, "There is no version 99")


async def test_a_channel_can_be_muted_or_bound_to_mentions(http_walk: Walk) -> None:
    walk = http_walk
    await press(walk, await console(walk), "Channels …")
    form = await window(walk, "What I do there")
    await walk.slack.submit(form, {"channel": walk.team, "rule": "muted", "permission": "usual"})
    await window(walk, "Noted for this channel")
    await walk.slack.command(walk.mia, walk.team, "/advise", USE_CASE)
    await walk.seen(walk.mia, walk.team, "do not answer in this channel")
    await walk.slack.command(walk.ada, walk.team, "/advise-admin", "channel here mentioned")
    await walk.seen(walk.ada, walk.team, "Noted for this channel: mentioned")
    root = await walk.open()
    question = await walk.question(root)
    answer = buttons(question)[0]
    await walk.say(root, answer)
    bot = walk.slack.workspace.bot.id
    await walk.say(root, f"<@{bot}> {answer}")

    assert f": {answer}" in await walk.folded(question)
    heard = [one for one in walk.thread(root) if "Noted" in one.text]
    assert len(heard) <= 1


def _labels(view: View) -> list[str]:
    found = [one for block in view.blocks for one in block.get("elements", [])]
    return [one["text"]["text"] for one in found if one.get("type") == "button"]
