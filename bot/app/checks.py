"""Checks: what must hold before the bot starts, and before a form is taken."""

from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from advisors import load_catalogue
from bot.clock import today
from bot.conversation import Desk, Submitted, problems_in
from bot.errors import SettingsError
from bot.settings import Settings
from bot.slack import SCOPES, read_vault
from bot.store import EVERY, installations, open_database

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PREFIXES = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}


def check_secrets(settings: Settings, *, door: bool = True) -> None:
    """Refuse to start without the secrets that Slack needs.

    Args:
        settings: What to run with.
        door: Whether Slack comes in here; who only works and sends needs no signing secret.

    Raises:
        SettingsError: naming the variable that is missing or holds something else.
    """
    if settings.slack_client_id:
        _check_installation(settings)
    elif not settings.slack_bot_token.get_secret_value():
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
    if door and not (
        settings.slack_signing_secret.get_secret_value()
        or settings.slack_app_token.get_secret_value()
    ):
        raise SettingsError(
            "Neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set.",
            "Set the signing secret to listen over HTTP, or the app token for Socket Mode.",
        )


def _check_installation(settings: Settings) -> None:
    """Refuse to let workspaces in without what keeps their tokens safe."""
    if not settings.slack_client_secret.get_secret_value():
        raise SettingsError(
            "SLACK_CLIENT_SECRET is not set, but SLACK_CLIENT_ID is.",
            "Copy both from your Slack app's settings, or leave both out for one workspace.",
        )
    read_vault(settings.encryption_keys.get_secret_value())
    address = urlsplit(settings.public_url)
    if address.scheme != "https" and address.hostname not in _LOOPBACK:
        raise SettingsError(
            "ADVISOR_PUBLIC_URL is not an https address.",
            "Set it to where people reach the bot, for example https://advisor.example.com.",
        )


def check_form(form: Submitted) -> dict[str, str]:
    """Return what is wrong with the fields of a form, by field, while Slack still shows it."""
    address = dict(form.values).get("url", "")
    if form.form == "admin-add" and not address.strip().lower().startswith("https://"):
        return {
            "url": "Only https addresses are fetched. Or drop the file into our direct message."
        }
    return dict(problems_in(form, Desk(load_catalogue(), today())))


async def check_slack(settings: Settings) -> str:
    """Ask Slack who the bot is and whether it has every scope of the manifest.

    Where workspaces install the app there is no one bot to ask for: each brings its own token.

    Raises:
        SettingsError: The token is dead, Slack does not answer, or a scope is missing.
    """
    if settings.slack_client_id:
        return await _count_installations(settings)
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url
    )
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        code = error.response.get("error")
        raise SettingsError(
            f"Slack does not take SLACK_BOT_TOKEN: {code}.",
            "Install the app again, copy the token.",
        ) from error
    except (TimeoutError, aiohttp.ClientError) as error:
        raise SettingsError(
            f"Slack does not answer at {settings.slack_api_url}.", "Check the network and the URL."
        ) from error
    granted = {one.strip() for one in str(answer.headers.get("x-oauth-scopes", "")).split(",")}
    missing = sorted(set(SCOPES) - granted) if granted != {""} else []
    if missing:
        raise SettingsError(
            f"The app lacks scopes: {', '.join(missing)}.",
            "Update it with `advisor manifest` and install it again.",
        )
    return f"{answer.get('user')} in {answer.get('team')}"


async def _count_installations(settings: Settings) -> str:
    database = open_database(settings.database())
    try:
        async with database.reading(EVERY) as session:
            number = len(await installations.workspaces(session))
    finally:
        await database.close()
    way = f"{settings.public_url.rstrip('/')}/slack/install"
    return f"installed in {number} workspace{'' if number == 1 else 's'}; more by {way}"
