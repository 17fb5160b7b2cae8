"""The composition root: settings in, a running application out."""

from bot.app.application import Running, open_library, running
from bot.app.demo import Demo, demonstrating
from bot.app.logs import redact, start_logging

__all__ = [
    "Demo",
    "Running",
    "demonstrating",
    "open_library",
    "redact",
    "running",
    "start_logging",
]
