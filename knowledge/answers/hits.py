"""Hits: what a search shows: a short section once and whole, of a long one its passages.

Small passages find best, but a person reads sections, and three pieces of one section would push
the others off the list.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from knowledge.answers.answer import Hit
from knowledge.answers.evidence import expanded
from knowledge.search.finding import Found

WHOLE = 3
"""The most passages of a section that is shown whole: about 600 tokens."""


def hits(found: Iterable[Found], limit: int) -> tuple[Hit, ...]:
    """Return what was found as other rooms see it, best first, no part of a document twice."""
    return tuple(islice(_each(found), limit))


def _each(found: Iterable[Found]) -> Iterator[Hit]:
    shown = set()
    for one in found:
        hit = _hit(one)
        place = (one.place.content.key, hit.start)
        if place not in shown:
            shown.add(place)
            yield hit


def _hit(found: Found) -> Hit:
    place, section = found.place, expanded(found)
    is_whole = section.passages <= WHOLE
    start, end = (section.start, section.end) if is_whole else (place.start, place.end)
    return Hit(
        passage=place.content.passage_id(place.position),
        source=place.content.title,
        section=place.section,
        text=place.content.text[start:end],
        start=start,
        end=end,
        score=found.score,
    )
