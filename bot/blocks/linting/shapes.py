"""Shapes: every block, its fields and what may stand in them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from bot.blocks import limits
from bot.blocks.linting.charts import CHART
from bot.blocks.linting.checks import (
    Check,
    Fault,
    Object,
    anything,
    flag,
    join,
    many,
    one_of,
    shape,
    string,
    typed,
    url,
    whole,
)
from bot.blocks.linting.elements import (
    ACCESSORY,
    IMAGE,
    IN_ACTIONS,
    IN_CARD,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    OVERFLOW,
    SLACK_FILE,
    SOURCE,
    picture,
)
from bot.blocks.linting.places import CONTAINED, ICONS
from bot.blocks.linting.rich import RICH_TEXT
from bot.blocks.linting.tables import DATA_TABLE, TABLE
from bot.blocks.linting.texts import plain, text

_IN_CONTEXT: Final = typed(
    {"image": IMAGE, "plain_text": plain(), "mrkdwn": text()},
    "context element",
    ("button", "static_select", "overflow", "datepicker", "checkboxes", "radio_buttons"),
)


def _block(
    needed: list[str], *also: Callable[[Object, str], Iterator[Fault]], **fields: Check
) -> Check:
    base: dict[str, Check] = {"type": anything, "block_id": string(limits.BLOCK_ID)}
    return shape({**base, **fields}, needed, *also)


def _says_something(value: Object, path: str) -> Iterator[Fault]:
    if value.get("text") is None and not value.get("fields"):
        yield Fault(path, "required", "a section needs text or fields")


def _card_holds(value: Object, path: str) -> Iterator[Fault]:
    if not any(value.get(name) for name in ("hero_image", "title", "actions", "body")):
        yield Fault(path, "required", "a card needs hero_image, title, actions or body")
    if value.get("icon") is not None and value.get("slack_icon") is not None:
        yield Fault(path, "exclusive", "icon and slack_icon exclude each other")


def _titled(value: Object, path: str) -> Iterator[Fault]:
    if value.get("title") is None and value.get("rich_text_title") is None:
        yield Fault(join(path, "title"), "required", "a container needs title or rich_text_title")
    if value.get("default_collapsed") is True and value.get("is_collapsible") is not True:
        yield Fault(path, "requires", "default_collapsed needs is_collapsible")
    if value.get("has_header_divider") is True and value.get("is_collapsible") is True:
        yield Fault(path, "exclusive", "has_header_divider and is_collapsible exclude each other")


TASK: Final = _block(
    ["task_id", "title", "status"],
    task_id=string(),
    title=string(),
    status=one_of("pending", "in_progress", "complete", "error"),
    details=RICH_TEXT,
    output=RICH_TEXT,
    sources=many(SOURCE, None, 0),
)


def _task(value: object, path: str) -> Iterator[Fault]:
    """Check a task of a plan; inside a plan its type may be left out."""
    typeless = isinstance(value, Mapping) and "type" not in value
    yield from (TASK if typeless else typed({"task_card": TASK}, "task"))(value, path)


def _tasks_differ(value: Object, path: str) -> Iterator[Fault]:
    tasks = value.get("tasks")
    given = [one for one in tasks if isinstance(one, Mapping)] if isinstance(tasks, list) else []
    ids = [str(one.get("task_id")) for one in given]
    if len(set(ids)) < len(ids):
        yield Fault(join(path, "tasks"), "duplicate", "two tasks have the same task_id")


CARD: Final = _block(
    [],
    _card_holds,
    hero_image=IMAGE,
    icon=IMAGE,
    slack_icon=shape({"type": one_of("icon"), "name": one_of(*ICONS)}, ["type", "name"]),
    title=text(limits.CARD_TITLE),
    subtitle=text(limits.CARD_TITLE),
    body=text(limits.CARD_BODY),
    subtext=text(limits.CARD_BODY),
    actions=many(IN_CARD, limits.CARD_ACTIONS),
)
LEAVES: Final[Mapping[str, Check]] = {
    "section": _block(
        [],
        _says_something,
        text=text(limits.SECTION_TEXT),
        fields=many(text(limits.FIELD_TEXT), limits.FIELDS),
        accessory=ACCESSORY,
        expand=flag,
    ),
    "divider": _block([]),
    "header": _block(
        ["text"], text=plain(limits.HEADER_TEXT), level=whole(1, limits.HEADER_LEVELS)
    ),
    "context": _block(["elements"], elements=many(_IN_CONTEXT, limits.CONTEXT_ELEMENTS)),
    "context_actions": _block(
        ["elements"], elements=many(IN_CONTEXT_ACTIONS, limits.CONTEXT_ACTIONS)
    ),
    "actions": _block(["elements"], elements=many(IN_ACTIONS, limits.ACTIONS_ELEMENTS)),
    "image": _block(
        ["alt_text"],
        picture,
        alt_text=string(limits.ALT_TEXT),
        image_url=url(limits.URL, web=True),
        slack_file=SLACK_FILE,
        title=plain(limits.IMAGE_TITLE),
    ),
    "input": _block(
        ["label", "element"],
        label=plain(limits.INPUT_LABEL),
        element=IN_INPUT,
        hint=plain(limits.INPUT_HINT),
        dispatch_action=flag,
        optional=flag,
    ),
    "markdown": _block(["text"], text=string(limits.MARKDOWN_TEXT)),
    "rich_text": RICH_TEXT,
    "table": TABLE,
    "data_table": DATA_TABLE,
    "file": _block(["external_id", "source"], external_id=string(), source=one_of("remote")),
    "video": _block(
        ["alt_text", "title", "thumbnail_url", "video_url"],
        alt_text=string(),
        title=plain(limits.VIDEO_TITLE),
        thumbnail_url=url(limits.URL, web=True),
        video_url=url(limits.URL, secure=True),
        title_url=url(limits.URL, secure=True),
        description=plain(),
        provider_icon_url=url(limits.URL, web=True),
        provider_name=string(),
        author_name=string(limits.VIDEO_AUTHOR),
    ),
    "task_card": TASK,
    "plan": _block(["title"], _tasks_differ, title=string(), tasks=many(_task, limits.TASKS, 0)),
    "alert": _block(
        ["text"],
        text=text(limits.ALERT_TEXT),
        level=one_of("default", "info", "warning", "error", "success"),
    ),
    "card": CARD,
    "carousel": _block(["elements"], elements=many(typed({"card": CARD}, "card"), limits.CARDS)),
    "call": _block(["call_id"], call_id=string(), api_decoration_available=flag, call=anything),
}


_BIG: Final = ("container", "auth_provider", "data_visualization")
_INNER: Final = typed({**LEAVES}, "block", _BIG)
_IN_CONTAINER: Final = typed({name: LEAVES[name] for name in CONTAINED}, "block", (*LEAVES, *_BIG))
BLOCKS: Final[Mapping[str, Check]] = {
    **LEAVES,
    "container": _block(
        ["child_blocks"],
        _titled,
        title=plain(limits.CONTAINER_TITLE),
        rich_text_title=RICH_TEXT,
        subtitle=text(limits.CONTAINER_TITLE),
        child_blocks=many(_IN_CONTAINER, limits.CONTAINER_BLOCKS),
        width=one_of("narrow", "standard", "wide", "full"),
        icon=IMAGE,
        is_collapsible=flag,
        default_collapsed=flag,
        has_header_divider=flag,
    ),
    "auth_provider": _block(
        ["value", "name", "is_connected"],
        value=string(limits.PROVIDER_TEXT),
        name=plain(limits.PROVIDER_NAME),
        is_connected=flag,
        description=plain(limits.PROVIDER_TEXT),
        icon_url=url(limits.URL, secure=True),
        auth_url=url(limits.URL, secure=True),
        disconnect_url=url(limits.URL, secure=True),
        connected_identity=plain(limits.PROVIDER_NAME),
        connected_context=plain(limits.PROVIDER_NAME),
        accessory=OVERFLOW,
        fallback=many(_INNER),
    ),
    "data_visualization": _block(["title", "chart"], title=string(limits.CHART_TITLE), chart=CHART),
}
