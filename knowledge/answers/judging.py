"""Judging: whether what was found answers a question, comes close to an answer, or does neither."""

from enum import IntEnum

from knowledge.answers.answerability import signs, sums
from knowledge.answers.directness import is_direct
from knowledge.answers.evidence import Section
from knowledge.answers.gathering import Evidence, on_subject
from knowledge.editions.edition import Edition
from knowledge.words.terms import terms

SUBJECT_SHARE = 0.84
"""What of the threshold is enough for a question that speaks of the subject of the whole base: such
a one is seldom off topic. Measured on fresh questions: answered .78 -> .90, near topic .17 -> .22."""
NEAR_SHARE = 0.3
"""Below this share of the threshold a section is not near a question; off-topic ones reach .25."""
SAME = 0.8
"""How alike two questions are that ask the same; "is there money for being on call?" and "do I get
money for being on call?" are by 0.84."""


class Verdict(IntEnum):
    """What can be said of a question, the least first."""

    OFF_TOPIC = 0
    NOT_SAID = 1
    CLOSE = 2
    ANSWERED = 3


def judged(edition: Edition, question: str, evidence: Evidence) -> Verdict:
    """Judge the shipped guidance by what people ask it, other documents by their words.

    The better verdict counts: a document of one's own and the guidance may both be found.
    """
    if asked_for(edition, question, evidence):
        return Verdict.ANSWERED
    return max(
        _by_questions(edition, question, evidence.only(lambda section: section.is_shipped)),
        _by_words(edition, question, evidence.only(lambda section: not section.is_shipped)),
    )


def asked_for(edition: Edition, question: str, evidence: Evidence) -> Evidence:
    """Return the sections of a workspace's own documents which say that people ask this."""
    asked = frozenset(terms(question))

    def is_asked_this(section: Section) -> bool:
        if section.is_shipped:
            return False
        return edition.asking.likeness(asked, section.content.key, section.shown) >= SAME

    return evidence.only(is_asked_this)


def _by_questions(edition: Edition, question: str, evidence: Evidence) -> Verdict:
    if not evidence:
        return Verdict.OFF_TOPIC
    seen, topic, answer = signs(edition, question, evidence), sums()["topic"], sums()["answer"]
    if not topic.reaches("on", seen):
        return Verdict.NOT_SAID if topic.reaches("near", seen) else Verdict.OFF_TOPIC
    return Verdict.ANSWERED if answer.reaches("answered", seen) else Verdict.CLOSE


def _by_words(edition: Edition, question: str, evidence: Evidence) -> Verdict:
    if not evidence:
        return Verdict.OFF_TOPIC
    if evidence.coverage < enough(edition, question):
        is_near = evidence.coverage >= NEAR_SHARE * edition.threshold
        return Verdict.NOT_SAID if is_near else Verdict.OFF_TOPIC
    direct = is_direct(question, evidence.coverage, evidence.found)
    return Verdict.ANSWERED if direct else Verdict.CLOSE


def enough(edition: Edition, question: str) -> float:
    """Return how far a section must speak of a question to be more than near its topic, 0-1."""
    return edition.threshold * (SUBJECT_SHARE if on_subject(edition, question) else 1.0)
