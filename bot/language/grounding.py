"""Grounding: what a model wrote stands only where a passage says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from bot.language.fidelity import is_faithful
from bot.language.model_request import Shape
from bot.language.numbers import figures
from bot.language.words import denials, is_marked, numerals, stems
from knowledge import Answer, Citation, Hit

MOST_SENTENCES: Final = 5
LONGEST_SENTENCE: Final = 400
SHORTEST_QUOTE: Final = 15
"""Letters; a shorter piece can be found anywhere."""
LONGEST_QUOTE: Final = 600
"""Letters; a longer piece says everything."""
SAID_BY_QUOTE: Final = 0.3
"""The share of a sentence's words that must stand in its quote."""
THIS_CASE: Final = "This consultation"
"""The source of what was computed here."""


class Written(Shape):
    """One line of a model's answer."""

    sentence: str
    passage: int
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a model, and the quote that says the same."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Case:
    """What a wording may know of the consultation.

    Attributes:
        lines: Facts and results in words, as code computed them; they may be cited.
        said: Earlier messages of the thread, oldest first; they help to understand the question.
    """

    lines: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an answer may rest on.

    Attributes:
        question: The question as asked.
        answer: The answer made of quotes; it stands when no wording does.
        hits: The passages found, best first.
        case: What is known of the consultation.
    """

    question: str
    answer: Answer
    hits: tuple[Hit, ...]
    case: Case = Case()

    def passages(self) -> tuple[Citation, ...]:
        """Return every passage as a citation of itself, numbered from one by its place."""
        links = {one.source: one.link for one in self.answer.citations if one.link}
        found = [
            Citation(one.source, one.section, one.text, links.get(one.source)) for one in self.hits
        ]
        case = [Citation(THIS_CASE, "", "\n".join(self.case.lines))] if self.case.lines else []
        return (*found, *case)


def read_line(line: str) -> Written | None:
    """Return one line of a model's answer; None when it is not in the form asked for."""
    try:
        return Written.model_validate_json(line.strip().rstrip(","))
    except ValidationError:
        return None


def check(written: Written, passages: Sequence[Citation]) -> Sentence | None:
    """Return a sentence that its passage says, or None.

    The quote stands in the passage letter for letter; so does every number. Sentence and quote
    deny as often. The sentence's words are those of what is quoted, and nothing that weighs is
    added or left out. No link, mention or markup is in it.
    """
    text = " ".join(written.sentence.split())
    quote = written.quote.strip()
    if not 1 <= written.passage <= len(passages) or not 0 < len(text) <= LONGEST_SENTENCE:
        return None
    passage = passages[written.passage - 1]
    if not SHORTEST_QUOTE <= len(quote) <= LONGEST_QUOTE or quote not in passage.quote:
        return None
    if is_marked(text) or not is_faithful(text, quote, passage.quote):
        return None
    if not figures(text) <= figures(passage.quote) or denials(text) != denials(quote):
        return None
    if not _says(quote, text):
        return None
    return Sentence(text, Citation(passage.source, passage.section, quote, passage.link))


def _says(quote: str, text: str) -> bool:
    words = stems(text) - numerals()
    return bool(words) and len(words & stems(quote)) >= SAID_BY_QUOTE * len(words)
