"""The page in a real browser: every block, and what people do with it."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Page, async_playwright, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.browser import FLAGS, find_browser
from tests.playground.gallery import VIEW, perform
from tests.playground.plain_bot import build_bot, running

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@dataclass(frozen=True)
class Screen:
    """A page in a browser, the stand-in Slack behind it, and its faults."""

    page: Page
    slack: Playground
    troubles: list[str]

    async def visit(self, where: str) -> None:
        """Go to a place of the page and wait until it is drawn."""
        await self.page.goto(f"{self.slack.page_url}#/{where}")
        await expect(self.page.locator("html[data-ready=yes]")).to_be_attached()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Yield one browser for all the tests."""
    async with async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def screen(browser: Browser) -> AsyncIterator[Screen]:
    """Yield a page in front of a stand-in Slack with a small bot, as a member."""
    async with Playground(retries=()) as slack:
        page = await browser.new_page(viewport={"width": 1280, "height": 900})
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        async with running(build_bot(slack), slack, "http"):
            yield Screen(page, slack, troubles)
            await page.context.close()
        assert not troubles


async def test_every_block_is_drawn_and_nothing_is_unknown(screen: Screen) -> None:
    root = await perform(screen.slack)
    await screen.visit(f"general/{root}")
    thread = screen.page.locator("#thread")
    await expect(thread.get_by_text("Only visible to you")).to_be_visible()
    drawn = await thread.locator(".block").evaluate_all(
        "nodes => nodes.map(node => [...node.classList].find(c => c.startsWith('block-')))"
    )
    kinds = [
        "actions",
        "alert",
        "card",
        "context",
        "context_actions",
        "divider",
        "header",
        "image",
        "markdown",
        "rich_text",
        "section",
        "table",
        "video",
    ]
    assert set(drawn) == {f"block-{kind}" for kind in kinds}
    await expect(thread.locator(".unknown")).to_have_count(0)
    await expect(thread.get_by_role("img", name="Costs").first).to_be_visible()
    await expect(thread.get_by_text("is weighing the facts")).to_be_visible()
    await expect(thread.get_by_role("cell", name="$310")).to_be_visible()
    await expect(thread.locator("script")).to_have_count(0)
    assert not await thread.locator("a[href^='javascript']").count()


async def test_an_open_page_notices_when_the_bot_goes_and_comes(screen: Screen) -> None:
    address, warning = screen.slack.bot_url, screen.page.get_by_text("The bot is not connected yet")
    await screen.visit("general")
    await expect(warning).to_be_hidden()

    screen.slack.listen_at(None)
    await expect(warning).to_be_visible()

    screen.slack.listen_at(address)
    await expect(warning).to_be_hidden()


async def test_an_unknown_block_is_a_visible_error(screen: Screen) -> None:
    client = AsyncWebClient(token=screen.slack.bot_token, base_url=screen.slack.api_url)
    await client.chat_postMessage(channel="#general", text="x")
    message = screen.slack.messages("#general")[0]
    message.blocks = [{"type": "hologram", "block_id": "b"}]
    await screen.visit("general")
    await expect(screen.page.get_by_role("alert")).to_contain_text("Unknown block “hologram”")


async def test_a_mention_typed_on_the_page_is_answered_in_its_thread(screen: Screen) -> None:
    await screen.visit("general")
    field = screen.page.get_by_label("Message #general")
    await field.fill("@adv")
    await field.press("Enter")
    await field.press_sequentially("2 < 3 & more?")
    await field.press("Enter")
    await screen.page.get_by_role("link", name=re.compile("1 reply")).click()
    thread = screen.page.locator("#thread")
    await thread.get_by_label("domain").select_option("Expert")
    await expect(thread.get_by_text("You chose domain.")).to_be_visible()
    said = screen.slack.messages("#general")[0].text
    assert said == f"<@{screen.slack.workspace.bot.id}> 2 &lt; 3 &amp; more?"


async def test_a_command_opens_a_form_with_errors_at_its_fields(screen: Screen) -> None:
    await screen.visit("general")
    field = screen.page.get_by_label("Message #general")
    await field.fill("/adv")
    await expect(screen.page.get_by_role("option")).to_have_count(2)
    await field.press("Enter")
    await field.press("Enter")
    form = screen.page.get_by_role("dialog", name="Your case")
    await form.get_by_label("Requests a month").fill("13")
    await form.get_by_role("button", name="Send").click()
    await expect(form.get_by_text("Not thirteen.")).to_be_visible()
    await expect(form.get_by_label("Requests a month")).to_be_focused()
    await form.get_by_label("Requests a month").fill("14")
    await form.get_by_role("button", name="Send").click()
    again = screen.page.get_by_role("dialog", name="Once more")
    await again.get_by_label("Requests a month").fill("17")
    await again.get_by_label("Requests a month").press("Enter")
    await expect(screen.page.get_by_role("dialog")).to_have_count(0)


