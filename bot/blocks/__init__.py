"""Block Kit: replies become messages and forms; limits, the linter and the one escaping door."""

from bot.blocks.home import render_home
from bot.blocks.linting import Fault, lint
from bot.blocks.parts import Rendered
from bot.blocks.plain import plain_text
from bot.blocks.rendering import render
from bot.blocks.streaming import Streamed, streamed
from bot.blocks.text import escape

__all__ = [
    "Fault",
    "Rendered",
    "Streamed",
    "escape",
    "lint",
    "plain_text",
    "render",
    "render_home",
    "streamed",
]
