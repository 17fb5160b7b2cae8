"""Answering: a question answered in a model's words, each sentence checked as it is finished."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from bot.language.budget import Asker
from bot.language.failures import Failed
from bot.language.grounding import MOST_SENTENCES, Grounds, Sentence, check, read_line
from bot.language.model_client import ModelClient
from bot.language.model_request import ModelRequest, Shape
from bot.language.prompt import fenced, load_prompt
from bot.language.thread import summarise
from knowledge import Citation

TASK: Final = "answer"
ANSWER_TOKENS: Final = 900
LONGEST_ANSWER: Final = 12_000
"""Characters, after which nothing more is read."""
THREAD_TOKENS: Final = 600
LONGEST_QUESTION: Final = 2_000
LONGEST_PASSAGE: Final = 3_000

Tell = Callable[[Sentence], Awaitable[None]]
"""Told each sentence as soon as it is checked, for streaming."""


@dataclass(frozen=True, slots=True)
class WordedAnswer:
    """An answer in a model's words.

    Attributes:
        sentences: What was written and checked, in order.
        quotes: What the answer without a model quotes: said beside it, lest a sentence that was
            left out be missed.
    """

    sentences: tuple[Sentence, ...]
    quotes: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(one.text for one in self.sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The quotes it rests on and those of the answer without a model, each once, in order."""
        every = dict.fromkeys([*(one.citation for one in self.sentences), *self.quotes])
        return tuple(one for one in every if not any(_is_within(one, other) for other in every))


def _is_within(one: Citation, other: Citation) -> bool:
    """Tell whether a quote is a part of another from the same section."""
    same = (one.source, one.section) == (other.source, other.section)
    return same and one.quote != other.quote and one.quote in other.quote


async def word_answer(
    client: ModelClient, grounds: Grounds, asker: Asker, tell: Tell
) -> WordedAnswer | None:
    """Return an answer of checked sentences; None when none stands.

    Raises:
        Failed: The model gave no whole answer in time; sentences told before are as good as ever.
    """
    passages = grounds.passages()
    kept: list[Sentence] = []
    async with aclosing(client.stream(_request(grounds), asker)) as pieces:
        async for one in _lines(pieces):
            written = read_line(one)
            sentence = check(written, passages) if written else None
            if sentence and all(sentence.text != other.text for other in kept):
                kept.append(sentence)
                await tell(sentence)
            if len(kept) == MOST_SENTENCES:
                break
    return WordedAnswer(tuple(kept), grounds.answer.citations) if kept else None


async def _lines(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """Yield whole lines as they are finished."""
    rest, size = "", 0
    async for piece in pieces:
        size += len(piece)
        if size > LONGEST_ANSWER:
            raise Failed("too-large")
        *whole, rest = (rest + piece).split("\n")
        for one in whole:
            yield one
    yield rest


def _request(grounds: Grounds) -> ModelRequest[Shape]:
    numbered = "\n\n".join(
        f"[{number}] {one.section or one.source}\n{one.quote[:LONGEST_PASSAGE]}"
        for number, one in enumerate(grounds.passages(), start=1)
    )
    system, user = load_prompt("word-answer").fill(
        thread=fenced(summarise(grounds.case.said, THREAD_TOKENS) or "nothing"),
        passages=fenced(numbered),
        question=fenced(grounds.question[:LONGEST_QUESTION]),
    )
    return ModelRequest(TASK, system, user, ANSWER_TOKENS)