async def test_every_field_of_a_form_reaches_the_bot(screen: Screen) -> None:
    await screen.visit("general")
    slack = screen.slack
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    trigger = slack.world.new_trigger(slack.workspace.id, slack.member.id)
    await client.views_open(trigger_id=trigger, view=VIEW | {"callback_id": "start_consultation"})
    form = screen.page.get_by_role("dialog")
    await form.get_by_label("What is it about?").fill("Support")
    await form.get_by_label("Requests a month").fill("60000")
    await form.get_by_label("Accuracy").select_option("High")
    await form.get_by_role("radiogroup", name="Latency").get_by_label("Tolerant").check()
    await form.get_by_role("group", name="Needs").get_by_label("Critical").check()
    await form.get_by_label("Deadline").fill("2027-02-03")
    await form.get_by_role("button", name="Advise me").click()
    sent = await slack.wait_for(
        lambda: [d for d in slack.deliveries if d.name == "view_submission"]
    )
    values = sent[0].body["view"]["state"]["values"]
    assert values["block-about"]["about"]["value"] == "Support"
    assert values["block-volume"]["volume"]["value"] == "60000"
    assert values["block-accuracy"]["accuracy"]["selected_option"]["value"] == "high"
    assert values["block-latency"]["latency"]["selected_option"]["value"] == "tolerant"
    assert [o["value"] for o in values["block-needs"]["needs"]["selected_options"]] == ["critical"]
    assert values["block-deadline"]["deadline"]["selected_date"] == "2027-02-03"
    await slack.settle()


async def test_another_person_sees_their_own_home_and_messages(screen: Screen) -> None:
    await screen.visit("general")
    client = AsyncWebClient(token=screen.slack.bot_token, base_url=screen.slack.api_url)
    await client.chat_postEphemeral(channel="#general", user=screen.slack.member.id, text="psst")
    await expect(screen.page.get_by_text("psst")).to_be_visible()
    await screen.page.get_by_role("button", name="Be Ada Lindqvist instead").click()
    await expect(screen.page.get_by_text("Ada Lindqvist", exact=True)).to_be_visible()
    await expect(screen.page.get_by_text("psst")).to_have_count(0)
    await screen.page.get_by_role("link", name="App Home").click()
    await expect(screen.page.get_by_role("heading", name="Welcome")).to_be_visible()
    assert screen.slack.home(screen.slack.admin.id) is not None


async def test_whoever_becomes_an_administrator_stays_the_same_person(screen: Screen) -> None:
    await screen.visit("general")
    switch = screen.page.get_by_role("switch", name="Be an administrator")
    await switch.click()
    await expect(switch).to_be_checked()
    await expect(screen.page.get_by_text("Mia Jansen", exact=True)).to_be_visible()
    client = AsyncWebClient(token=screen.slack.bot_token, base_url=screen.slack.api_url)
    told = await client.users_info(user=screen.slack.member.id)
    assert told["user"]["is_admin"] is True
    await switch.click()
    await expect(switch).not_to_be_checked()
    assert screen.slack.member.role == "member"


async def test_streamed_text_grows_and_can_be_stopped(screen: Screen) -> None:
    slack = screen.slack
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    asked = await slack.say(slack.member.id, slack.direct(slack.member.id), "why?")
    place = {"channel_id": asked.channel, "thread_ts": asked.ts}
    await client.api_call("agents.sessions.setStatus", json={**place, "status": "processing"})
    await screen.visit(f"{asked.channel}/{asked.ts}")
    thread = screen.page.locator("#thread")
    stream = await client.chat_startStream(channel=asked.channel, thread_ts=asked.ts)
    for part in ("**Because** it ", "is cheaper"):
        await client.chat_appendStream(channel=asked.channel, ts=stream["ts"], markdown_text=part)
    await expect(thread.get_by_text("Because it is cheaper")).to_be_visible()
    await expect(thread.get_by_label("still writing")).to_be_visible()
    await thread.get_by_role("button", name="Stop").click()
    await expect(thread.get_by_label("still writing")).to_have_count(0)
    stopped = [d for d in slack.deliveries if d.name == "agent_session_stopped"]
    assert stopped[0].body["event"]["streaming_message_ts"] == [stream["ts"]]


