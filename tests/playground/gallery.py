"""One of each: every block, element and rich text the page must be able to draw."""

import struct
import zlib
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground

Json = dict[str, Any]


def chart() -> bytes:
    """Return a small PNG: bars, one byte of grey a pixel."""
    width, height, bars = 320, 120, (40, 90, 60, 110)
    rows = [
        b"\0"
        + bytes(
            90 if height - y < bars[x * 4 // width] and x % 80 > 20 else 245 for x in range(width)
        )
        for y in range(height)
    ]
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def words(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str) -> Json:
    return {"text": plain(text), "value": value}


CHOICES = [option("Tolerant", "tolerant"), option("High", "high"), option("Critical", "critical")]
STYLES = {
    "type": "rich_text_section",
    "elements": [
        {"type": "text", "text": "bold", "style": {"bold": True}},
        {"type": "text", "text": " italic", "style": {"italic": True}},
        {"type": "text", "text": " struck", "style": {"strike": True}},
        {"type": "text", "text": " code", "style": {"code": True}},
        {"type": "link", "url": "https://example.test/guide", "text": " a link"},
        {"type": "emoji", "name": "tada"},
        {"type": "user", "user_id": "U0PLAYMIA"},
        {"type": "channel", "channel_id": "C0PLAYMLTEAM"},
        {"type": "broadcast", "range": "here"},
        {"type": "date", "timestamp": 1720710212, "format": "{date}", "fallback": "July 11"},
        {"type": "color", "value": "#0f766e"},
    ],
}
ITEMS = [
    {"type": "rich_text_section", "elements": [{"type": "text", "text": f"point {n}"}]}
    for n in (1, 2)
]
RICH = {
    "type": "rich_text",
    "elements": [
        STYLES,
        {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": ITEMS},
        {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": ITEMS},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted words"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a = 1"}]},
    ],
}
ROWS = [("Option", "Monthly", "Why"), ("Prompt", "$120", "cheap to change"), ("Tune", "$310", "")]
TABLE = {
    "type": "table",
    "column_settings": [{}, {"align": "right"}, {"is_wrapped": True}],
    "rows": [[{"type": "raw_text", "text": cell or "–"} for cell in row] for row in ROWS],
}
MARKDOWN = """## Recommendation
**Prompting** with _few-shot_ examples, ~~not tuning~~, see `advise()`.

1. Write the prompt
   - with examples
2. Measure it

> The guidance says so.

| Option | Cost |
| --- | ---: |
| Prompt | $120 |

```
code stays <b>code</b>
```
[Guide](https://example.test/guide) <script>alert(1)</script> [bad](javascript:alert(1))"""
BUTTONS = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "go", "text": plain("High"), "style": "primary"},
        {"type": "button", "action_id": "why", "text": plain("Why do you ask?"), "value": "why"},
        {
            "type": "button",
            "action_id": "stop",
            "text": plain("Drop it"),
            "style": "danger",
            "confirm": {
                "title": plain("Sure?"),
                "text": words("It is *gone* then."),
                "confirm": plain("Drop"),
                "deny": plain("Keep"),
            },
        },
        {"type": "static_select", "action_id": "pick", "options": CHOICES},
        {"type": "datepicker", "action_id": "day", "initial_date": "2027-01-31"},
        {"type": "overflow", "action_id": "more", "options": CHOICES},
    ],
}
FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": {"text": plain("Helpful"), "value": "yes"},
            "negative_button": {"text": plain("Not helpful"), "value": "no"},
        },
        {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Delete")},
    ],
}
SECTION = words(
    "Hello <@U0PLAYMIA>, *bold* _italic_ ~struck~ `code` <https://example.test|a link> :tada: "
    "in <#C0PLAYMLTEAM> with 3*4*5 and snake_case_name &lt;b&gt;\n&gt; a quote\n• one\n• two\n"
    "```a = 1\nb = 2```"
)
GALLERY: list[list[Json]] = [
    [
        {"type": "header", "text": plain("Support answers")},
        {
            "type": "section",
            "text": SECTION,
            "accessory": {"type": "button", "action_id": "edit", "text": plain("Edit")},
        },
        {"type": "section", "fields": [words("*Volume*\n2,000 a day"), words("*Data*\nnone")]},
        {"type": "context", "elements": [words("Prices of *2026-11-22*"), plain("6 facts")]},
        {"type": "divider"},
        BUTTONS,
        FEEDBACK,
    ],
    [
        {"type": "markdown", "text": MARKDOWN},
        {
            "type": "image",
            "image_url": "https://example.test/chart.png",
            "alt_text": "Costs by month",
            "title": plain("Costs"),
        },
    ],
    [TABLE, RICH],
    [
        {
            "type": "video",
            "title": plain("A talk"),
            "title_url": "https://example.test/talk",
            "video_url": "https://example.test/talk.mp4",
            "thumbnail_url": "https://example.test/talk.png",
            "alt_text": "A talk",
        },
        {"type": "alert", "level": "warning", "text": words("Prices are a month old.")},
        {"type": "card", "title": words("Prompting"), "body": words("Start *here*.")},
    ],
]
FIELDS: list[tuple[str, Json]] = [
    ("What is it about?", {"type": "plain_text_input", "action_id": "about", "multiline": True}),
    (
        "Requests a month",
        {"type": "number_input", "action_id": "volume", "is_decimal_allowed": False},
    ),
    ("Accuracy", {"type": "static_select", "action_id": "accuracy", "options": CHOICES}),
    ("Latency", {"type": "radio_buttons", "action_id": "latency", "options": CHOICES}),
    ("Needs", {"type": "checkboxes", "action_id": "needs", "options": CHOICES}),
    ("Deadline", {"type": "datepicker", "action_id": "deadline"}),
]
VIEW: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Your use case"),
    "submit": plain("Advise me"),
    "close": plain("Not now"),
    "blocks": [
        {
            "type": "input",
            "block_id": f"block-{element['action_id']}",
            "label": plain(label),
            "element": element,
            "optional": element["action_id"] in {"needs", "deadline"},
            "hint": plain("What you do not know may stay empty."),
        }
        for label, element in FIELDS
    ],
}
HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Your consultations")},
        {"type": "section", "text": words("*Support answers*\nPrompting, clear")},
        {"type": "divider"},
        {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "new", "text": plain("New")}],
        },
    ],
}


async def perform(slack: Playground) -> str:
    """Post one of each into a thread of #general and return the root's ts."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    root = await slack.say(slack.member.id, "#general", "Tune or prompt for support answers?")
    place: Json = {"channel": root.channel, "thread_ts": root.ts}
    for blocks in GALLERY:
        await client.api_call("chat.postMessage", json={**place, "text": "x", "blocks": blocks})
    await client.files_upload_v2(
        filename="costs.png", content=chart(), alt_txt="Costs", title="Costs", **place
    )
    await client.reactions_add(channel=root.channel, timestamp=root.ts, name="eyes")
    await client.api_call(
        "chat.postEphemeral", json={**place, "user": slack.member.id, "text": "Only for you."}
    )
    await client.views_publish(user_id=slack.member.id, view=HOME)
    await client.assistant_threads_setStatus(
        channel_id=root.channel, thread_ts=root.ts, status="is weighing the facts…"
    )
    return root.ts
