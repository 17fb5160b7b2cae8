"""oauth.*: how a workspace installs the app, and how its tokens are refreshed."""

from bot.playground.ask import Ask
from bot.playground.changes import Json
from bot.playground.core import Slack
from bot.playground.refusals import Refusal
from bot.playground.world import Token

LIFETIME = 43_200
"""Seconds a rotated token lives [docs: using token rotation]."""


def grant(slack: Slack, team: str, user: str) -> str:
    """Let a person install the app: return the code that is exchanged for a token."""
    code = slack.world.new_id("code")
    slack.codes[code] = f"{team} {user}"
    return code


def access(ask: Ask) -> Json:
    """oauth.v2.access: exchange a code, or a refresh token, for a bot token."""
    if ask.text("client_secret") not in {"", ask.slack.client_secret}:
        raise Refusal("bad_client_secret")
    if ask.text("grant_type") == "refresh_token":
        known = ask.slack.refresh_tokens.pop(ask.text("refresh_token"), None)
        if known is None:
            raise Refusal("invalid_refresh_token")
    else:
        known = ask.slack.codes.pop(ask.text("code"), None)
        if known is None:
            raise Refusal("invalid_code")
    team, _, user = known.partition(" ")
    return install(ask.slack, team, user)


def install(slack: Slack, team: str, user: str) -> Json:
    """Install the app in a workspace, or in its whole organisation; return what OAuth answers."""
    workspace = slack.world.workspaces[team]
    whole = workspace.enterprise
    workspace.installed = True
    token = slack.world.new_id("xoxe.xoxb-" if slack.rotating else "xoxb-")
    slack.world.tokens[token] = Token(whole or team)
    answer: Json = {
        "access_token": token,
        "token_type": "bot",
        "scope": "chat:write,commands",
        "bot_user_id": workspace.bot.id,
        "app_id": workspace.app_id,
        "team": None if whole else {"id": team, "name": workspace.name},
        "enterprise": {"id": whole, "name": "The organisation"} if whole else None,
        "is_enterprise_install": bool(whole),
        "authed_user": {"id": user},
    }
    if slack.rotating:
        refresh = slack.world.new_id("xoxe-1-")
        slack.refresh_tokens[refresh] = f"{team} {user}"
        answer |= {"refresh_token": refresh, "expires_in": LIFETIME}
    return answer


METHODS = {"oauth.v2.access": access}
