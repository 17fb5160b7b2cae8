"""Leaving: a consultation as it is when a person who spoke in it asks to be forgotten."""

from dataclasses import replace

from bot.conversation.consultation import Consultation
from bot.conversation.desk import Desk
from bot.conversation.folding import fold


def without(consultation: Consultation, user: str, desk: Desk) -> Consultation:
    """Return the consultation without a person's turns, and without what a model made of them.

    What they alone told is known no longer. The same consultation when they took no part.
    """
    kept = tuple(one for one in consultation.turns if one.turn.user != user)
    if len(kept) == len(consultation.turns):
        return consultation
    turns = tuple(replace(one, introduction=None) for one in kept)
    folded, _ = fold(turns, desk)
    return Consultation(turns, folded.state)