async def test_a_shortcut_and_a_reaction_are_in_the_menus_of_a_message(screen: Screen) -> None:
    slack = screen.slack
    await slack.say(slack.admin.id, "#ml-team", "Prompts or tuning?")
    await screen.visit("ml-team")
    article = screen.page.locator("article", has_text="Prompts or tuning?")
    await article.hover()
    await article.get_by_role("button", name="More actions").click()
    await screen.page.get_by_role("menuitem", name="Ask the advisor about this").click()
    await slack.wait_for(lambda: [d for d in slack.deliveries if d.name == "message_action"])
    await article.hover()
    await article.get_by_role("button", name="Add a reaction").click()
    await screen.page.keyboard.press("Enter")
    await expect(article.get_by_role("button", name="+1: Mia Jansen")).to_be_visible()


def menu_and_button(*offered: str) -> list[dict[str, object]]:
    """Return a menu of these options beside a button."""
    options = [{"text": {"type": "plain_text", "text": one}, "value": one} for one in offered]
    menu = {"type": "static_select", "action_id": "fact", "options": options}
    button = {
        "type": "button",
        "action_id": "details",
        "text": {"type": "plain_text", "text": "Details"},
    }
    return [{"type": "actions", "block_id": "row", "elements": [menu, button]}]


async def test_a_choice_that_an_update_no_longer_offers_is_forgotten(screen: Screen) -> None:
    slack = screen.slack
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    told = await client.chat_postMessage(
        channel="#general", text="Facts", blocks=menu_and_button("complexity 1", "domain 1")
    )
    await screen.visit("general")
    article = screen.page.locator(f'article[data-ts="{told["ts"]}"]')
    await article.locator("select").select_option("complexity 1")
    await expect(article).to_contain_text("You chose fact.")
    await client.chat_update(
        channel=told["channel"],
        ts=told["ts"],
        text="Facts",
        blocks=menu_and_button("complexity 2", "domain 2"),
    )
    await expect(article.locator("option", has_text="domain 2")).to_be_attached()
    await article.get_by_role("button", name="Details").click()
    pressed = await slack.wait_for(
        lambda: [d for d in slack.deliveries if d.name == "block_actions"][1:]
    )
    assert pressed[0].body["state"]["values"]["row"]["fact"]["selected_option"] is None


async def test_a_confirmation_stands_before_a_dangerous_button(screen: Screen) -> None:
    root = await perform(screen.slack)
    await screen.visit(f"general/{root}")
    drop = screen.page.locator("#thread").get_by_role("button", name="Drop it")
    await drop.click()
    await screen.page.get_by_role("dialog", name="Sure?").get_by_text("Keep").click()
    assert not [d for d in screen.slack.deliveries if d.name == "block_actions"]
    await drop.click()
    await screen.page.get_by_role("dialog", name="Sure?").get_by_text("Drop").last.click()
    await expect(screen.page.locator("#thread").get_by_text("You chose stop.")).to_be_visible()


async def test_a_file_is_uploaded_and_the_bot_is_invited(screen: Screen) -> None:
    await screen.visit("random")
    notes = FilePayload(name="notes.md", mimeType="text/markdown", buffer=b"# Notes")
    await screen.page.locator("#room input[type=file]").set_input_files(notes)
    await expect(screen.page.get_by_role("link", name="notes.md")).to_be_visible()
    await screen.page.get_by_role("button", name="Invite it").click()
    await expect(screen.page.get_by_role("button", name="Invite it")).to_have_count(0)
    assert screen.slack.workspace.bot.id in screen.slack.workspace.channels["C0PLAYRANDOM"].members


async def test_at_400_pixels_one_thing_is_shown_at_a_time(screen: Screen) -> None:
    root = await perform(screen.slack)
    await screen.page.set_viewport_size({"width": 400, "height": 800})
    await screen.visit("general")
    await expect(screen.page.get_by_label("Conversations", exact=True).first).to_be_hidden()
    await screen.page.get_by_role("button", name="Conversations").click()
    await screen.page.get_by_role("link", name="# ml-team").click()
    await screen.visit(f"general/{root}")
    await expect(screen.page.locator("#room")).to_be_hidden()
    width = await screen.page.evaluate("document.documentElement.scrollWidth")
    assert width == 400
    await screen.page.get_by_role("link", name="Back to the conversation").click()
    await expect(screen.page.locator("#room")).to_be_visible()
