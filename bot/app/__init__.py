"""The composition root: settings in, a running application out."""

from bot.app.application import Running, open_library, running
from bot.app.checks import check_secrets, check_slack
from bot.app.logs import redact, start_logging

__all__ = [
    "Running",
    "check_secrets",
    "check_slack",
    "open_library",
    "redact",
    "running",
    "start_logging",
]
