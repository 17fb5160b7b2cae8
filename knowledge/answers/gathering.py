"""Gathering: the sections of an edition that speak of a question, and how far each does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.evidence import Section, expanded, spoken_of
from knowledge.editions.edition import Edition
from knowledge.search.coverage import Need, needs
from knowledge.search.finding import Found, find
from knowledge.words.names import with_aliases
from knowledge.words.terms import terms

SECTIONS = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question.

    Attributes:
        wanted: What the question speaks of.
        sections: The sections found, best first, each with how far it speaks of the question, 0-1.
        strengths: The best BM25 scores of passages, as `Finding` has them.
        degraded: Why the search was not at full strength, or None.
    """

    wanted: tuple[Need, ...]
    sections: tuple[tuple[Section, float], ...]
    strengths: tuple[float, ...]
    degraded: str | None

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self.sections)

    @property
    def found(self) -> tuple[Section, ...]:
        """The sections alone."""
        return tuple(section for section, _ in self.sections)

    @property
    def coverage(self) -> float:
        """How far any section speaks of the question, 0-1."""
        return max((share for _, share in self.sections), default=0.0)

    def only(self, wanted: Callable[[Section], bool]) -> "Evidence":
        """Return it with some of its sections."""
        return replace(self, sections=tuple(pair for pair in self.sections if wanted(pair[0])))

    def of_paper(self) -> "Evidence":
        """Return it without the sections that do not restate the paper, unless none does."""
        restated = self.only(lambda section: bool(section.places))
        return restated if restated.sections else self


def gather(edition: Edition, question: str) -> Evidence:
    """Return the sections that speak of a question."""
    finding = find(edition, question, 2 * SECTIONS)
    wanted = needs(edition, question)
    sections = tuple(
        (section, spoken_of(section, wanted, edition.asking.of(section.content.key, section.shown)))
        for section in _distinct(finding.found)[:SECTIONS]
    )
    return Evidence(wanted, sections, finding.strengths, finding.degraded)


def on_subject(edition: Edition, question: str) -> bool:
    """Tell whether a question speaks of what the whole base is about."""
    return not edition.subject.isdisjoint(terms(with_aliases(question)))


def _distinct(found: Sequence[Found]) -> list[Section]:
    sections: list[Section] = []
    for each in found:
        if not any(section.holds(each.place) for section in sections):
            sections.append(expanded(each))
    return sections
