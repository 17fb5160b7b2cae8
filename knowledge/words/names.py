"""Names: what things are also called, and the words that say the same in this subject.

Both are data: `guidance/aliases.toml` lists the names, `words.toml` the words.
"""

import re
import tomllib
from functools import cache
from importlib import resources

from knowledge.words.terms import TOKEN, terms, word_tables


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Return what each name is also called."""
    file = resources.files("knowledge").joinpath("guidance", "aliases.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))["alias"]
    return {name: tuple(meanings) for name, meanings in table.items()}


@cache
def _synonyms() -> dict[str, tuple[frozenset[str], ...]]:
    table: dict[str, dict[frozenset[str], None]] = {}
    for group in word_tables()["same"]["groups"]:
        sets = [frozenset(terms(phrase)) for phrase in group]
        for phrase, own in zip(group, sets, strict=True):
            if len(own) == len(TOKEN.findall(phrase)) == 1:  # "in-house" is not what "house" is
                table.setdefault(next(iter(own)), {}).update(dict.fromkeys(sets))
    return {
        term: tuple(ways_ for ways_ in ways if ways_ and ways_ != {term})
        for term, ways in table.items()
    }


def synonyms(term: str) -> tuple[frozenset[str], ...]:
    """Return sets of stems that say in this subject what a stemmed term says.

    >>> frozenset({"cost"}) in synonyms("price")
    True
    """
    return _synonyms().get(term, ())


def alias_spans(question: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """Return the question without the names that have others, and the ways to say each of those.

    >>> alias_spans("Is PEFT hard?")
    ('Is   hard?', (('PEFT', 'parameter-efficient fine-tuning', 'LoRA'),))
    """
    ways: list[tuple[str, ...]] = []
    for name, meanings in aliases().items():
        pattern = _alias_pattern(name)
        if pattern.search(question):
            ways.append((name, *meanings))
            question = pattern.sub(" ", question)
    return question, tuple(ways)


def renamed(question: str) -> tuple[str, ...]:
    """Return the question, and it once more for each other name of a thing it names.

    >>> renamed("Is PEFT hard?")
    ('Is PEFT hard?', 'Is   hard? parameter-efficient fine-tuning', 'Is   hard? LoRA')
    """
    rest, found = alias_spans(question)
    return question, *(f"{rest} {meaning}" for ways in found for meaning in ways[1:])


@cache
def _alias_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)", re.IGNORECASE)


def with_aliases(question: str) -> str:
    """Return the question followed by what its terms are also called.

    >>> with_aliases("Is PEFT hard?")
    'Is PEFT hard? parameter-efficient fine-tuning LoRA'
    """
    _, found = alias_spans(question)
    return " ".join([question, *(meaning for ways in found for meaning in ways[1:])])
