"""Words: text as stemmed terms, and the other names that people use for them.

Both are data: `words.toml` lists the words without meaning, `guidance/aliases.toml` the names.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from threading import local

import snowballstemmer

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
BRACKETED = re.compile(r"\([^)]*\)")
NAME = re.compile(r"\b(?:[A-Za-z]+-|[A-Z][A-Za-z]+ )\d+(?:\.\d+)*\b")
PLURAL = re.compile(r"[A-Z]{2,}s$")
HUMP = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_A-Za-z]+")


@cache
def word_tables() -> dict[str, dict[str, list[str]]]:
    """Return the tables of `words.toml`."""
    text = resources.files("knowledge").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Return what each name is also called."""
    file = resources.files("knowledge").joinpath("guidance", "aliases.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))["alias"]
    return {name: tuple(meanings) for name, meanings in table.items()}


@cache
def stop_words() -> frozenset[str]:
    """Return words that carry no topic: articles, auxiliaries, question words."""
    groups = word_tables()["stop"].values()
    return frozenset(word for group in groups for word in group)


@cache
def filler_words() -> frozenset[str]:
    """Return the stems of words by which people ask, and which say little about what."""
    groups = word_tables()["filler"].values()
    return frozenset(stem(word) for group in groups for word in group)


@cache
def everyday_words() -> frozenset[str]:
    """Return the stems of everyday words, which name no subject."""
    groups = word_tables()["everyday"].values()
    return frozenset(stem(word) for group in groups for word in group)


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

    >>> frozenset({"cost"}) in synonyms(stem("price"))
    True
    """
    return _synonyms().get(term, ())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the English Snowball stem of one lower-case word.

    >>> stem("prompting"), stem("prompts")
    ('prompt', 'prompt')
    """
    return str(_stemmers.english.stemWord(word))


class _Stemmers(local):
    """A stemmer for each thread, since one keeps the word it is at within itself."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")


_stemmers = _Stemmers()


@lru_cache(maxsize=100_000)
def _parts(token: str) -> tuple[str, ...]:
    """Return the stems of one token: the whole, then its camelCase parts when it has some."""
    if PLURAL.match(token):
        token = token[:-1]
    lowered = token.lower().replace("’", "'").removesuffix("'s")
    humps = HUMP.findall(token)
    whole = () if lowered in stop_words() else (stem(lowered),)
    if len(humps) < 2 or token.isupper() or token.islower():  # noqa: PLR2004  (one hump is a word)
        return whole
    inner = tuple(stem(hump.lower()) for hump in humps if hump.lower() not in stop_words())
    return whole + inner


def terms(text: str) -> list[str]:
    """Return the stemmed terms of a text in order, without stop words.

    Names of code are split as well, since people ask for "batch size" and read `batchSize`; a name
    with a number is also one term, since GPT-4 is not GPT-5.

    >>> terms("The batchSize of fine-tuning")
    ['batchsiz', 'batch', 'size', 'fine', 'tune']
    """
    return list(_each_term(text))


def _each_term(text: str) -> Iterator[str]:
    for token in TOKEN.findall(text):
        yield from _parts(token)
    for name in NAME.findall(text):
        yield name.lower().replace(" ", "").replace("-", "")


def all_stems(text: str) -> frozenset[str]:
    """Return the stems of all words of a text, small words included."""
    return frozenset(stem(word.lower()) for word in TOKEN.findall(text))


def topic_stems(text: str) -> frozenset[str]:
    """Return the stems of a text that say what it is about: no small words, none of asking."""
    return frozenset(terms(text)) - filler_words()


@lru_cache(maxsize=20_000)
def heading_stems(path: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return the stems (all, of the topic) of a path's last heading, and of what signs part."""
    heading = BRACKETED.sub(" ", path.rsplit(" > ", maxsplit=1)[-1])
    parts = [heading, *re.split(r"[:?;,]", heading)]
    return tuple((all_stems(part), topic_stems(part)) for part in parts if all_stems(part))


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
