"""Evidence: the section around a passage, and the sentences and table rows that can be quoted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from knowledge.documents.markdown import HEADING
from knowledge.editions.edition import Place
from knowledge.passages.content import Content, Key
from knowledge.passages.cutting import SEPARATOR
from knowledge.passages.sentences import spans
from knowledge.passages.tables import RULE, Row, rows
from knowledge.search.coverage import Need, coverage
from knowledge.search.finding import Found
from knowledge.store.schema import SHARED
from knowledge.words.terms import terms

MAX_QUOTE = 600
WINDOW = 4
"""Passages before and behind the one found that still count as its section: 1,800 tokens in all."""
SAYS, SECTION_SAYS, SECTION_FOUND = 0.4, 0.3, 0.3
"""What a sentence says, what its section says, and how well the search found that section."""
ALONE = 0.15
LEAD = 0.05
"""What the first sentence of a section has over the later ones: it says what the section is about."""
PLACE = re.compile(r"§\d(?:\.\d)?(?:, [A-Z]\w+ \w+)?")
PAPER = 0.08
"""What a restatement of the paper, and one's own document, have over later references."""
SAME_ROW = 0.75
"""How near to the row that a question names another one must come to be quoted with it."""
BEST_SENTENCE = 0.5
"""What the best sentence counts where a section is weighed; heading and text share the rest."""
ROW_BONUS = 0.04
"""A table row that is named like the question answers it most directly."""


@dataclass(frozen=True)
class Section:
    """The passages of one section, together.

    Attributes:
        content: The document.
        name: The heading path; empty for what stands before the first heading.
        start: Offset of its first character.
        end: Offset behind its last one.
        score: The fused score of its best passage.
        passages: How many there are.
    """

    content: Content
    name: str
    start: int
    end: int
    score: float
    passages: int

    @property
    def shown(self) -> str:
        """The heading as people see it: the last part of the path, or the document's title."""
        return self.name.rsplit(SEPARATOR, maxsplit=1)[-1] or self.content.title

    def holds(self, place: Place) -> bool:
        """Tell whether a passage is a part of it."""
        same = (place.content.key, place.section) == (self.content.key, self.name)
        return same and self.start <= place.start < self.end

    @property
    def is_shipped(self) -> bool:
        """Whether it is of the shipped guidance, and not of a workspace's own document."""
        return self.content.key[0] == SHARED

    @property
    def comes_first(self) -> bool:
        """Whether it restates the paper, or is of a workspace's own document."""
        return bool(self.places) or not self.is_shipped

    @property
    def places(self) -> frozenset[str]:
        """The sections of the paper that it restates: "§6.2", "§4, Cost analysis"."""
        return frozenset(PLACE.findall(self.shown))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of its header and its text."""
        text = self.content.text[self.start : self.end]
        return frozenset(terms(f"{self.content.title} {self.name} {text}"))


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that stand letter for letter in a document.

    Attributes:
        section: Where they stand.
        text: The words.
        spoken: The same, readable: a table row as a sentence, line breaks as spaces.
        start: Their offset in the document.
        score: How well they answer the question.
        is_row: Whether they are a row of a table.
    """

    section: Section
    text: str
    spoken: str
    start: int
    score: float
    is_row: bool = False

    @property
    def order(self) -> tuple[str, Key, int]:
        """Where it stands among quotes of equal score."""
        return self.section.content.title, self.section.content.key, self.start


def expanded(found: Found) -> Section:
    """Return the section around a passage; of one without end, what stands near the passage."""
    content, name, position = found.place.content, found.place.section, found.place.position
    first = last = position
    while first > max(0, position - WINDOW) and content.passages[first - 1].section == name:
        first -= 1
    end = min(len(content.passages) - 1, position + WINDOW)
    while last < end and content.passages[last + 1].section == name:
        last += 1
    start, stop = content.passages[first].start, content.passages[last].end
    return Section(content, name, start, stop, found.score, last - first + 1)


