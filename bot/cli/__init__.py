"""The commands of `advisor`, one file a family; each loads only what it needs."""

from bot.cli.commands import app

__all__ = ["app"]
