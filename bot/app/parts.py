"""Parts: what every room of the running application works with, put together once."""

from dataclasses import dataclass

import aiohttp

from advisors import Catalogue, load_catalogue
from bot.app.workspaces import Register, check_keys, oauth_of, source_of, tokens_of
from bot.language import Language
from bot.settings import Settings
from bot.slack import OAuth, SlackGateway, Tokens
from bot.store import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a running application.

    Attributes:
        settings: What the operator has set.
        database: Its database.
        catalogue: Facts, rules and prices.
        slack: Calls Slack.
        oauth: Exchanges codes and refresh tokens.
        tokens: Of every installation; None where the settings name the only workspace.
        register: Knows the workspaces of organisations.
        language: The language model, where the settings name one.
    """

    settings: Settings
    database: Database
    catalogue: Catalogue
    slack: SlackGateway
    oauth: OAuth
    tokens: Tokens | None
    register: Register
    language: Language | None = None


async def gather_parts(
    settings: Settings, database: Database, http: aiohttp.ClientSession
) -> Parts:
    """Put the parts together.

    Raises:
        SettingsError: A key that opens tokens is missing.
    """
    oauth = oauth_of(settings, http)
    tokens = tokens_of(settings, database, oauth)
    if tokens is not None:
        await check_keys(database, tokens)
    slack = SlackGateway(http, source_of(settings, tokens), settings.slack_api_url)
    catalogue = load_catalogue()
    register = Register(database)
    return Parts(settings, database, catalogue, slack, oauth, tokens, register)
