"""Evaluation: how well questions are answered, with the model or without one, in numbers."""

import tomllib
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.errors import UsageError
from bot.language.budget import Asker, MemoryLedger
from bot.language.grounding import Grounds
from bot.language.language import Language
from knowledge import Citation, Library

HITS: Final = 5
_SHAPE: Final = 'Write rows such as { ask = "why tune?", where = ["file > heading"] }.'


@dataclass(frozen=True, slots=True)
class Trial:
    """One question to ask.

    Attributes:
        ask: The question.
        where: Sections that answer it, "file > heading"; empty when the guidance does not say.
    """

    ask: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one question came to.

    Attributes:
        trial: The question.
        grounded: True when it was answered, with quotes.
        direct: True when that was without the reservation that it may not be the answer.
        right: Citations from a section that answers it.
        cited: Citations in all.
        worded: True when a model's wording stood.
        seconds: From the question to the answer.
    """

    trial: Trial
    grounded: bool
    direct: bool
    right: int
    cited: int
    worded: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """Rates between 0 and 1; None where there was nothing to measure.

    Attributes:
        questions: How many were asked.
        grounded: Share of answerable questions that were answered with quotes.
        outright: Share of them that were answered without a reservation.
        reserved: Share of them that got quotes that may not be the answer.
        missed: Share of them that were refused.
        cited_right: Share of those answers with a quote from a section that answers the question.
        citation_precision: Share of their quotes that are from such a section.
        refused: Share of unanswerable questions that were refused.
        wrongly_reserved: Share of them that got quotes that may not be the answer.
        wrongly_outright: Share of them that were answered without a reservation.
        worded: Share of answers in a model's words.
        seconds_median: Half the questions took no longer.
        seconds_95: Nineteen of twenty took no longer.
        tokens: Tokens of the model.
        cost_usd: Their cost by the price list; 0 where it has no price.
    """

    questions: int
    grounded: float | None
    outright: float | None
    reserved: float | None
    missed: float | None
    cited_right: float | None
    citation_precision: float | None
    refused: float | None
    wrongly_reserved: float | None
    wrongly_outright: float | None
    worded: float | None
    seconds_median: float
    seconds_95: float
    tokens: int
    cost_usd: float


@dataclass(frozen=True, slots=True)
class Examiner:
    """Asks questions.

    Attributes:
        library: The knowledge base.
        language: The model; None to see how it goes without.
        workspace: Whose base is asked.
        on: The day.
        timer: Seconds of a monotonic clock.
    """

    library: Library
    language: Language | None
    workspace: str
    on: date
    timer: Callable[[], float]

    async def examine(self, trials: Iterable[Trial]) -> AsyncIterator[Verdict]:
        """Yield a verdict for each question, in order."""
        for trial in trials:
            yield await self._ask(trial)

    async def _ask(self, trial: Trial) -> Verdict:
        began = self.timer()
        answer = await self.library.ask(trial.ask, workspace=self.workspace)
        citations, is_worded = answer.citations, False
        if self.language is not None and answer.grounded:
            hits = await self.library.search(trial.ask, workspace=self.workspace, limit=HITS)
            asker = Asker(self.workspace, "operator", self.on)
            worded = await self.language.word_answer(Grounds(trial.ask, answer, hits), asker=asker)
            if worded is not None:
                citations, is_worded = worded.citations, True
        right = sum(_answers(citation, trial) for citation in citations)
        return Verdict(
            trial=trial,
            grounded=answer.grounded,
            direct=answer.direct,
            right=right,
            cited=len(citations),
            worded=is_worded,
            seconds=self.timer() - began,
        )


def read_trials(file: Path) -> tuple[Trial, ...]:
    """Return the questions of a TOML file: rows with `where` are answerable, plain texts are not.

    Raises:
        UsageError: The file cannot be read, or holds something else.
    """
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file} does not hold questions: {error}.", _SHAPE) from error
    rows = [row for table in tables.values() if isinstance(table, list) for row in table]
    if not rows:
        raise UsageError(f"{file} holds no questions.", _SHAPE)
    return tuple(_trial(row, file) for row in rows)


def measure(verdicts: Sequence[Verdict], ledger: MemoryLedger) -> Report:
    """Sum verdicts up."""
    answerable = [one for one in verdicts if one.trial.where]
    others = [one for one in verdicts if not one.trial.where]
    answered = [one for one in answerable if one.grounded]
    (outright, reserved, missed), wrongly = _outcomes(answerable), _outcomes(others)
    seconds = sorted(one.seconds for one in verdicts) or [0.0]
    return Report(
        questions=len(verdicts),
        grounded=_share(len(answered), len(answerable)),
        outright=outright,
        reserved=reserved,
        missed=missed,
        cited_right=_share(sum(one.right > 0 for one in answered), len(answered)),
        citation_precision=_share(
            sum(one.right for one in answered), sum(one.cited for one in answered)
        ),
        refused=wrongly[2],
        wrongly_reserved=wrongly[1],
        wrongly_outright=wrongly[0],
        worded=_share(sum(one.worded for one in answered), len(answered)),
        seconds_median=round(seconds[len(seconds) // 2], 4),
        seconds_95=round(seconds[min(len(seconds) - 1, len(seconds) * 19 // 20)], 4),
        tokens=sum(one.tokens for one in ledger.spent),
        cost_usd=sum(one.micro_usd for one in ledger.spent) / 1_000_000,
    )


def _outcomes(verdicts: Sequence[Verdict]) -> tuple[float | None, float | None, float | None]:
    """Return the shares that were answered outright, with a reservation, and not at all."""
    outright = sum(one.direct for one in verdicts)
    quoted = sum(one.grounded for one in verdicts)
    counts = (outright, quoted - outright, len(verdicts) - quoted)
    first, second, third = (_share(count, len(verdicts)) for count in counts)
    return first, second, third


def _trial(row: Any, file: Path) -> Trial:
    if isinstance(row, str):
        return Trial(row)
    where = row.get("where", []) if isinstance(row, dict) else None
    if not (isinstance(where, list) and isinstance(row.get("ask"), str)):
        raise UsageError(f"{file} holds a row that is no question: {row!r}.", _SHAPE)
    return Trial(row["ask"], tuple(str(one) for one in where))


def _answers(citation: Citation, trial: Trial) -> bool:
    """Tell whether a citation is from a section that answers; sections are known by heading."""
    return any(citation.section.endswith(one.partition(" > ")[2] or one) for one in trial.where)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
