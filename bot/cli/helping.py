"""Helping: the language model of the settings at the service of one command."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from advisors import Advice, Catalogue, Intake
    from bot.language import Asker, Language, WordedAnswer
    from knowledge import Answer, Library

Offline = Annotated[bool, typer.Option("--offline", help="Leave the language model out.")]
OPERATOR: Final = "operator"
"""Who asks, where nobody of a workspace does."""
_HITS: Final = 5


@dataclass(frozen=True, slots=True)
class Help:
    """What a language model can do for a command; nothing where it cannot be used.

    Attributes:
        language: The model.
        asker: The command: one deadline and one budget for all it asks.
    """

    language: "Language"
    asker: "Asker"

    async def read_facts(self, text: str, rules: "Intake", catalogue: "Catalogue") -> "Intake":
        """Return the rules' reading of a text and the facts that the model adds."""
        return await self.language.read_facts(
            text, rules=rules, catalogue=catalogue, asker=self.asker
        )

    async def introduce(self, advice: "Advice", catalogue: "Catalogue") -> str | None:
        """Return words to stand before a recommendation."""
        from advisors import show_value

        if self.asker.remark:  # one failure is enough for a command
            return None
        known = (
            f"{catalogue.facts[name].label}: {show_value(catalogue.facts[name], value)}"
            for name, value in advice.facts.values.items()
        )
        return await self.language.word_recommendation(advice, tuple(known), asker=self.asker)

    async def word_answer(
        self, question: str, answer: "Answer", library: "Library"
    ) -> "WordedAnswer | None":
        """Return an answer of the guidance in the model's words."""
        from bot.language import Grounds

        hits = await library.search(question, workspace=self.asker.workspace, limit=_HITS)
        return await self.language.word_answer(Grounds(question, answer, hits), asker=self.asker)


@asynccontextmanager
async def helping(on: date, *, offline: bool, workspace: str = "") -> AsyncIterator[Help | None]:
    """Yield the help of the language model; None where none is set or wanted.

    Says on standard error at the end when the model could not be used.
    """
    from bot.settings import read_settings

    settings = read_settings()
    if offline or not settings.model:
        yield None
        return
    from bot.language import Asker, MemoryLedger, open_language

    language = open_language(settings, MemoryLedger())
    if language is None:
        yield None
        return
    asker = Asker(workspace, OPERATOR, on)
    try:
        await language.warm()
        yield Help(language, asker)
    finally:
        await language.close()
    if asker.remark:
        print(asker.remark, file=sys.stderr)
