"""Checks: what must hold before the bot starts, and before a form is taken."""

from advisors import load_catalogue
from bot.clock import today
from bot.conversation import Desk, Submitted, problems_in
from bot.errors import SettingsError
from bot.settings import Settings

_PREFIXES = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}


def check_secrets(settings: Settings) -> None:
    """Refuse to start without the secrets that Slack needs.

    Raises:
        SettingsError: naming the variable that is missing or holds something else.
    """
    if not settings.slack_bot_token.get_secret_value():
        raise SettingsError(
            "SLACK_BOT_TOKEN is not set.",
            "Set it to the bot token (xoxb-…) of your Slack app, or try `advisor demo`.",
        )
    for field, prefix in _PREFIXES.items():
        given = getattr(settings, field).get_secret_value()
        if given and not given.startswith(prefix):
            raise SettingsError(
                f"{field.upper()} does not begin with {prefix}.",
                "Copy it again from your Slack app's settings.",
            )
    if not (
        settings.slack_signing_secret.get_secret_value()
        or settings.slack_app_token.get_secret_value()
    ):
        raise SettingsError(
            "Neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set.",
            "Set the signing secret to listen over HTTP, or the app token for Socket Mode.",
        )


def check_form(form: Submitted) -> dict[str, str]:
    """Return what is wrong with the fields of a form, by field, while Slack still shows it."""
    return dict(problems_in(form, Desk(load_catalogue(), today())))
