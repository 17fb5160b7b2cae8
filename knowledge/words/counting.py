"""Counting: a question that wants the number of something, and a text that gives it."""

import re

from knowledge.words.names import synonyms
from knowledge.words.terms import TOKEN, stem, terms

COUNTED = re.compile(r"\bhow many\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?", re.IGNORECASE)
NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|dozen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|\d[\d.,]*)\b",
    re.IGNORECASE,
)
REACH = 4
"""Words after a number among which the thing counted stands: "three short, clear steps"."""


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
    >>> gives_number("Employees have thirty days of holiday.", frozenset({"day"}))
    True
    """
    for match in NUMBER.finditer(text):
        following = TOKEN.findall(text[match.end() : match.end() + 60])[:REACH]
        if not things.isdisjoint(stem(word.lower()) for word in following):
            return True
    return False
