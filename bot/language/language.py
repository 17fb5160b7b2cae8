"""Language: the language model as the rest of the bot sees it: help, or nothing at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from opentelemetry.trace import Tracer
from prometheus_client import CollectorRegistry

from advisors import Advice, Catalogue, Facts, Intake
from advisors import read_changes as read_changes_by_rules
from bot.language import answering, introducing, reading
from bot.language.answering import Tell, WordedAnswer
from bot.language.budget import Asker, Ledger, read_limits
from bot.language.endpoint import read_endpoint
from bot.language.failures import Failed
from bot.language.grounding import Grounds, Sentence
from bot.language.model_client import ModelClient
from bot.language.model_request import ModelRequest, Shape
from bot.language.prompt import load_prompt
from bot.language.watching import Watch
from bot.settings import Settings

DISCLOSURE: Final = (
    "Worded by a language model; figures are computed, and quotes are letter for letter."
)
"""Stands beside everything that a model worded."""
OFFLINE: Final = "The language model cannot be used right now, so this is said without it; the result is the same."
OVERDRAWN: Final = (
    "The budget for the language model is used up for now, so this is said without it; "
    "the result is the same."
)
_PROBE_TOKENS: Final = 300


class _Ready(Shape):
    """The answer to the check of the connection."""

    ready: bool


async def _nobody(_: Sentence) -> None:
    """Tell nobody: the answer is shown when it is whole."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language model.

    Every method but `probe` gives help or falls back, never an error: the rules' reading, or None
    for "say it without a model"; the asker's `remark` then says so. Make an `Asker` for each message
    and pass it to all its calls.

    Attributes:
        client: The one way to the model.
    """

    client: ModelClient

    async def read_facts(
        self, text: str, *, rules: Intake, catalogue: Catalogue, asker: Asker
    ) -> Intake:
        """Return the rules' reading of a text, and the facts a model adds with the words for them."""
        try:
            return await reading.read_facts(self.client, text, rules, catalogue, asker)
        except Failed as failure:
            self._fall_back(reading.FACTS, failure, asker)
            return rules

    async def read_changes(
        self, text: str, facts: Facts, *, catalogue: Catalogue, asker: Asker
    ) -> Intake:
        """Return what someone supposes to be different, read by rules and model.

        Raises:
            FactError: A supposed number is negative, absurd or in another currency.
        """
        rules = Intake(read_changes_by_rules(text, facts, on=asker.on, catalogue=catalogue))
        try:
            return await reading.read_changes(self.client, text, (facts, rules), catalogue, asker)
        except Failed as failure:
            self._fall_back(reading.CHANGES, failure, asker)
            return rules

    async def word_answer(
        self, grounds: Grounds, *, asker: Asker, tell: Tell = _nobody
    ) -> WordedAnswer | None:
        """Return an answer in the model's words, of checked sentences only.

        Args:
            grounds: The question and what an answer may rest on.
            asker: Who asks.
            tell: Told each sentence once it is checked, for streaming. When None is returned in
                the end, the answer made of quotes replaces what was told.
        """
        if not grounds.answer.grounded or not grounds.hits:
            return None
        try:
            worded = await answering.word_answer(self.client, grounds, asker, tell)
        except Failed as failure:
            self._fall_back(answering.TASK, failure, asker)
            return None
        if worded is None:
            self.client.watch.fall_back(answering.TASK, "unsupported")
        return worded

    async def word_recommendation(
        self, advice: Advice, facts: Sequence[str], *, asker: Asker
    ) -> str | None:
        """Return one or two sentences to stand before a recommendation.

        Args:
            advice: The recommendation; nothing in it changes.
            facts: What the team said, in words ("Accuracy needed: Must be right").
            asker: Who asks.
        """
        try:
            text = await introducing.word_recommendation(self.client, advice, facts, asker)
        except Failed as failure:
            self._fall_back(introducing.TASK, failure, asker)
            return None
        if text is None:
            self.client.watch.fall_back(introducing.TASK, "unsupported")
        return text

    async def probe(self, *, asker: Asker) -> None:
        """Ask for one structured answer, to see that endpoint, key, model and form work.

        Raises:
            ModelError: Saying what is wrong and how to mend it.
        """
        system, user = load_prompt("probe").fill(answer="true")
        await self.client.ask(ModelRequest("probe", system, user, _PROBE_TOKENS, _Ready), asker)

    async def warm(self) -> None:
        """Load the libraries now, in a thread, so that the first message need not wait for them."""
        await self.client.connect()

    async def close(self) -> None:
        """Give the connections back."""
        await self.client.close()

    def _fall_back(self, task: str, failure: Failed, asker: Asker) -> None:
        asker.remark = OVERDRAWN if failure.kind.name == "budget" else OFFLINE
        self.client.watch.fall_back(task, failure.kind.name)


def open_language(
    settings: Settings,
    ledger: Ledger,
    *,
    registry: CollectorRegistry | None = None,
    tracer: Tracer | None = None,
) -> Language | None:
    """Return the language model of the settings; None when there is none to speak to.

    Args:
        settings: Model, key, address, limits.
        ledger: Where spending is written down.
        registry: Where calls are counted; takes one language model.
        tracer: Where calls are traced; the process's own by default.
    """
    endpoint = read_endpoint(settings)
    if endpoint is None:
        return None
    watch = Watch(registry if registry is not None else CollectorRegistry(), tracer)
    return Language(ModelClient(endpoint, ledger, read_limits(settings), watch))
