"""Answering: sentences of the guidance, quoted letter for letter and put into a readable order.

Nothing is written that is not in a document, except the few words that name where a quote stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import refusal
from knowledge.answer import Answer, Citation
from knowledge.edition import Edition
from knowledge.evidence import Quote, Section, expanded, quotes, spoken_of
from knowledge.refusal import Need
from knowledge.search import Found, find
from knowledge.sides import compared, side_of

DOES_NOT_SAY = "The guidance does not say."
SECTIONS = 4
MAX_QUOTES = 3
MAX_CLOSEST = 3
GOOD_SHARE = 0.8
NEAR_SHARE = 0.85
"""How near to the best section, and to the best quote, another one must come to be said as well."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question.

    Attributes:
        wanted: What the question speaks of.
        sections: The sections found, best first, each with how far it speaks of the question, 0-1.
        degraded: Why the search was not at full strength, or None.
    """

    wanted: tuple[Need, ...]
    sections: tuple[tuple[Section, float], ...]
    degraded: str | None

    @property
    def coverage(self) -> float:
        """How far any section speaks of the question, 0-1."""
        return max((share for _, share in self.sections), default=0.0)


def gather(edition: Edition, question: str) -> Evidence:
    """Return the sections that speak of a question."""
    finding = find(edition, question, 2 * SECTIONS)
    wanted = refusal.needs(edition, question)
    sections = [
        (section, spoken_of(section, wanted)) for section in _distinct(finding.found)[:SECTIONS]
    ]
    return Evidence(wanted, tuple(sections), finding.degraded)


def _distinct(found: Sequence[Found]) -> list[Section]:
    sections: dict[tuple[str, str, str], Section] = {}
    for each in found:
        section = expanded(each)
        sections.setdefault((*section.content.key, section.name), section)
    return list(sections.values())


def answered(edition: Edition, question: str) -> Answer:
    """Answer a question from an edition.

    Raises:
        SearchError: Neither leg of the search answers.
    """
    evidence = gather(edition, question)
    if evidence.coverage < edition.threshold or not evidence.sections:
        return _refused(edition, evidence)
    chosen = _chosen(question, evidence, edition.threshold)
    if not chosen:
        return _refused(edition, evidence)
    return Answer(
        text=_worded(chosen),
        grounded=True,
        citations=tuple(_citation(quote) for quote in chosen),
        degraded=evidence.degraded,
        version=edition.version,
    )


def _chosen(question: str, evidence: Evidence, threshold: float) -> list[Quote]:
    """Return the quotes of an answer, best first; both sides when the question compares."""
    good = [(s, share) for s, share in evidence.sections if share >= GOOD_SHARE * threshold]
    pool = sorted(
        (quote for section, share in good for quote in quotes(section, evidence.wanted, share)),
        key=lambda quote: (-quote.score, quote.order),
    )
    if not pool:
        return []
    chosen = [pool[0]]
    if compared(question) and side_of(pool[0].text) != "both":
        chosen += _other_sides(pool, chosen[0])
    for quote in pool[1:]:
        near = quote.score >= NEAR_SHARE * pool[0].score
        if len(chosen) < MAX_QUOTES and near and quote not in chosen:
            chosen.append(quote)
    return chosen


def _other_sides(pool: Sequence[Quote], first: Quote) -> list[Quote]:
    """Return the best quote for each side that the first one does not speak of."""
    sides = {"tune", "prompt"} - {side_of(first.text)}
    found = (next((q for q in pool if side_of(q.text) == side), None) for side in sorted(sides))
    return [quote for quote in found if quote is not None]


def _citation(quote: Quote) -> Citation:
    content = quote.section.content
    return Citation(content.title, quote.section.shown, quote.text, content.link or None)


def _worded(chosen: Sequence[Quote]) -> str:
    """Return the quotes as paragraphs, those of one section together, each with its place."""
    paragraphs: dict[str, list[str]] = {}
    for quote in chosen:
        paragraphs.setdefault(quote.section.shown, []).append(quote.spoken)
    return "\n\n".join(f"{' '.join(said)}\n— {place}" for place, said in paragraphs.items())


def _refused(edition: Edition, evidence: Evidence) -> Answer:
    closest = tuple(dict.fromkeys(section.shown for section, _ in evidence.sections))
    return Answer(
        text=DOES_NOT_SAY,
        grounded=False,
        citations=(),
        closest=closest[:MAX_CLOSEST],
        degraded=evidence.degraded,
        version=edition.version,
    )
