"""Answering: sentences of the guidance, quoted letter for letter and put into a readable order.

Nothing is written that is not in a document, except the few words that name where a quote stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answers.answer import DOES_NOT_SAY, Answer, Citation
from knowledge.answers.directness import is_direct
from knowledge.answers.evidence import Quote, Section, expanded, spoken_of
from knowledge.answers.selection import chosen
from knowledge.editions.edition import Edition
from knowledge.search.coverage import Need, needs
from knowledge.search.finding import Found, find
from knowledge.words.attributing import names_paper, unattributed
from knowledge.words.comparing import compares
from knowledge.words.counting import counted
from knowledge.words.names import with_aliases
from knowledge.words.terms import terms

CLOSEST = "The guidance may not answer this directly. What comes closest in it:"
SECTIONS = 6
MAX_CLOSEST = 3
SUBJECT_SHARE = 0.84
"""What of the threshold is enough for a question that speaks of the subject of the whole base: such
a one is seldom off topic. Measured on fresh questions: answered .78 -> .90, near topic .17 -> .22."""
CLOSEST_SHARE = 0.3
"""Below this share of the threshold a section is not close to a question; off-topic ones reach .25."""
GOOD_SHARE = 0.8
SIDE_SHARE = 0.5
"""How near to what is enough for an answer a section must come to be quoted, or to be one side."""


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

    def of_paper(self) -> "Evidence":
        """Return it without the sections that do not restate the paper, unless none does."""
        restated = tuple(pair for pair in self.sections if pair[0].places)
        return replace(self, sections=restated) if restated else self


def gather(edition: Edition, question: str) -> Evidence:
    """Return the sections that speak of a question."""
    finding = find(edition, question, 2 * SECTIONS)
    wanted = needs(edition, question)
    sections = [
        (section, spoken_of(section, wanted)) for section in _distinct(finding.found)[:SECTIONS]
    ]
    return Evidence(wanted, tuple(sections), finding.degraded)


def _distinct(found: Sequence[Found]) -> list[Section]:
    sections: list[Section] = []
    for each in found:
        if not any(section.holds(each.place) for section in sections):
            sections.append(expanded(each))
    return sections


def answered(edition: Edition, question: str) -> Answer:
    """Answer a question from an edition.

    Raises:
        SearchError: Neither leg of the search answers.
    """
    evidence = gather(edition, unattributed(question))
    if names_paper(question):
        evidence = evidence.of_paper()
    question = unattributed(question)
    enough = edition.threshold * (SUBJECT_SHARE if on_subject(edition, question) else 1.0)
    if evidence.coverage < enough or not evidence.sections:
        return _refused(edition, evidence)
    least = enough * (SIDE_SHARE if compares(question) else GOOD_SHARE)
    good = [pair for pair in evidence.sections if pair[1] >= least]
    said = chosen(question, evidence.wanted, good, counted(question))
    if not said:
        return _refused(edition, evidence)
    found = (section for section, _ in evidence.sections)
    reservation = "" if is_direct(question, evidence.coverage, found) else CLOSEST
    return Answer(
        text="\n\n".join(filter(None, (reservation, _worded(said)))),
        grounded=True,
        citations=tuple(_citation(quote) for quote in said),
        degraded=evidence.degraded,
        reservation=reservation,
    )


def _citation(quote: Quote) -> Citation:
    content = quote.section.content
    return Citation(content.title, quote.section.shown, quote.text, content.link or None)


def _worded(quoted: Sequence[Quote]) -> str:
    """Return the quotes as paragraphs: those of one section together, in its order."""
    paragraphs: dict[str, list[Quote]] = {}
    for quote in quoted:
        paragraphs.setdefault(quote.section.shown, []).append(quote)
    return "\n\n".join(f"{_in_order(said)}\n— {place}" for place, said in paragraphs.items())


def _in_order(said: Sequence[Quote]) -> str:
    """Return the quotes of a section in its order; rows of a table on lines of their own."""
    is_list = sum(quote.is_row for quote in said) > 1
    text = ""
    for quote in sorted(said, key=lambda quote: quote.start):
        text += ("\n" if is_list and quote.is_row else " ") + quote.spoken
    return text.strip()


def on_subject(edition: Edition, question: str) -> bool:
    """Tell whether a question speaks of what the whole base is about."""
    return not edition.subject.isdisjoint(terms(with_aliases(question)))


def _refused(edition: Edition, evidence: Evidence) -> Answer:
    least = CLOSEST_SHARE * edition.threshold
    near = (section.shown for section, share in evidence.sections if share >= least)
    closest = tuple(dict.fromkeys(near))
    return Answer(
        text=DOES_NOT_SAY,
        grounded=False,
        citations=(),
        closest=closest[:MAX_CLOSEST],
        degraded=evidence.degraded,
    )
