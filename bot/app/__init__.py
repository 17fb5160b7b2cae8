"""The composition root: settings in, a running application out.

The demo keeps a door of its own, `bot.app.demo`: serving Slack must not load the playground, which
an import contract sees to.
"""

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
