"""Evaluate: `advisor eval`: how well the guidance answers, with the operator's model or without."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.running import run_to_end

if TYPE_CHECKING:
    from bot.language.evaluation import Report, Verdict


def evaluate(
    file: Annotated[
        Path, typer.Argument(help="Questions and the sections that answer them, TOML.")
    ],
    workspace: Annotated[
        str, typer.Option("--workspace", help="A workspace's own base (T…).")
    ] = "",
    offline: Annotated[
        bool, typer.Option("--offline", help="Leave the language model out.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Ask only so many; 0 for all.")] = 0,
    tokens: Annotated[
        int, typer.Option("--tokens", min=0, help="Tokens the language model may use in all.")
    ] = 1_000_000,
    details: Annotated[bool, typer.Option("--details", help="List what went wrong.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Ask questions and measure the answers: outright or not, citations, refusals, time, cost.

    Without a language model the answers made of quotes are measured.

    Example:

      advisor eval questions.toml --limit 50
    """
    from bot.cli.programs import print_json

    verdicts, report = run_to_end(_run(file, workspace, limit, None if offline else tokens))
    wrong = [_shown(one) for one in verdicts if details and _is_wrong(one)]
    if json:
        print_json({**asdict(report), **({"wrong": wrong} if details else {})})
        return
    _print(report, wrong)


async def _run(
    file: Path, workspace: str, limit: int, tokens: int | None
) -> "tuple[list[Verdict], Report]":
    from time import perf_counter

    from bot.app import open_library
    from bot.clock import today
    from bot.language import MemoryLedger, open_language
    from bot.language.evaluation import Examiner, measure, read_trials
    from bot.settings import read_settings

    trials, settings, ledger = read_trials(file), read_settings(), MemoryLedger()
    budget = {"model_tokens_per_user_day": tokens, "model_tokens_per_workspace_month": tokens}
    language = None
    if tokens is not None:
        language = open_language(settings.model_copy(update=budget), ledger)
    async with open_library(settings) as (_, library):
        examiner = Examiner(library, language, workspace, today(), perf_counter)
        verdicts = [one async for one in examiner.examine(trials[: limit or None])]
    if language is not None:
        await language.close()
    return verdicts, measure(verdicts, ledger)


def _is_wrong(verdict: "Verdict") -> bool:
    answerable = bool(verdict.trial.where)
    return verdict.grounded is not answerable or (answerable and not verdict.right)


def _shown(verdict: "Verdict") -> dict[str, Any]:
    return {
        "ask": verdict.trial.ask,
        "expected": list(verdict.trial.where),
        "grounded": verdict.grounded,
        "direct": verdict.direct,
        "right_citations": verdict.right,
    }


def _print(report: "Report", wrong: list[dict[str, Any]]) -> None:
    from bot.cli.show import console

    out = console()
    for name, value in asdict(report).items():
        out.print(f"{name.replace('_', ' '):20} {'–' if value is None else value}")
    for one in wrong:
        expected = "; ".join(one["expected"]) or "the guidance does not say"
        out.print(f"wrong: {one['ask']} (expected: {expected})")
