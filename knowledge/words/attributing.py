"""Attributing: words of a question that only name where the answer is to come from."""

import re
from functools import cache

from knowledge.words.terms import topic_stems, word_tables

TABLES = ("sources", "saying")
PAPER = re.compile(r"\bthe paper\b", re.IGNORECASE)


@cache
def _attributions() -> tuple[re.Pattern[str], ...]:
    """Return the ways to name a source: where that stands, and what introduces it."""
    tables = word_tables()["attribution"]
    source, said = ("|".join(sorted(tables[each], key=len, reverse=True)) for each in TABLES)
    named = rf"(?:the|this|that|your|its) (?:[\w-]+ ){{0,2}}?(?:{source})\b"
    patterns = (
        rf",?\s*\b(?:according to|going by|based on|as per) {named}\s*,?",
        rf"^(?:in|from) {named}\s*,?|,?\s*\b(?:in|from) {named}(?=\W*$)",
        rf"^what (?:does|do) {named} (?:{said})(?: about| on| of)\b",
        rf"\b(?:does|do) {named} (?:{said})(?: about| that| whether)?\b",
    )
    return tuple(re.compile(each, re.IGNORECASE) for each in patterns)


def names_paper(question: str) -> bool:
    """Tell whether a question wants the answer of the paper, and of nobody later.

    >>> names_paper("According to the paper, what is LoRA?"), names_paper("What is the paper?")
    (True, False)
    """
    return len(PAPER.findall(unattributed(question))) < len(PAPER.findall(question))


def unattributed(question: str) -> str:
    """Return a question without the words that name its source, unless nothing else is asked.

    >>> unattributed("According to the paper, what does LoRA cost?")
    'what does LoRA cost?'
    >>> unattributed("What does the guidance say?")
    'What does the guidance say?'
    """
    rest = question
    for pattern in _attributions():
        rest = pattern.sub(" ", rest)
    rest = re.sub(r" {2,}", " ", rest).replace(" ?", "?").strip()
    return rest if topic_stems(rest) else question
