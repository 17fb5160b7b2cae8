"""Block Kit: replies become messages and forms; limits, the linter and the one escaping door."""

from bot.blocks.console import Console, Form, render_admin_form, render_panel
from bot.blocks.home import render_home
from bot.blocks.linting import Fault, lint
from bot.blocks.parts import Rendered
from bot.blocks.rendering import render
from bot.blocks.streaming import Streamed, streamed, written
from bot.blocks.text import escape

__all__ = [
    "Console",
    "Fault",
    "Form",
    "Rendered",
    "Streamed",
    "escape",
    "lint",
    "render",
    "render_admin_form",
    "render_home",
    "render_panel",
    "streamed",
    "written",
]
