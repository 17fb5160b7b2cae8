"""The methods of the Web API, by family."""

from collections.abc import Callable

from bot.playground.ask import Ask
from bot.playground.changes import Json
from bot.playground.methods import (
    agents,
    apps,
    chat,
    conversations,
    files,
    oauth,
    people,
    reactions,
    streams,
    views,
)

__all__ = ["METHODS", "UNSIGNED"]

METHODS: dict[str, Callable[[Ask], Json]] = {
    **agents.METHODS,
    **apps.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **oauth.METHODS,
    **people.METHODS,
    **reactions.METHODS,
    **streams.METHODS,
    **views.METHODS,
}
"""What each method does: it returns the fields of its answer or raises a Refusal."""

UNSIGNED = {"api.test", "oauth.v2.access"}
"""Methods that need no token."""
