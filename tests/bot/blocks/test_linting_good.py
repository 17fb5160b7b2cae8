"""Payloads that Slack takes: the linter raises no false alarm."""

from typing import Any

import pytest

from bot.blocks import lint
from tests.bot.blocks import payloads as p

FIFTY_OPTIONS = p.options(100)
GOOD: list[tuple[str, Any]] = [
    ("section", [p.section()]),
    ("section with fields only", [p.without(p.section(fields=[p.plain()] * 10), "text")]),
    ("section at its limit", [p.section(text=p.mrkdwn("x" * 3000))]),
    ("verbatim", [p.section(text={**p.mrkdwn(), "verbatim": True}, expand=True)]),
    ("emoji flag", [p.section(text={**p.plain(), "emoji": False})]),
    ("accessory image", [p.section(accessory=p.image())]),
    ("accessory overflow", [p.section(accessory=p.typed("overflow", options=p.options(5)))]),
    ("accessory multi select", [p.section(accessory=p.multi())]),
    ("accessory timepicker", [p.section(accessory=p.typed("timepicker", initial_time="09:30"))]),
    ("header", [{"type": "header", "text": p.plain("x" * 150)}]),
    ("header of a level", [{"type": "header", "text": p.plain(), "level": n} for n in range(1, 5)]),
    ("divider", [{"type": "divider"}]),
    ("context", [{"type": "context", "elements": [p.mrkdwn(), p.plain(), p.image()]}]),
    ("fifty blocks", [p.section() for _ in range(50)]),
    ("actions", [p.actions(*(p.button(action_id=str(n)) for n in range(25)))]),
    ("same action in two blocks", [p.actions(), p.actions()]),
    ("button without id", [p.actions(p.without(p.button(), "action_id", "value"))]),
    ("button with all", [p.actions(p.button(style="danger", confirm=p.confirm(), url="https://a.b"))]),
    ("agent prompt", [p.actions(p.button(agent_prompt="x" * 4000, agent_prompt_display="x"))]),
    ("menus", [p.actions(p.select(), p.typed("users_select"), p.typed("channels_select", action_id="y"))]),
    ("hundred options", [p.actions(p.select(options=FIFTY_OPTIONS))]),
    ("option groups", [p.actions(p.without(p.select(option_groups=[{"label": p.plain(), "options": p.options(2)}]), "options"))]),
    ("initial option", [p.actions(p.select(initial_option=p.option("1")))]),
    ("initial option in group", [p.actions(p.without(p.select(option_groups=[{"label": p.plain(), "options": p.options(2)}], initial_option=p.option("1")), "options"))]),
    ("radio of ten", [p.actions(p.radio(10))]),
    ("checkboxes in mrkdwn", [p.actions(p.typed("checkboxes", options=[{"text": p.mrkdwn("*a*"), "value": "a", "description": p.mrkdwn()}]))]),
    ("dates", [p.actions(p.typed("datepicker", initial_date="2026-02-28"), p.typed("datetimepicker", action_id="z", initial_date_time=1_800_000_000))]),
    ("image by file", [p.without(p.image(slack_file={"id": "F1"}), "image_url")]),
    ("image with title", [p.image(title=p.plain(), block_id="i")]),
    ("input in message", [p.field(p.number(min_value="0", max_value="10", initial_value="5"), dispatch_action=True)]),
    ("markdown at its limit", [{"type": "markdown", "text": "x" * 12000}]),
    ("two markdowns in budget", [{"type": "markdown", "text": "x" * 6000}] * 2),
    ("rich text", [p.rich()]),
    ("rich list", [p.rich({"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}]})]),
    ("rich quote and code", [p.rich({"type": "rich_text_quote", "elements": [{"type": "text", "text": "x", "style": {"bold": True}}]}, {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]})]),
    ("rich link", [p.rich({"type": "rich_text_section", "elements": [{"type": "link", "url": "https://a.b", "text": "a"}, {"type": "emoji", "name": "wave"}, {"type": "date", "timestamp": 1, "format": "{date}"}]})]),
    ("table", [p.table(100, 20)]),
    ("table with settings", [p.table(column_settings=[{"is_wrapped": True}, None, {"align": "right"}])]),
    ("table of rich text", [{"type": "table", "rows": [[p.rich(), {"type": "raw_number", "value": 1.5, "text": "1.5"}]]}]),
    ("data table", [{"type": "data_table", "caption": "c", "rows": p.table(3)["rows"], "page_size": 5}]),
    ("feedback", [{"type": "context_actions", "elements": [p.opinion(), p.typed("icon_button", icon="trash", text=p.plain(), action_id="t")]}]),
    ("task card", [p.task(details=p.rich(), sources=[{"type": "url", "url": "https://a.b", "text": "a"}])]),
    ("plan", [{"type": "plan", "title": "Plan", "tasks": [p.task()]}]),
    ("plan of tasks without a type", [{"type": "plan", "title": "Plan", "tasks": [p.without(p.task(), "type")]}]),
    ("pie", [p.chart()]),
    ("bar, line", [p.chart(p.plotted("a", "b")), p.chart(p.plotted(kind="line"))]),
    ("card with an icon of Slack", [p.card(slack_icon={"type": "icon", "name": "rocket"})]),
    ("container with a divider", [p.container(is_collapsible=True, has_header_divider=True)]),
    ("auth provider", [{"type": "auth_provider", "value": "g", "name": p.plain(), "is_connected": False}]),
    ("alert", [{"type": "alert", "text": p.mrkdwn(), "level": "warning"}]),
    ("card", [p.card(hero_image=p.image(), icon=p.image(), actions=[p.button()])]),
    ("carousel", [{"type": "carousel", "elements": [p.card()] * 10}]),
    ("carousel of cards with the same button", [{"type": "carousel", "elements": [p.card(actions=[p.button()])] * 2}]),
    ("container of blocks with the same button", [p.container(child_blocks=[p.actions()] * 2)]),
    ("container", [p.container(is_collapsible=True, default_collapsed=True, width="wide")]),
    ("video", [{"type": "video", "alt_text": "a", "title": p.plain(), "thumbnail_url": "https://a.b/c", "video_url": "https://a.b/d"}]),
    ("file", [{"type": "file", "external_id": "x", "source": "remote"}]),
    ("workflow", [p.actions(p.typed("workflow_button", text=p.plain(), workflow={"trigger": {"url": "https://a.b"}}))]),
    ("message", {"text": "hello", "blocks": [p.section()], "channel": "C1", "unfurl_links": False}),
    ("text only", {"text": "hello"}),
    ("text and no blocks", {"text": "hello", "blocks": []}),
    ("attachment", {"text": "hello", "attachments": [{"color": "#fff", "blocks": [p.section()]}]}),
    ("modal", p.modal(p.field(), private_metadata="x" * 3000, callback_id="c", close=p.plain("No"))),
    ("modal without inputs", p.without(p.modal(), "submit")),
    ("modal of a hundred", p.modal(*(p.section() for _ in range(100)))),
    ("modal with every input", p.modal(
        p.field(), p.field(p.number()), p.field(p.select(focus_on_load=True)), p.field(p.multi(initial_options=[p.option("1")], max_selected_items=1)),
        p.field(p.radio()), p.field(p.checkboxes()), p.field(p.typed("email_text_input")), p.field(p.typed("url_text_input")),
        p.field(p.typed("file_input", filetypes=["pdf"], max_files=10)), p.field(p.typed("rich_text_input")),
        p.field(p.typed("conversations_select", filter={"include": ["im"]}, response_url_enabled=True)), p.field(p.typed("multi_users_select", initial_users=["U1"])),
        p.field(p.typed("external_select", min_query_length=0), optional=True, hint=p.plain()))),
    ("modal given back by Slack", p.modal(id="V1", team_id="T1", state={"values": {}}, hash="1.a", app_id="A")),
    ("home", p.home(p.actions(), private_metadata="", callback_id="")),
    ("view in a call", {"trigger_id": "1", "view": p.modal()}),
    ("empty initial words", p.modal(p.field(p.typed("plain_text_input", initial_value="", min_length=1, max_length=3000)))),
    ("null is absent", [p.section(accessory=None, block_id=None)]),
]  # fmt: skip


@pytest.mark.parametrize("payload", [one for _, one in GOOD], ids=[name for name, _ in GOOD])
def test_what_slack_takes_passes(payload: object) -> None:
    assert lint(payload) == ()
