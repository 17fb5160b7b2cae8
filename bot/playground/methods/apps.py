"""auth.*, api.*, apps.*, bots.*, team.*, blocks.*: who the app is and whether it is sound."""

from bot.playground.ask import Ask
from bot.playground.changes import Json
from bot.playground.limits import Surface, faults
from bot.playground.refusals import Refusal


def auth_test(ask: Ask) -> Json:
    """auth.test."""
    workspace = ask.workspace
    return {
        "url": f"{ask.slack.base}/",
        "team": workspace.name,
        "user": workspace.bot.name,
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(ask: Ask) -> Json:
    """auth.revoke."""
    ask.slack.world.tokens[ask.token].state = "token_revoked"
    return {"revoked": True}


def api_test(ask: Ask) -> Json:
    """api.test."""
    if ask.text("error"):
        raise Refusal(ask.text("error"), args=ask.args)
    return {"args": ask.args}


def connections_open(ask: Ask) -> Json:
    """apps.connections.open: the address of one Socket Mode connection."""
    ticket = ask.slack.world.new_id("ticket")
    ask.slack.tickets.append(ticket)
    address = ask.slack.base.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={ticket}"}


def uninstall(ask: Ask) -> Json:
    """apps.uninstall."""
    ask.workspace.installed = False
    ask.slack.world.tokens[ask.token].state = "account_inactive"
    return {}


def bots_info(ask: Ask) -> Json:
    """bots.info."""
    bot = ask.workspace.bot
    if ask.text("bot") not in {"", bot.bot_id}:
        raise Refusal("bot_not_found")
    shown = {
        "id": bot.bot_id,
        "deleted": False,
        "name": bot.real_name,
        "app_id": ask.workspace.app_id,
        "user_id": bot.id,
    }
    return {"bot": shown}


def team_info(ask: Ask) -> Json:
    """team.info."""
    return {"team": ask.workspace.as_json()}


def blocks_validate(ask: Ask) -> Json:
    """blocks.validate: blocks, a message or a view."""
    payload, surface = judged(ask)
    problems = faults(payload, surface)
    if problems:
        metadata = {"messages": problems}
        raise Refusal("invalid_blocks", errors=problems, response_metadata=metadata)
    return {}


def judged(ask: Ask) -> tuple[Json, Surface]:
    """Return the payload that a call of blocks.validate asks about, and where it would stand."""
    view = ask.args.get("view")
    if isinstance(view, dict):
        return view, "home" if view.get("type") == "home" else "modal"
    message = ask.args.get("message")
    if isinstance(message, dict):
        return message, "message"
    return {"blocks": ask.items("blocks")}, "message"


METHODS = {
    "api.test": api_test,
    "apps.connections.open": connections_open,
    "apps.uninstall": uninstall,
    "auth.revoke": auth_revoke,
    "auth.test": auth_test,
    "blocks.validate": blocks_validate,
    "bots.info": bots_info,
    "team.info": team_info,
}
