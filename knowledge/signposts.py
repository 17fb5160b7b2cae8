"""Signposts: which sections of the shipped guidance answer a question of few or common words.

The table is data, in `signposts.toml`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from knowledge.edition import Edition, Place
from knowledge.passages import SEPARATOR
from knowledge.schema import SHARED


@dataclass(frozen=True, slots=True)
class Signposts:
    """What `signposts.toml` holds.

    Attributes:
        leads: Patterns of whole questions, each with the beginnings of headings it leads to.
        elsewhere: Patterns of what the guidance does not speak of.
    """

    leads: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    elsewhere: tuple[re.Pattern[str], ...]


@cache
def signposts() -> Signposts:
    """Return the table."""
    text = resources.files("knowledge").joinpath("signposts.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    leads = [
        (re.compile(lead["asked"], re.IGNORECASE), tuple(lead["sections"]))
        for lead in table["lead"]
    ]
    elsewhere = [re.compile(pattern, re.IGNORECASE) for pattern in table["elsewhere"]]
    return Signposts(tuple(leads), tuple(elsewhere))


def is_elsewhere(question: str) -> bool:
    """Tell whether a question is of something that the guidance does not speak of.

    >>> is_elsewhere("Who is the CEO of OpenAI?"), is_elsewhere("What is RAG?")
    (True, False)
    """
    return any(pattern.search(question) for pattern in signposts().elsewhere)


def led_to(edition: Edition, question: str) -> tuple[Place, ...]:
    """Return the first passage of each section of the guidance that a question leads to."""
    asked = " ".join(question.split()).rstrip("?!. ")
    headings = next((to for sign, to in signposts().leads if sign.fullmatch(asked)), ())
    found = (_place(edition, heading) for heading in headings)
    return tuple(place for place in found if place is not None)


def _place(edition: Edition, heading: str) -> Place | None:
    for content in edition.contents:
        if content.key[0] != SHARED:
            continue
        for position, passage in enumerate(content.passages):
            if passage.section.rsplit(SEPARATOR, maxsplit=1)[-1].startswith(heading):
                return Place(content, position)
    return None
