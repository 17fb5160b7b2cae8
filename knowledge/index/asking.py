"""Asking: what people ask the sections of an edition, and how alike another question is to it.

Between the words of two questions there is less distance than between those of a question and its
answer. The weights are counted over the questions alone, so that uploaded documents change none.
"""

from collections import Counter
from collections.abc import Iterable
from math import fsum, log1p

from knowledge.passages.content import Content, Key
from knowledge.words.names import synonyms
from knowledge.words.terms import all_stems, terms

Terms = frozenset[str]


class Asking:
    """The questions of an edition by section, and the weight of each of their terms."""

    def __init__(self, contents: Iterable[Content]) -> None:
        """Read them."""
        self._asked: dict[tuple[Key, str], list[Terms]] = {}
        self._worded: dict[tuple[Key, str], list[Terms]] = {}
        for content in contents:
            for heading, question in content.asked:
                section = (content.key, heading)
                self._asked.setdefault(section, []).append(frozenset(terms(question)))
                self._worded.setdefault(section, []).append(all_stems(question))
        every = [question for asked in self._asked.values() for question in asked]
        holders = Counter(term for question in every for term in question)
        self._weights = {term: _weight(len(every), count) for term, count in holders.items()}
        self._unheard = _weight(len(every), 0)
        self._totals = {question: self._weighed(question) for question in every}

    def of(self, key: Key, heading: str) -> tuple[Terms, ...]:
        """Return the terms of each question that people ask a section."""
        return tuple(self._asked.get((key, heading), ()))

    def weight(self, term: str) -> float:
        """Return the inverse document frequency of a term among the questions."""
        return self._weights.get(term, self._unheard)

    def likeness(self, question: Terms, key: Key, heading: str) -> float:
        """Return how alike a question is to the nearest that people ask a section, 0-1.

        It is Dice's coefficient of their terms by weight; words that say the same count as one.
        """
        own, kin = self._weighed(question), _synonyms(question) - question
        asked = (
            each if kin.isdisjoint(each) else _in_words_of(question, each)
            for each in self.of(key, heading)
        )
        return max((self._alike(question, own, each) for each in asked), default=0.0)

    def wording(self, question: str, key: Key, heading: str) -> float:
        """Return how alike the wording is to the nearest that people ask a section, 0-1.

        Here small words count like all others: "how many" and "who" tell what is wanted.
        """
        words = all_stems(question)
        asked = self._worded.get((key, heading), ())
        shares = (2 * len(words & each) / (len(words) + len(each)) for each in asked if each)
        return max(shares, default=0.0)

    def _alike(self, question: Terms, own: float, asked: Terms) -> float:
        both = question & asked
        if not both:
            return 0.0
        total = self._totals.get(asked) or self._weighed(asked)
        return 2 * self._weighed(both) / (own + total)

    def _weighed(self, held: Terms) -> float:
        return fsum(self.weight(term) for term in held)


def _weight(total: int, holders: int) -> float:
    return log1p((total - holders + 0.5) / (holders + 0.5))


def _synonyms(question: Terms) -> Terms:
    ways = (way for term in question for way in synonyms(term) if len(way) == 1)
    return frozenset().union(*ways)


def _in_words_of(question: Terms, asked: Terms) -> Terms:
    """Return what was asked with each term that a question says in another word in that word."""
    return frozenset(_said(question, term) for term in asked)


def _said(question: Terms, term: str) -> str:
    if term in question:
        return term
    same = (other for way in synonyms(term) if len(way) == 1 for other in sorted(way))
    return next((other for other in same if other in question), term)
