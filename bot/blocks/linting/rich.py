"""Rich: the structure of rich text, from lists down to the single styled word."""

from collections.abc import Mapping
from typing import Final

from bot.blocks import limits
from bot.blocks.linting.checks import (
    Check,
    anything,
    flag,
    many,
    one_of,
    shape,
    string,
    typed,
    url,
    whole,
)

_STYLE: Final = shape(
    dict.fromkeys(
        (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        ),
        flag,
    )
)


def _part(needed: list[str], **fields: Check) -> Check:
    return shape({"type": anything, "style": _STYLE, **fields}, needed)


_PARTS: Final[Mapping[str, Check]] = {
    "text": _part(["text"], text=string()),
    "link": _part(["url"], url=url(limits.URL), text=string(None, 0), unsafe=flag),
    "emoji": _part(["name"], name=string(), unicode=string(), skin_tone=whole(1, 6), url=anything),
    "user": _part(["user_id"], user_id=string()),
    "usergroup": _part(["usergroup_id"], usergroup_id=string()),
    "channel": _part(["channel_id"], channel_id=string()),
    "team": _part(["team_id"], team_id=string()),
    "broadcast": _part(["range"], range=one_of("here", "channel", "everyone")),
    "color": _part(["value"], value=string()),
    "date": _part(
        ["timestamp", "format"],
        timestamp=whole(0),
        format=string(),
        url=url(limits.URL),
        fallback=string(),
    ),
}
_PART: Final = typed(_PARTS, "rich text element")
_BORDER: Final = whole(0, 1)
_SECTION: Final = shape({"type": anything, "elements": many(_PART, None, 0)}, ["elements"])
_QUOTE: Final = shape(
    {"type": anything, "elements": many(_PART, None, 0), "border": _BORDER}, ["elements"]
)
_PREFORMATTED: Final = shape(
    {
        "type": anything,
        "elements": many(_PART, None, 0),
        "border": _BORDER,
        "language": string(),
    },
    ["elements"],
)
_ITEM: Final[Mapping[str, Check]] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": _PREFORMATTED,
    "rich_text_quote": _QUOTE,
}
_LIST: Final = shape(
    {
        "type": anything,
        "style": one_of("bullet", "ordered"),
        "elements": many(typed(_ITEM, "list item", ("rich_text_list",))),
        "indent": whole(0, 8),
        "offset": whole(0),
        "border": _BORDER,
    },
    ["elements", "style"],
)
_STRUCTURES: Final[Mapping[str, Check]] = {**_ITEM, "rich_text_list": _LIST}

_RICH_TEXT: Final = shape(
    {
        "type": anything,
        "block_id": string(limits.BLOCK_ID),
        "elements": many(typed(_STRUCTURES, "rich text structure", tuple(_PARTS))),
    },
    ["elements"],
)
RICH_TEXT: Final = typed({"rich_text": _RICH_TEXT}, "rich text block")
