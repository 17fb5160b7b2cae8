"""Everything that can go wrong in the bot, as one family beside the two rooms below it.

BotError
├── SettingsError     a setting is missing or wrong; names the variable
├── DeliveryError     a turn or a reply could not be stored or sent
├── SlackError        Slack answered with an error code
├── UsageError        a command was used in a way it does not take
└── ModelError        the language model gave nothing usable in time

`EXPECTED` joins it with advisors.AdvisorError and knowledge.KnowledgeError: whatever is one of
these is shown to a person as "what happened, what to do next"; anything else is a bug.
"""

from advisors.errors import AdvisorError
from knowledge.errors import KnowledgeError


class BotError(Exception):
    """What happened, and in `mend` what to do next.

    Attributes:
        mend: One sentence that tells the reader what to do next.
    """

    def __init__(self, what: str, mend: str) -> None:
        """Say what happened and what to do next."""
        super().__init__(what)
        self.mend = mend


class SettingsError(BotError):
    """A setting is missing or wrong; the message names the variable."""


class DeliveryError(BotError):
    """A turn or a reply could not be stored or sent."""


class SlackError(BotError):
    """Slack answered with an error code."""


class UsageError(BotError):
    """A command was used in a way it does not take."""


class ModelError(BotError):
    """The language model gave nothing usable in time."""


EXPECTED = (AdvisorError, KnowledgeError, BotError)
