"""Workspaces: who has the app: their tokens, the way in, and the way out."""

from dataclasses import dataclass, field

import aiohttp

from bot.clock import seconds
from bot.delivery import Ambiguous, NotSent, Parked, Refused, Sender
from bot.errors import SettingsError
from bot.settings import Settings
from bot.slack import (
    ENTERPRISE,
    Installing,
    OAuth,
    OneToken,
    SlackGateway,
    Tokens,
    TokenSource,
    read_vault,
)
from bot.slack.calls import UNREAD
from bot.store import EVERY, Database, Session, erase_workspace, installations, preferences
from bot.turns import Left, Visit
from knowledge import Library

ASK_AGAIN_SECONDS = 30.0


def oauth_of(settings: Settings, http: aiohttp.ClientSession) -> OAuth:
    """Return the app's side of Slack's OAuth."""
    secret = settings.slack_client_secret.get_secret_value()
    return OAuth(http, settings.slack_api_url, settings.slack_client_id, secret, seconds)


def tokens_of(settings: Settings, database: Database, oauth: OAuth) -> Tokens | None:
    """Return the tokens of all installations; None where the settings name the only one."""
    if not settings.slack_client_id:
        return None
    vault = read_vault(settings.encryption_keys.get_secret_value())
    own = OneToken(settings.slack_bot_token.get_secret_value(), oauth.whose)
    return Tokens(database, vault, oauth.renew, seconds, own)


def source_of(settings: Settings, tokens: Tokens | None) -> TokenSource:
    """Return where a workspace's token comes from."""
    return tokens or OneToken(settings.slack_bot_token.get_secret_value())


async def check_keys(database: Database, tokens: Tokens) -> None:
    """Make sure that every installation can be opened.

    Raises:
        SettingsError: A key is missing.
    """
    async with database.reading(EVERY) as session:
        wanted = await installations.key_ids(session)
    missing = sorted(one for one in wanted if not tokens.vault.knows(one))
    if missing:
        raise SettingsError(
            f"ADVISOR_ENCRYPTION_KEYS lacks the keys {', '.join(missing)}.",
            "Put them back behind the newest; `advisor keys rotate` then encrypts anew.",
        )


@dataclass(slots=True)
class Register:
    """Remembers which organisation's installation a workspace shares.

    Attributes:
        database: Where it is kept, so that replies find their token in every process.
    """

    database: Database
    _known: set[tuple[str, str]] = field(default_factory=set)

    async def note(self, workspace: str, enterprise: str) -> None:
        """Keep it, once."""
        if (workspace, enterprise) not in self._known:
            async with self.database.writing(workspace, commit="urgent") as session:
                await preferences.set_for_workspace(session, ENTERPRISE, enterprise)
            self._known.add((workspace, enterprise))

    async def below(self, enterprise: str) -> tuple[str, ...]:
        """Return the workspaces that share an organisation's installation."""
        async with self.database.reading(EVERY) as session:
            return await preferences.workspaces_with(session, ENTERPRISE, enterprise)

    def forget(self, workspace: str) -> None:
        """Forget a workspace that has left."""
        self._known = {pair for pair in self._known if pair[0] != workspace}


def installing_of(
    settings: Settings, tokens: Tokens | None, oauth: OAuth, sender: Sender, register: Register
) -> Installing | None:
    """Return the way in; None without a client id."""
    if tokens is None:
        return None

    async def welcome(workspace: str) -> None:
        for one in (workspace, *await register.below(workspace)):
            await sender.unpark(one)

    return Installing(tokens.database, oauth, tokens, settings.public_url, welcome)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Erases what a workspace owns when it has left; a late farewell after a return does nothing.

    Attributes:
        slack: Asks whether the token still lives.
        library: Forgets documents.
        register: Knows the workspaces of an organisation.
    """

    slack: SlackGateway
    library: Library
    register: Register

    async def __call__(self, session: Session, visit: Visit) -> None:
        """Erase the visit's workspace, or every workspace of its organisation.

        Raises:
            NotSent: Slack could not be asked; the farewell is worked again later.
        """
        teams = visit.act.teams if isinstance(visit.act, Left) else ()
        if not teams and await self._stays(visit.workspace):
            return
        for team in teams or await self.register.below(visit.workspace):
            if team != visit.workspace:
                await self._forget(team)
                async with self.register.database.writing(team) as other:
                    await erase_workspace(other)
        if not teams:
            await self._forget(visit.workspace)
            await erase_workspace(session, but_arrival=visit.key)

    async def _forget(self, workspace: str) -> None:
        self.register.forget(workspace)
        await self.library.forget(workspace)

    async def _stays(self, workspace: str) -> bool:
        try:
            await self.slack.call(workspace, "auth.test", {})
        except (Parked, Refused) as error:
            if error.code.startswith(UNREAD):  # some proxy said no, not Slack
                raise NotSent(ASK_AGAIN_SECONDS) from error
            return False
        except Ambiguous as error:
            raise NotSent(ASK_AGAIN_SECONDS) from error
        return True
