"""Block Kit: replies become messages and forms; limits, the linter and the one escaping door."""

from bot.blocks.linting import Fault, lint
from bot.blocks.text import escape

__all__ = ["Fault", "escape", "lint"]
