"""Expected: the errors that are shown to a person; any other is a bug.

Each says what happened, and in `mend` what to do next. Apart from `bot.errors`, because joining
the families loads the rooms below, which a command that needs neither should not wait for.
"""

from typing import Final

from advisors import AdvisorError
from bot.errors import BotError
from knowledge import KnowledgeError

EXPECTED: Final = (AdvisorError, KnowledgeError, BotError)
