"""What the guidance says may be said; the same turned around may not."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from bot.language.grounding import Written, check
from bot.language.words import is_key, stems, tables
from knowledge import Citation

WORD = re.compile(r"(?<= )[a-z]{4,}(?=[ ,.])")
CONDITION = re.compile(r",? (?:if|when|unless|until) [^,;.]+(?=[,;.])")
HEDGE = re.compile(
    r" (?:usually|often|may|might|only|(?:at least|up to|(?:more|fewer|less) than) (?=\d))\b ?"
)
ALLOWED = frozenset(tables()["guards"]["plain"])
NUMBER = re.compile(r"\d+(?:\.\d+)?")
OTHERS = {
    "fine-tuning": ("prompting", "retrieval"),
    "prompting": ("fine-tuning", "retrieval"),
    "retrieval": ("fine-tuning", "prompting"),
    "tuned": ("base",),
    "base": ("tuned",),
}
OPPOSITES = {
    "high": "low",
    "low": "high",
    "more": "less",
    "less": "more",
    "better": "worse",
    "cheaper": "more expensive",
    "large": "small",
    "always": "never",
    "can": "cannot",
    "is": "is not",
    "are": "are not",
    "needs": "avoids",
    "with": "without",
    "recommends": "rejects",
    "improves": "degrades",
    "useful": "useless",
    "above": "below",
    "before": "after",
}


@cache
def said() -> tuple[tuple[str, str], ...]:
    """Return the plain sentences of the guidance, each with its section."""
    sections = [
        section.strip()
        for file in sorted(Path("knowledge/guidance").glob("*.md"))
        for section in re.split(r"(?m)^#+ .*$", file.read_text(encoding="utf-8"))
    ]
    return tuple(
        (sentence, section)
        for section in sections
        for sentence in re.split(r"(?<=[.!?])\s+", section)
        if re.fullmatch(r"[A-Z](?:[^|\n]|\n(?![\n-])){20,380}[.]", sentence)
    )


def stands(sentence: str, quote: str, section: str) -> bool:
    written = Written(sentence=sentence, passage=1, quote=quote)
    return check(written, [Citation("The guidance", "", section)]) is not None


def opposed(text: str) -> Iterator[str]:
    for word, other in OPPOSITES.items():
        yield re.sub(rf"\b{word}\b", other, text, count=1)


def renamed(text: str) -> Iterator[str]:
    for option, others in OTHERS.items():
        for other in others:
            yield re.sub(rf"\b{option}\b", other, text, count=1, flags=re.IGNORECASE)


def miscounted(text: str) -> Iterator[str]:
    for one in NUMBER.finditer(text):
        yield f"{text[: one.start()]}{int(float(one.group())) + 3}{text[one.end() :]}"


def exchanged(text: str) -> Iterator[str]:
    for first, other in pairwise(NUMBER.finditer(text)):
        if first.group() != other.group():
            between = text[first.end() : other.start()]
            yield f"{text[: first.start()]}{other.group()}{between}{first.group()}{text[other.end() :]}"


def plain(text: str) -> list[re.Match[str]]:
    """Return the words of a text that no other guard looks at: no name, number, option or degree."""
    found = WORD.finditer(text)
    return [one for one in found if stems(one.group()) and not is_key(one.group())]


def borrowed(text: str) -> Iterator[str]:
    """Yield a text with one word of another sentence in the place of one of its own."""
    place = [sentence for sentence, _ in said()].index(text)
    others = [one.group() for one in plain(said()[place - 1][0])]
    new = [one for one in others if not stems(one) & (stems(text) | ALLOWED)]
    for one, other in zip(plain(text)[1::4], new, strict=False):
        yield f"{text[: one.start()]}{other}{text[one.end() :]}"


def swapped(text: str) -> Iterator[str]:
    """Yield a text with two of its words in each other's place."""
    for one, other in zip(plain(text)[::3], plain(text)[2::3], strict=False):
        if not stems(one.group()) & stems(other.group()):
            between = text[one.end() : other.start()]
            changed = f"{other.group()}{between}{one.group()}"
            yield f"{text[: one.start()]}{changed}{text[other.end() :]}"


def unlimited(text: str) -> Iterator[str]:
    """Yield a text without a condition, a hedge or the side on which a figure bounds."""
    for one in CONDITION.finditer(text):
        yield f"{text[: one.start()]}{text[one.end() :]}"
    for one in HEDGE.finditer(text):
        yield f"{text[: one.start()]} {text[one.end() :]}"


def compared(text: str) -> Iterator[str]:
    if " than " in text:
        left, right = text.rstrip(".").split(" than ", 1)
        yield f"{right[0].upper()}{right[1:]} than {left}."


def test_what_the_guidance_says_may_be_said_as_it_stands() -> None:
    kept = [stands(sentence, sentence, section) for sentence, section in said()]

    assert len(kept) > 300
    assert sum(kept) >= 0.98 * len(kept)


@pytest.mark.parametrize(
    ("turn", "share"),
    [
        (opposed, 0.0),
        (renamed, 0.0),
        (miscounted, 0.0),
        (exchanged, 0.01),
        (compared, 0.03),
        (borrowed, 0.01),
        (swapped, 0.01),
        (unlimited, 0.06),
    ],
)
def test_the_same_turned_around_may_not(turn: Callable[[str], Iterator[str]], share: float) -> None:
    turned = [
        (other, sentence, section)
        for sentence, section in said()
        for other in turn(sentence)
        if other.lower() != sentence.lower()
    ]
    through = [one for one, *where in turned if stands(one, *where)]

    assert len(turned) > 30
    assert len(through) <= share * len(turned), through[:3]
