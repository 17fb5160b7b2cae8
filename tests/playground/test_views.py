"""Views: trigger ids, hashes, stacks, and the limits of a form."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.playground.plain_bot import FORM
from tests.playground.test_web_api import refused


async def test_a_trigger_opens_one_view(slack: Playground, client: AsyncWebClient) -> None:
    trigger = slack.world.new_trigger(slack.workspace.id, slack.member.id)
    await client.views_open(trigger_id=trigger, view=FORM)
    assert slack.modal(slack.member.id) is not None
    again = client.views_open(trigger_id=trigger, view=FORM)
    assert await refused(again) == "exchanged_trigger_id"
    foreign = client.views_open(trigger_id="1.2", view=FORM)
    assert await refused(foreign) == "invalid_trigger_id"


async def test_a_trigger_is_too_old_after_three_seconds() -> None:
    moment = [1_800_000_000.0]
    async with Playground(clock=lambda: moment[0]) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        trigger = slack.world.new_trigger(slack.workspace.id, slack.member.id)
        moment[0] += 3.1
        late = client.views_open(trigger_id=trigger, view=FORM)
        assert await refused(late) == "expired_trigger_id"


async def test_an_update_with_an_old_hash_is_refused(
    slack: Playground, client: AsyncWebClient
) -> None:
    trigger = slack.world.new_trigger(slack.workspace.id, slack.member.id)
    opened = await client.views_open(trigger_id=trigger, view=FORM)
    name, old = opened["view"]["id"], opened["view"]["hash"]
    await client.views_update(view_id=name, hash=old, view=FORM)
    assert await refused(client.views_update(view_id=name, hash=old, view=FORM)) == "hash_conflict"
    assert await refused(client.views_update(view_id="V404", view=FORM)) == "not_found"


async def test_three_views_stand_on_each_other_and_no_more(
    slack: Playground, client: AsyncWebClient
) -> None:
    async def trigger() -> str:
        return slack.world.new_trigger(slack.workspace.id, slack.member.id)

    await client.views_open(trigger_id=await trigger(), view=FORM)
    for _ in range(2):
        await client.views_push(trigger_id=await trigger(), view=FORM)
    fourth = client.views_push(trigger_id=await trigger(), view=FORM)
    assert await refused(fourth) == "push_limit_reached"


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"private_metadata": "x" * 3_001},
        {"submit": None},
        {"blocks": FORM["blocks"] * 101},
    ],
)
async def test_a_view_beyond_its_limits_is_refused(
    slack: Playground, client: AsyncWebClient, change: dict[str, object]
) -> None:
    trigger = slack.world.new_trigger(slack.workspace.id, slack.member.id)
    opening = client.views_open(trigger_id=trigger, view=FORM | change)
    assert await refused(opening) == "invalid_arguments"


async def test_a_refused_view_does_not_use_up_the_trigger(
    slack: Playground, client: AsyncWebClient
) -> None:
    trigger = slack.world.new_trigger(slack.workspace.id, slack.member.id)
    bad = client.views_open(trigger_id=trigger, view={"type": "modal", "blocks": []})
    assert await refused(bad) == "invalid_arguments"
    await client.views_open(trigger_id=trigger, view=FORM)
    assert slack.modal(slack.member.id) is not None


async def test_blocks_are_validated_on_request(client: AsyncWebClient) -> None:
    fine = [{"type": "divider"}]
    assert (await client.blocks_validate(blocks=fine))["ok"] is True
    assert await refused(client.blocks_validate(blocks=[{"type": "header"}])) == "invalid_blocks"
