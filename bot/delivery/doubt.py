"""Doubt: what to do about a call of which nobody knows whether Slack carried it out."""

from typing import Final, Literal, TypeAlias

from bot.delivery.nouns import Outgoing

Cure: TypeAlias = Literal["repeat", "look up", "leave"]

HARMLESS: Final = frozenset(
    {
        "agents.sessions.setStatus",
        "assistant.threads.setStatus",
        "assistant.threads.setSuggestedPrompts",
        "chat.delete",
        "chat.update",
        "home",  # no call of Slack's: the page is put together anew, and then published
        "views.open",
        "views.publish",
        "views.update",
    }
)
"""Carried out twice, these show what they show once; a form's trigger opens one window."""
FLEETING: Final = frozenset({"chat.postEphemeral", "respond"})
"""Only one person sees these, for a moment, and Slack tells nobody whether they are there."""


def cure(outgoing: Outgoing) -> Cure:
    """Return what leads to one message, and not to two, when a call is in doubt.

    `repeat` what changes nothing the second time; `leave` what cannot be looked up and is better
    missing than doubled; `look up` everything else before it is repeated.
    """
    replaces = outgoing.payload.get("replace_original") is True
    if outgoing.method in HARMLESS or replaces:
        return "repeat"
    return "leave" if outgoing.method in FLEETING else "look up"
