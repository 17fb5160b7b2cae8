"""What the guidance says may be said; the same turned around may not."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from bot.language.grounding import Written, check
from knowledge import Citation

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
    [(opposed, 0.0), (renamed, 0.0), (miscounted, 0.0), (exchanged, 0.01), (compared, 0.03)],
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
