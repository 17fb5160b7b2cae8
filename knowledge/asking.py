"""Asking: what a question wants to hear: a number of something, or two things side by side."""

import re

from knowledge.words import TOKEN, stem, synonyms, terms

COUNTED = re.compile(r"\bhow many\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?", re.IGNORECASE)
NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|\d[\d.,]*)\b",
    re.IGNORECASE,
)
REACH = 4
"""Words after a number among which the thing counted stands: "three short, clear steps"."""
COMPARING = re.compile(
    r"\b(?:compar\w*|versus|vs|difference\w*|differ\w*|distinguish\w*|better|which|or|each|both|either)\b"
    r"|\w+er than\b",
    re.IGNORECASE,
)
TUNE = re.compile(r"\bfine[- ]?tun\w*|\btun(?:e|ed|ing)\b", re.IGNORECASE)
PROMPT = re.compile(r"\bprompt\w*", re.IGNORECASE)


def counted(question: str) -> frozenset[str]:
    """Return the stems of what a question wants the number of, other names of it included.

    >>> "step" in counted("How many steps are there?"), counted("What is LoRA?")
    (True, frozenset())
    """
    found = COUNTED.search(question)
    own = terms(" ".join(word for word in found.groups() if word)) if found else []
    same = (way for term in own for way in synonyms(term))
    return frozenset(own).union(*(way for way in same if len(way) == 1))


def gives_number(text: str, things: frozenset[str]) -> bool:
    """Tell whether a text says how many of some things there are.

    >>> gives_number("Training takes three short steps.", frozenset({"step"}))
    True
    """
    for match in NUMBER.finditer(text):
        following = TOKEN.findall(text[match.end() : match.end() + 60])[:REACH]
        if not things.isdisjoint(stem(word.lower()) for word in following):
            return True
    return False


def side_of(text: str) -> str:
    """Return which approach a text speaks of: "tune", "prompt", "both" or "none".

    >>> side_of("Fine-tuning costs more than prompting.")
    'both'
    """
    tunes, prompts = TUNE.search(text) is not None, PROMPT.search(text) is not None
    if tunes and prompts:
        return "both"
    if tunes:
        return "tune"
    return "prompt" if prompts else "none"


def compares(question: str) -> bool:
    """Tell whether a question sets things beside each other.

    >>> compares("Zero-shot vs few-shot?"), compares("What is LoRA?")
    (True, False)
    """
    return COMPARING.search(question) is not None
