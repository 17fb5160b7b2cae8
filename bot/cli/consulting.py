"""Consulting: a recommendation in the terminal from a description in plain words."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.advise import NOTHING, AsOf, Json, Set, Skip, TwoOption
from bot.cli.helping import Offline, helping
from bot.cli.reading import (
    STANDARD_INPUT,
    read_day,
    read_settings_of_facts,
    read_words,
    readable,
)
from bot.cli.running import run_to_end
from bot.clock import today
from bot.errors import UsageError

if TYPE_CHECKING:
    from advisors import Advice, Catalogue, Intake


@dataclass(frozen=True, slots=True)
class _Case:
    """A use case as it is told, and what is stated beside it."""

    words: str
    stated: dict[str, object]
    skipped: list[str]
    on: date
    two_option: bool


def consult(
    text: Annotated[str, typer.Argument(help="The use case in your words, or - to read it.")],
    set_: Set = NOTHING,
    skip: Skip = NOTHING,
    as_of: AsOf = None,
    two_option: TwoOption = False,
    json: Json = False,
    offline: Offline = False,
) -> None:
    """Recommend from a description in plain words.

    A language model, where the settings name one, may find facts that the rules miss: they are
    presumed, with a “?”. What is computed from the facts is the same with it and without it.

    Examples:

      advisor consult "50k support tickets a month, lots of telecom jargon, $2k a month"

      advisor consult - --json < use-case.txt
    """
    from advisors import advice_as_json, load_catalogue, read_text
    from bot.cli.programs import print_json
    from bot.cli.show import print_advice, print_intake, print_introduction

    catalogue, on = load_catalogue(), read_day(as_of, today())
    words = readable(read_words(STANDARD_INPUT) if text == STANDARD_INPUT else text, "use case")
    case = _Case(words, read_settings_of_facts(set_), skip, on, two_option)
    intake, advice, introduction = run_to_end(
        _advise(case, catalogue, offline=offline, worded=not json)
    )
    if json:
        print_json({**advice_as_json(advice), **_as_json(intake)})
        return
    print_intake(intake, catalogue, read_text(words, on=on, catalogue=catalogue))
    print_introduction(introduction)
    print_advice(advice, catalogue)


async def _advise(
    case: _Case, catalogue: "Catalogue", *, offline: bool, worded: bool
) -> "tuple[Intake, Advice, str | None]":
    from advisors import advise, read_facts, read_text

    intake = read_text(case.words, on=case.on, catalogue=catalogue)
    async with helping(case.on, offline=offline) as helper:
        if helper is not None:
            intake = await helper.read_facts(case.words, intake, catalogue)
        if worded:  # a program is told that `facts` is empty, and finds every field all the same
            _refuse_nothing(intake, case)
        said, presumed = (
            {one.name: one.value for one in found} for found in (intake.found, intake.presumed)
        )
        facts = read_facts({**said, **case.stated}, case.skipped, catalogue, presumed)
        advice = advise(facts, on=case.on, catalogue=catalogue, two_option=case.two_option)
        words = await helper.introduce(advice, catalogue) if helper and worded else None
    return intake, advice, words


def _refuse_nothing(intake: "Intake", case: _Case) -> None:
    """Refuse words that tell nothing of a use case: no recommendation rests on assumptions alone.

    Raises:
        UsageError: Neither the words nor the options state anything.
    """
    told = intake.found or intake.presumed or intake.conflicts or intake.problems or intake.task
    if not (told or case.stated or case.skipped):
        raise UsageError(
            "I read nothing of a use case in these words.",
            "Say what the model should do, how often, and what you have to teach it with; "
            "or state a fact with --set.",
        )


def _as_json(intake: "Intake") -> dict[str, object]:
    """Return what was read and suggested, what was not taken or placed, and what contradicts itself."""
    read = {"facts": intake.found, "suggested": intake.presumed}
    return {
        **{
            key: {one.name: {"value": one.value, "evidence": one.evidence} for one in found}
            for key, found in read.items()
        },
        "problems": [
            {"fact": one.fact, "evidence": one.evidence, "what": one.what, "mend": one.mend}
            for one in intake.problems
        ],
        "unplaced": list(intake.unplaced),
        "conflicts": [
            {
                "fact": one.fact,
                "readings": [
                    {"value": found.value, "evidence": found.evidence} for found in one.candidates
                ],
            }
            for one in intake.conflicts
        ],
    }
