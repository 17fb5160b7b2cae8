"""Titles: the use case in a few of the user's own words."""

import re
from typing import Final

from bot.conversation.openings import names_task
from bot.conversation.words import unlinked

LONGEST: Final = 60
UNTITLED: Final = "your use case"

_OPENERS = re.compile(
    r"^(?:hi|hello|hey|please|so|and|well|ok|we(?:'re| are)?|our (?:team|company)|i(?:'m| am)?|need(?:s)?|want(?:s)?|would like"
    r"|plan(?:ning)?|try(?:ing)?|have|has|are|is|use|using|to|a|an|the|should|could|do|does|build(?:ing)?|think(?:ing)?"
    r"|about|it|model|fine-?tun(?:e|ing)|or|prompt(?:s|ing)?|better|write|rag|whether|for|wonder(?:ing)?|if|that|,|:|-)\b[\s,:-]*",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"[~≈<>$€£]*\d[\d.,]*\s*(?:%|k\b|m\b|thousand\b|million\b|percent\b)?"
    r"|\b(?:a|per|each|every)\s+(?:second|minute|hour|day|week|month|quarter|year)\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"[\s,:-]+(?:with|and|or|of|for|in|on|to|from|at|by|about|the|an?|our|that|which)$",
    re.IGNORECASE,
)
_TIED = re.compile(r"\d[\d.,]*\s*-\s*[a-z]|[a-z]-?\d", re.IGNORECASE)
_SHORTEST: Final = 3
_FIRST_WORDS: Final = 8
_NOUNS_ALONE: Final = frozenset({"developers", "requests", "tickets", "users", "customers"})
_FOR = re.compile(
    r"\b(?:fine-?tun\w*|prompt\w*|model|llm)\b[^.?!]{0,40}?\bfor\s+(?P<what>(?!\d)[^.?!,;]+)",
    re.IGNORECASE,
)
_END = re.compile(r"[?!;\n]|[.,](?!\d)|\s[-–—]\s|\b(?:lots of|with about|and we)\b")


def title_of(text: str) -> str:
    """Return a title of at most 60 characters: the first clause that names a task.

    Without one, the first clause that says something, as typed. Figures and their periods leave a
    clause only where the rest still stands by itself: they change, the use case stays.
    """
    whole = unlinked(text)
    match = _FOR.search(whole)
    clauses = [match["what"]] if match else [one for one in _END.split(whole) if one.strip()]
    named = [one for one in clauses if match or names_task(one)]
    titles = (_trimmed(_unfigured(clause)) for clause in named)
    told = next((title for title in titles if _says_enough(title)), "")
    return told or next((one for one in map(_as_typed, clauses) if _says_enough(one)), UNTITLED)


def _unfigured(clause: str) -> str:
    """Return a clause without its figures; as typed where one is tied to the words beside it."""
    return clause if _TIED.search(clause) else _FIGURES.sub(" ", clause)


def _says_enough(title: str) -> bool:
    return len(title) > _SHORTEST and title not in _NOUNS_ALONE


def _as_typed(clause: str) -> str:
    """Return the first words of a clause, nothing taken out of their middle."""
    words = _trimmed(clause)
    return _trimmed(" ".join(words.split()[:_FIRST_WORDS]))


def _trimmed(clause: str) -> str:
    words = re.sub(r"[<>&|*_`~\"“”]|\s+", " ", clause).strip()
    words = re.sub(r"^[\s\W]+|[\s\W]+$", "", words)
    while (shorter := _OPENERS.sub("", words, count=1)) != words:
        words = shorter
    words = re.sub(r"\s+", " ", words).strip()
    while (shorter := _TRAILING.sub("", words)) != words:
        words = shorter
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"
