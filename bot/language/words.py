"""Words: the tables that the guards watch by, and text as stems."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Final

from knowledge import stem

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LINK: Final = re.compile(
    r"\w:/|www\.|\w[.\u3002][^\W\d_]{2,}|\b(?:mailto|tel|javascript|data|file):|\]\(|[<>`|@]|:\w+:|&#?\w+;",
    re.IGNORECASE,
)
_MARKUP: Final = re.compile(r"^\s*(?:[#>*+•-]|\d+[.)])\s|[*_~#]{2}|(?<!\w)[*_~](?=\S)")
_SHORTEST_STEM: Final = 3


@cache
def tables() -> dict[str, Any]:
    """Return the tables of `words.toml`."""
    text = resources.files("bot.language").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def plain(text: str) -> str:
    """Return a text in one form of each character, lower case, for comparing."""
    return unicodedata.normalize("NFKC", text).replace("’", "'").lower()


def stems(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning.

    >>> sorted(stems("The tuned models are tuning"))
    ['model', 'tune']
    """
    empty = tables()["guards"]["empty"]
    words = [word for word in tokens(text) if len(word) >= _SHORTEST_STEM]
    return frozenset(stem(word) for word in words if word not in empty)


def tokens(text: str) -> list[str]:
    """Return the words of a text in order, lower case."""
    return _WORD.findall(plain(text))


@cache
def numerals() -> frozenset[str]:
    """Return the stems of words that are figures or their marks; those are compared as figures."""
    return frozenset(
        stem(word) for table in ("numbers", "scales", "marks") for word in tables()[table]
    )


def is_negative(text: str) -> bool:
    """Tell whether a text denies something."""
    return denials(text) > 0


def has_denial(text: str) -> bool:
    """Tell whether a word stands in a text that does nothing but deny: "not", "never"."""
    return any(_is_denial(word) for word in tokens(text))


def denials(text: str) -> int:
    """Return how often a text denies something."""
    return sum(_denies(word) for word in tokens(text))


def is_weighty(word: str) -> bool:
    """Tell whether a word is of degree or demand, so that it may not be added to what is said."""
    return stem(word) in _stems_of("weighty")


def is_key(word: str) -> bool:
    """Tell whether a word is weighty, denies, or names an option."""
    return is_weighty(word) or _denies(word) or is_option(stem(word))


def is_option(stemmed: str) -> bool:
    """Tell whether the stem of a word names an option."""
    return stemmed in _option_stems()


def options_in(text: str) -> Iterator[int]:
    """Yield the places where an option is named."""
    for match in _WORD.finditer(text):
        if is_option(stem(plain(match.group()))):
            yield match.start()


def _denies(word: str) -> bool:
    return _is_denial(word) or word in tables()["guards"]["refusals"]


def _is_denial(word: str) -> bool:
    return word in tables()["guards"]["denials"] or word.endswith("n't")


@cache
def _stems_of(table: str) -> frozenset[str]:
    return frozenset(stem(word) for word in tables()["guards"][table])


@cache
def _option_stems() -> frozenset[str]:
    ways = " ".join(way for ways in tables()["options"].values() for way in ways)
    return frozenset(stem(word) for word in tokens(ways)) - {"fine", "engin", "augment"}


def is_marked(text: str) -> bool:
    """Tell whether a text holds a link, a mention or markup: none may come from a model."""
    folded = unicodedata.normalize("NFKC", text)
    return bool(_LINK.search(folded) or _MARKUP.search(folded)) or any(
        unicodedata.category(one) in {"Cc", "Cf", "Co", "Cs"} for one in text
    )


def names_options(text: str) -> frozenset[str]:
    """Return the options whose words stand in a text.

    >>> sorted(names_options("Fine-tune it, or use better prompts"))
    ['fine-tune', 'prompt']
    """
    low = plain(text)
    return frozenset(
        option for option in tables()["options"] if _option_pattern(option).search(low)
    )


@cache
def _option_pattern(option: str) -> re.Pattern[str]:
    ways = "|".join(re.escape(way) for way in tables()["options"][option])
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)")
