"""Payloads for the linter: small good pieces, and ways to spoil them."""

from typing import Any

Block = dict[str, Any]


def plain(text: str = "words") -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "words") -> Block:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(), **more}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain("Go"), "action_id": "go", "value": "go", **more}


def actions(*elements: Block, **more: Any) -> Block:
    return {"type": "actions", "elements": list(elements or [button()]), **more}


def option(value: str = "a", **more: Any) -> Block:
    return {"text": plain(value), "value": value, **more}


def options(count: int) -> list[Block]:
    return [option(str(number)) for number in range(count)]


def select(**more: Any) -> Block:
    return {"type": "static_select", "action_id": "pick", "options": options(3), **more}


def multi(**more: Any) -> Block:
    return {**select(**more), "type": "multi_static_select"}


def radio(count: int = 3, **more: Any) -> Block:
    return {"type": "radio_buttons", "action_id": "r", "options": options(count), **more}


def checkboxes(count: int = 3, **more: Any) -> Block:
    return {"type": "checkboxes", "action_id": "c", "options": options(count), **more}


def field(element: Block | None = None, **more: Any) -> Block:
    typed = {"type": "plain_text_input", "action_id": "words"}
    return {"type": "input", "label": plain("Name"), "element": element or typed, **more}


def typed(kind: str, **more: Any) -> Block:
    """An element of a kind; every kind gets an id of its own."""
    return {"type": kind, "action_id": "x", **more}


def number(**more: Any) -> Block:
    return typed("number_input", is_decimal_allowed=False, **more)


def raw(text: str = "1") -> Block:
    return {"type": "raw_text", "text": text}


def table(rows: int = 2, columns: int = 2, text: str = "1", **more: Any) -> Block:
    cells = [[raw(text) for _ in range(columns)] for _ in range(rows)]
    return {"type": "table", "rows": cells, **more}


def rich(*elements: Block, **more: Any) -> Block:
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": "words"}]}
    return {"type": "rich_text", "elements": list(elements or [words]), **more}


def image(**more: Any) -> Block:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a", **more}


def modal(*blocks: Block, **more: Any) -> Block:
    return {
        "type": "modal",
        "title": plain("Title"),
        "submit": plain("Save"),
        "blocks": list(blocks or [section()]),
        **more,
    }


def home(*blocks: Block, **more: Any) -> Block:
    return {"type": "home", "blocks": list(blocks or [section()]), **more}


def without(payload: Block, *keys: str) -> Block:
    return {key: value for key, value in payload.items() if key not in keys}


def confirm(**more: Any) -> Block:
    parts = {"title": plain(), "text": plain(), "confirm": plain("Yes"), "deny": plain("No")}
    return {**parts, **more}


def opinion(**more: Any) -> Block:
    good = {"text": plain("Good"), "value": "1"}
    return typed("feedback_buttons", **{"positive_button": good, "negative_button": good, **more})


def card(**more: Any) -> Block:
    return {"type": "card", "title": plain(), "body": mrkdwn(), **more}


def task(**more: Any) -> Block:
    return {"type": "task_card", "task_id": "1", "title": "t", "status": "complete", **more}


def container(**more: Any) -> Block:
    return {"type": "container", "title": plain(), "child_blocks": [section()], **more}


def chart(drawn: Block | None = None, **more: Any) -> Block:
    pie = {"type": "pie", "segments": [{"label": "a", "value": 1}]}
    return {"type": "data_visualization", "title": "t", "chart": drawn or pie, **more}


def plotted(*names: str, kind: str = "bar", **more: Any) -> Block:
    series = [{"name": n, "data": [{"label": "x", "value": -1}]} for n in names or ("a",)]
    return {"type": kind, "series": series, "axis_config": {"categories": ["x"]}, **more}
