"""users.*: the people of a workspace."""

from bot.playground.ask import Ask
from bot.playground.changes import Json


def info(ask: Ask) -> Json:
    """users.info."""
    return {"user": ask.person().as_json(locale=ask.flag("include_locale"))}


def list_all(ask: Ask) -> Json:
    """users.list."""
    rows, cursor = ask.page([person.as_json() for person in ask.workspace.people.values()])
    return {"members": rows, "response_metadata": {"next_cursor": cursor}}


METHODS = {"users.info": info, "users.list": list_all}
