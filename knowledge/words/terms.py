"""Terms: text as stemmed terms; `words.toml` lists the words that carry no topic, or little."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from threading import local

import Stemmer

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
BRACKETED = re.compile(r"\([^)]*\)")
NAME = re.compile(r"\b(?:[A-Za-z]+-|[A-Z][A-Za-z]+ )\d+(?:\.\d+)*\b")
PLURAL = re.compile(r"[A-Z]{2,}s$")
HUMP = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_A-Za-z]+")


@cache
def word_tables() -> dict[str, dict[str, list[str]]]:
    """Return the tables of `words.toml`."""
    text = resources.files("knowledge.words").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


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
        self.english = Stemmer.Stemmer("english")


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
