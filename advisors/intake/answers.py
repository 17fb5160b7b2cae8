"""Answers: the words someone writes when one fact was asked for."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from advisors.catalogue import Catalogue
from advisors.errors import FactError
from advisors.facts import FactDefinition
from advisors.intake.claims import Claim, Claimant, settle
from advisors.intake.dates import DEADLINE, find_dates
from advisors.intake.lexing import lex
from advisors.intake.nouns import FoundFact
from advisors.intake.sheet import Sheet
from advisors.intake.understanding import understand
from advisors.intake.vocabulary import Vocabulary, load_vocabulary
from advisors.reading import define

_QUESTION = re.compile(r"\?\s*$")
SHORTEST_QUESTION = 4
"""Fewer words with a question mark are a hesitant answer ("3000?")."""


def read_answer(fact: str, text: str, *, on: date, catalogue: Catalogue) -> FoundFact | None:
    """Read the answer to the question about one fact.

    Args:
        fact: The fact that was asked for.
        text: What was answered: a level or its label, "yes", a bare number, or a sentence.
        on: The day of the answer, for "by next Friday".
        catalogue: The facts.

    Returns:
        The answer, or None when the words do not answer this question (or answer it twice).

    Raises:
        FactError: The fact is unknown, or the answer is negative, absurd or in another currency.
        CatalogueError: When the vocabulary cannot be trusted.
    """
    definition = define(fact, catalogue)
    vocabulary = load_vocabulary(catalogue)
    sheet = lex(text, vocabulary)
    if _QUESTION.search(text) and len(sheet.tokens) >= SHORTEST_QUESTION:
        return None
    claims = [
        *_numbers(sheet, definition),
        *_labels(sheet, definition, vocabulary),
        *Claimant(sheet, vocabulary).claims(fact),
    ]
    claims += find_dates(sheet, vocabulary, on, bare=fact == DEADLINE)
    intake = understand(text, sheet, settle(claims, fact), catalogue)
    found = next((one for one in intake.found if one.name == fact), None)
    problem = next((one for one in intake.problems if one.fact == fact), None)
    if found is None and problem is not None:
        raise FactError(fact, problem.what, problem.mend)
    return found


def _numbers(sheet: Sheet, definition: FactDefinition) -> Iterator[Claim]:
    """Take a bare number: an amount of money where one was asked for, per cent of a share."""
    kinds = {"number": Decimal(1)} if definition.kind == "number" else {}
    if definition.unit.startswith("USD"):
        kinds["money"] = Decimal(1)
    if definition.unit == "share":
        kinds["percent"] = Decimal("0.01")
    for place, token in enumerate(sheet.tokens):
        if token.kind in kinds:
            currency = token.text if token.kind == "money" else ""
            value, size = token.value * kinds[token.kind], token.end - token.start
            yield Claim(definition.name, value, place, place + 1, size, place, currency)


def _labels(sheet: Sheet, definition: FactDefinition, vocabulary: Vocabulary) -> Iterator[Claim]:
    """Find the wording of a button, or the stable name of a level."""
    said = [token.text for token in sheet.tokens]
    for level in definition.levels:
        for wording in (level.label, level.value):
            words = [token.text for token in lex(wording, vocabulary).tokens]
            for first in range(len(said) - len(words) + 1):
                if said[first : first + len(words)] == words and said[:first][-1:] != ["not"]:
                    size = sum(map(len, words)) + len(words) - 1
                    yield Claim(definition.name, level.value, first, first + len(words), size)
