"""A newcomer's walk in a real browser: /advise to the recommendation, and a question after it."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.browser import FLAGS, find_browser
from tests.walks.conftest import USE_CASE, Walk

SLOW = 20_000
"""Milliseconds: how long a loaded machine may take; nothing waits longer than it must."""

pytestmark = pytest.mark.browser


@pytest.fixture
async def page(http_walk: Walk) -> AsyncIterator[Page]:
    async with async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=find_browser(), args=FLAGS)
        opened = await browser.new_page(viewport={"width": 1280, "height": 900})
        complaints: list[str] = []
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        await opened.goto(http_walk.slack.page_url)
        yield opened
        await browser.close()
        assert complaints == []


async def ask(page: Page, text: str, *, box: int = 0) -> None:
    composer = page.get_by_role("textbox").nth(box)
    await composer.fill(text)
    await composer.press("Enter")


async def recommend_now(page: Page) -> None:
    """Leave the rest open, where anything is still asked."""
    advice = page.get_by_text("Recommendation:").first
    leave = page.get_by_role("button", name="Recommend now")
    await expect(advice.or_(leave).first).to_be_visible()
    if await leave.count():
        await leave.click()


async def test_from_advise_to_the_recommendation_and_a_question_after_it(page: Page) -> None:
    await page.get_by_role("link", name="ml-team").click()
    await ask(page, f"/advise {USE_CASE}")
    await expect(page.get_by_text("answer router support tickets")).to_be_visible()
    await page.get_by_text("1 reply").click()
    await expect(page.get_by_role("button", name="Why do you ask?")).to_be_visible()
    await recommend_now(page)
    await expect(page.get_by_text("Recommendation: ").first).to_be_visible(timeout=SLOW)

    await ask(page, "why not fine-tune?", box=1)
    said = page.get_by_text(re.compile("By your facts|In your case"))
    await expect(said.first).to_be_visible(timeout=SLOW)
    await expect(said.first).to_be_in_viewport()

    await page.set_viewport_size({"width": 400, "height": 800})
    table = page.locator("#thread .table-box").first
    assert await table.evaluate("box => box.scrollWidth <= box.clientWidth")


async def test_a_consultation_begun_on_the_home_page_is_one_click_away(page: Page) -> None:
    await page.get_by_role("link", name="App Home").click()
    await page.get_by_role("button", name="New consultation").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("What should the model do?").fill(USE_CASE)
    await form.get_by_role("button", name="Go on").click()
    told = page.get_by_role("status").filter(has_text="wrote to you")
    await told.get_by_role("link", name="Open").first.click()

    await expect(page.get_by_text("answer router support tickets").first).to_be_visible()


async def test_an_administrator_reloads_the_knowledge_base(page: Page) -> None:
    await page.get_by_role("link", name="ml-team").click()
    switch = page.get_by_role("switch", name="Be an administrator")
    await switch.click()
    await expect(switch).to_be_checked()
    await ask(page, "/advise-admin reload")
    await page.get_by_role("button", name="Reload", exact=True).click()

    await expect(page.get_by_text("goes on answering").first).to_be_visible()


async def test_on_a_phone_the_thread_fills_the_screen(page: Page) -> None:
    await page.get_by_role("link", name="ml-team").click()
    await ask(page, f"/advise {USE_CASE}")
    await page.get_by_text("1 reply").click()
    await page.set_viewport_size({"width": 400, "height": 800})

    await expect(page.get_by_role("button", name="Why do you ask?")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 400
