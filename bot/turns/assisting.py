"""Assisting: a turn taken in with the help of a language model, where there is one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from advisors import FactError
from bot.blocks import written
from bot.conversation import (
    Consultation,
    Desk,
    Outcome,
    Reading,
    Turn,
    Wanted,
    case_in_words,
    converse,
    facts_in_words,
    find_answer,
    find_recommendation,
    introduce,
    question_in,
    remark,
    said_before,
    word_answer,
    words_to_read,
)
from bot.language import DISCLOSURE, Asker, Case, Grounds, Language, Sentence
from bot.turns.thinking import think
from knowledge import Answer, Library

HITS = 5
"""Passages a wording may rest on."""

Show = Callable[[str], Awaitable[None]]
"""Shows an answer as far as it is written."""


async def show_nothing(_: str) -> None:
    """Show nothing before the answer is whole."""


@dataclass(frozen=True, slots=True)
class Assisting:
    """Takes turns in.

    Nothing here writes to the database, so that no other turn waits while a model thinks.

    Attributes:
        library: Where questions are looked up.
        language: The language model; None where there is none.
    """

    library: Library
    language: Language | None

    async def converse(
        self,
        consultation: Consultation,
        turn: Turn,
        desk: Desk,
        workspace: str,
        show: Show = show_nothing,
    ) -> Outcome:
        """Return what a turn leads to, read and worded better where a model can help.

        Args:
            consultation: What was said before.
            turn: What is said now.
            desk: The catalogue and today.
            workspace: Whose guidance is asked.
            show: Shows an answer while a model writes it; what is returned stands in the end.
        """
        question = await think(question_in, consultation, turn, desk)
        answer = await self.library.ask(question, workspace=workspace) if question else None
        if self.language is None:
            return await think(converse, consultation, turn, desk, answer)
        asker = Asker(workspace, turn.user, desk.on)
        message = _Message(self.language, self.library, asker, desk, show)
        return await message.answer(consultation, turn, answer)


@dataclass(frozen=True, slots=True)
class _Message:
    """One message, answered within one deadline and one budget; one failure is enough for it."""

    language: Language
    library: Library
    asker: Asker
    desk: Desk
    show: Show

    async def answer(
        self, consultation: Consultation, turn: Turn, answer: Answer | None
    ) -> Outcome:
        wanted = await think(words_to_read, consultation, turn, self.desk)
        reading = await self._read(wanted)
        outcome = await think(converse, consultation, turn, self.desk, answer, reading=reading)
        outcome = await self._word_answer(outcome, turn)
        outcome = await self._introduce(outcome, turn)
        return remark(outcome, self.asker.remark)

    async def _read(self, wanted: Wanted | None) -> Reading | None:
        if wanted is None:
            return None
        model, catalogue, asker = self.language, self.desk.catalogue, self.asker
        if wanted.kind == "facts":
            intake = await model.read_facts(
                wanted.text, rules=wanted.rules, catalogue=catalogue, asker=asker
            )
        else:
            try:
                intake = await model.read_changes(
                    wanted.text, wanted.facts, catalogue=catalogue, asker=asker
                )
            except FactError:  # the dialogue finds it too, and says what to write instead
                return None
        return Reading(wanted.kind, intake) if intake != wanted.rules else None

    async def _word_answer(self, outcome: Outcome, turn: Turn) -> Outcome:
        card = find_answer(outcome)
        if card is None or not card.answer.grounded or self.asker.remark:
            return outcome
        hits = await self.library.search(card.question, workspace=self.asker.workspace, limit=HITS)
        after = outcome.consultation
        lines = await think(case_in_words, after, self.desk)
        case = Case((*filter(None, [card.about_this_case]), *lines), said_before(after, turn))
        grounds = Grounds(card.question, card.answer, hits, case)
        told: list[str] = []

        async def tell(sentence: Sentence) -> None:
            told.append(sentence.text)
            await self.show(written(replace(card, worded_by_model=" ".join(told))))

        worded = await self.language.word_answer(grounds, asker=self.asker, tell=tell)
        if worded is None:
            return outcome
        return word_answer(outcome, worded.text, worded.citations, DISCLOSURE)

    async def _introduce(self, outcome: Outcome, turn: Turn) -> Outcome:
        card = find_recommendation(outcome)
        if card is None or card.wording or self.asker.remark:
            return outcome
        text = await self.language.word_recommendation(
            card.advice, facts_in_words(card.understood), asker=self.asker
        )
        return introduce(outcome, turn.key, text, DISCLOSURE) if text else outcome
