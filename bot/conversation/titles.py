"""Titles: the use case in a few of the user's own words."""

import re
from typing import Final

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
_SHORTEST: Final = 3
_FOR = re.compile(
    r"\b(?:fine-?tun\w*|prompt\w*|model|llm|assistant|bot)\b[^.?!]{0,40}?\bfor\s+(?P<what>[^.?!,;]+)",
    re.IGNORECASE,
)
_END = re.compile(r"[.?!;\n]|,|\s[-–—]\s|\b(?:lots of|with about|and we)\b")


def title_of(text: str) -> str:
    """Return a title of at most 60 characters: the first clause that says something.

    Figures and their periods leave it: they change, the use case stays.
    """
    bare = _FIGURES.sub(" ", unlinked(text))
    match = _FOR.search(bare)
    clauses = [match["what"]] if match else _END.split(bare)
    titles = (_trimmed(clause) for clause in clauses)
    return next((title for title in titles if len(title) > _SHORTEST), UNTITLED)


def _trimmed(clause: str) -> str:
    words = re.sub(r"[<>&|*_`~\"“”]|\s+", " ", clause).strip()
    words = re.sub(r"^[\s\W]+|[\s\W]+$", "", words)
    while (shorter := _OPENERS.sub("", words, count=1)) != words:
        words = shorter
    words = re.sub(r"\s+", " ", words).strip()
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"
