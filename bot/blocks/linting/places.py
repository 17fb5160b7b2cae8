"""Places: which blocks and elements each surface takes, as Slack's reference lists them.

Elements: api.slack.com/reference/block-kit/block-elements, column "available in surfaces", read
2026-11. Blocks: docs.slack.dev/reference/block-kit/blocks, read 2026. Where public readings of the
reference disagree (alerts in messages), the linter lets the block pass.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

Surface: TypeAlias = Literal["message", "modal", "home"]

_IN_MESSAGES: Final = frozenset(
    {
        "call",
        "context_actions",
        "data_visualization",
        "file",
        "markdown",
        "plan",
        "table",
        "task_card",
    }
)
"""Blocks that stand in messages alone."""

BLOCKS_BEYOND: Final[Mapping[Surface, frozenset[str]]] = {
    "message": frozenset(),
    "modal": _IN_MESSAGES | {"carousel", "data_table"},
    "home": _IN_MESSAGES,
}
"""Blocks that a surface does not take."""

ELEMENTS_ON: Final[Mapping[str, tuple[Surface, ...]]] = {
    "datetimepicker": ("message", "modal"),
    "email_text_input": ("modal",),
    "file_input": ("modal",),
    "number_input": ("modal",),
    "rich_text_input": ("modal", "home"),
    "url_text_input": ("modal",),
    "workflow_button": ("message",),
}
"""Surfaces of the elements that not every surface takes."""

CONTAINED: Final = (
    "actions",
    "context",
    "divider",
    "file",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)
"""Blocks that a container may hold: slack-go and slackblocks, from Slack's reference of 2026-08."""

_ICON_NAMES: Final = (
    "archive book bookmark bot bug calendar call caret-left caret-right check clipboard code "
    "comment compass copy cube download edit email eye-closed eye-open file flag folder gear "
    "globe heart help image info key lightbulb link map mobile new-window pin plus refine "
    "refresh rocket save screen share sparkle star star-filled tag thumbs-down thumbs-up "
    "trash upload user warning"
)
ICONS: Final = tuple(_ICON_NAMES.split())
"""Names of Slack's own icons: docs.slack.dev, Slack icon object, read 2026-11."""
