"""Everything that can go wrong in the bot, as one family.

BotError
├── SettingsError     a setting is missing or wrong; names the variable
├── DeliveryError     a turn or a reply could not be stored or sent
├── SlackError        Slack answered with an error code
├── UsageError        a command was used in a way it does not take
└── ModelError        the language model gave nothing usable in time

`bot.expected` joins it with the families of the two rooms below.
"""


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
