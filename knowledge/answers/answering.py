"""Answering: sentences of the guidance, quoted letter for letter and put into a readable order.

Nothing is written that is not in a document, except the few words that name where a quote stands.
"""

from collections.abc import Sequence

from knowledge.answers.answer import DOES_NOT_SAY, Answer, Citation
from knowledge.answers.evidence import Quote
from knowledge.answers.gathering import Evidence, gather
from knowledge.answers.judging import NEAR_SHARE, Verdict, asked_for, enough, judged
from knowledge.answers.selection import chosen
from knowledge.editions.edition import Edition
from knowledge.words.attributing import names_paper, unattributed
from knowledge.words.comparing import compares
from knowledge.words.counting import counted

CLOSEST = "The guidance may not answer this directly. What comes closest in it:"
MAX_CLOSEST = 3
GOOD_SHARE = 0.8
SIDE_SHARE = 0.5
"""How near to what is enough for an answer a section must come to be quoted, or to be one side."""


def answered(edition: Edition, question: str) -> Answer:
    """Answer a question from an edition.

    Raises:
        SearchError: Neither leg of the search answers.
    """
    asked = unattributed(question)
    evidence = gather(edition, asked)
    if names_paper(question):
        evidence = evidence.of_paper()
    verdict = judged(edition, asked, evidence)
    said = _said(edition, asked, evidence) if verdict >= Verdict.CLOSE else []
    if not said:
        return _refused(edition, evidence, verdict)
    reservation = "" if verdict is Verdict.ANSWERED else CLOSEST
    return Answer(
        text="\n\n".join(filter(None, (reservation, _worded(said)))),
        grounded=True,
        citations=tuple(_citation(quote) for quote in said),
        degraded=evidence.degraded,
        reservation=reservation,
    )


def _said(edition: Edition, question: str, evidence: Evidence) -> list[Quote]:
    """Return the best sentences of the sections that speak of a question enough."""
    evidence = asked_for(edition, question, evidence) or evidence
    share = SIDE_SHARE if compares(question) else GOOD_SHARE
    least = share * min(enough(edition, question), evidence.coverage)
    good = [pair for pair in evidence.sections if pair[1] >= least]
    return chosen(question, evidence.wanted, good, counted(question))


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


def _refused(edition: Edition, evidence: Evidence, verdict: Verdict) -> Answer:
    least = NEAR_SHARE * edition.threshold if verdict > Verdict.OFF_TOPIC else 1.0
    near = (section.shown for section, share in evidence.sections if share >= least)
    return Answer(
        text=DOES_NOT_SAY,
        grounded=False,
        citations=(),
        closest=tuple(dict.fromkeys(near))[:MAX_CLOSEST],
        degraded=evidence.degraded,
    )