def spoken_of(
    section: Section, wanted: Sequence[Need], asked: Sequence[frozenset[str]] = ()
) -> float:
    """Return how far a section, with the terms of what people ask it, speaks of a question, 0-1.

    Its best single sentence counts half, its heading and its whole text a quarter each: measured on
    the questions of `tests/knowledge/guidance`, that tells "near the topic" from "in the guidance"
    better than any of the three.
    """
    heading = frozenset(terms(section.shown))
    said = chain((frozenset(terms(statement)) for statement in statements(section)), asked)
    telling = frozenset().union(*(way for need in wanted for way in need.ways))
    headed = telling & heading
    parts = {headed | (telling & words) for words in said}  # many say the same of the question
    best = max((coverage(wanted, words) for words in parts), default=0.0)
    about = [coverage(wanted, (telling & section.terms).union(*parts))]
    if section.name:
        about.append(coverage(wanted, heading))
    return BEST_SENTENCE * best + (1 - BEST_SENTENCE) * sum(about) / len(about)


def statements(section: Section) -> Iterator[str]:
    """Yield what a section says: its sentences, and its table rows, each with what it is one of."""
    for start, end in _sentences(section):
        yield section.content.text[start:end]
    for row in table_rows(section):
        yield f"{row.header[0]} {row.prose}"


def quotes(section: Section, wanted: Sequence[Need], share: float) -> Iterator[Quote]:
    """Yield every sentence and table row of a section with its score for a question.

    The score weighs what the sentence itself says of the question, what its section does, and how
    well the search found that section.
    """
    heading = frozenset(terms(section.shown))
    ground = SECTION_SAYS * share + SECTION_FOUND * section.score + PAPER * section.comes_first
    asked = [(coverage(wanted, terms(row.cells[0])), row) for row in table_rows(section)]
    named = max((name for name, _ in asked), default=0.0)
    for name, row in asked:
        score = (
            SAYS * _says(wanted, row.prose, heading)
            + ground
            + (LEAD + ROW_BONUS * name if named else 0.0)
        )
        if name >= SAME_ROW * named:
            yield row_quote(section, row, score)
    for number, (start, end) in enumerate(_sentences(section)):
        text = section.content.text[start:end]
        lead = 0.0 if named else LEAD / (1 + number)
        score = SAYS * _says(wanted, text, heading) + ground + lead
        yield Quote(section, text, " ".join(text.split()), start, score)


def _says(wanted: Sequence[Need], text: str, heading: frozenset[str]) -> float:
    """Return how far a sentence under its heading, and how far by itself, speaks of a question."""
    own = frozenset(terms(text))
    return (1 - ALONE) * coverage(wanted, own | heading) + ALONE * coverage(wanted, own)


def row_quote(section: Section, row: Row, score: float) -> Quote:
    """Return a table row as a quote."""
    text = _stripped(section, row)
    return Quote(section, text, row.prose, row.start, score, is_row=True)


def table_rows(section: Section) -> Iterator[Row]:
    """Yield the rows of a section's tables."""
    for row in _table(section.content.text):
        if section.start <= row.start and row.end <= section.end and any(row.cells):
            yield row


@lru_cache(maxsize=32)
def _table(text: str) -> tuple[Row, ...]:
    return tuple(rows(text))


def _stripped(section: Section, row: Row) -> str:
    """Return the row's line without its outer bars."""
    line = section.content.text[row.start : row.end]
    return line.strip().removeprefix("|").removesuffix("|").strip()


def _sentences(section: Section) -> Iterator[tuple[int, int]]:
    """Yield the sentences that can stand alone: no headings, table lines or code."""
    text = section.content.text
    offset = section.start
    fenced = False
    run = offset
    for line in text[section.start : section.end].splitlines(keepends=True):
        bare = line.strip()
        fence = bare.startswith(("```", "~~~"))
        if fence or fenced or HEADING.match(bare) or bare.startswith("|") or RULE.match(bare):
            yield from _spans(text, run, offset)
            run = offset + len(line)
        fenced = fenced != fence
        offset += len(line)
    yield from _spans(text, run, section.end)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for begin, stop in spans(text, start, end):
        begin += len(text[begin:stop]) - len(text[begin:stop].lstrip("-*+•> \t"))  # noqa: PLW2901  (the mark of a list is not part of the sentence)
        if 3 < stop - begin <= MAX_QUOTE:  # noqa: PLR2004  (shorter ones say nothing)
            yield begin, stop
