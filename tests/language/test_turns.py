"""Turns with a model: every step, every failure; what is computed is what is computed without."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from advisors import load_catalogue
from bot.clock import now
from bot.conversation import Consultation, Desk, Outcome, Said, Turn
from bot.language import Language
from bot.language.language import OFFLINE, OVERDRAWN
from bot.store import open_database, upgrade
from bot.turns import Assisting
from knowledge import Library
from tests.language.consulting import ANSWER, CASE, QUESTION, STOP, WHAT_IF, Tireless
from tests.language.stage import TODAY, good, language_at, obeying, thorough
from tests.standins.faults import FAULT_NAMES, MIDWAY
from tests.standins.model import StandInModel, listening, task_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

STEPS = (CASE.format(days=300), ANSWER, QUESTION, STOP, WHAT_IF)
TASKS = ("read-facts", "read-facts", "word-answer", "word-recommendation", "read-changes")
SLOW = {"stall", "slow drip", "held, then silent", "held, then dripping"}
DESK = Desk(load_catalogue(), TODAY)
Prepared = list[tuple[Consultation, Turn, Outcome]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def library(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Library]:
    """The shipped guidance."""
    folder: Path = tmp_path_factory.mktemp("guidance")
    database = open_database(f"sqlite:///{folder / 'advisor.sqlite3'}")
    await upgrade(database)
    opened = await Library.open(database.engine, folder / "knowledge", clock=now)
    yield opened
    await opened.close()
    await database.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def prepared(library: Library) -> Prepared:
    """Every step as it goes without a model: the state before it, the turn, what it leads to."""
    alone, before, steps = Assisting(library, None), Consultation(), []
    for place, text in enumerate(STEPS):
        turn = Turn(f"k{place}", f"{1_795_000_000 + place}.5", "U1", Said(text, "thread"))
        outcome = await alone.converse(before, turn, DESK, "")
        steps.append((before, turn, outcome))
        before = before if before.turns else outcome.consultation
    return steps


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def endpoint() -> AsyncIterator[tuple[StandInModel, Language, Language]]:
    """Yield a model, a patient and an impatient way to it."""
    async with listening(StandInModel(good)) as standing:
        patient, hasty = (plentiful(standing, seconds) for seconds in (30.0, 0.4))
        await patient.warm()
        await hasty.warm()
        yield standing, patient, hasty
        await patient.close()
        await hasty.close()


def plentiful(model: StandInModel, seconds: float) -> Language:
    """Return a way to a model that may be used as much as a test likes."""
    language = language_at(
        model,
        model_deadline_seconds=seconds,
        model_tokens_per_user_day=10**9,
        model_tokens_per_workspace_month=10**9,
    )
    language.client.breaker = Tireless()
    return language


@pytest.fixture
def model(endpoint: tuple[StandInModel, Language, Language]) -> StandInModel:
    """An honest model at an endpoint that works."""
    model, *_ = endpoint
    model.asked.clear()
    model.fault, model.answers = "", good
    model.released.clear()
    return model


@pytest.fixture
def language(endpoint: tuple[StandInModel, Language, Language]) -> Language:
    """Wait for the model as long as it takes."""
    return endpoint[1]


async def take_all(prepared: Prepared, library: Library, language: Language) -> list[Outcome]:
    """Take every step in, each from the state that it has without a model."""
    assisting = Assisting(library, language)
    return await asyncio.gather(
        *(assisting.converse(before, turn, DESK, "") for before, turn, _ in prepared)
    )


def unremarked(outcome: Outcome) -> Outcome:
    return replace(outcome, replies=tuple(replace(one, remark="") for one in outcome.replies))


def remarks(outcome: Outcome) -> list[str]:
    return [one.remark for one in outcome.replies if one.remark]


@pytest.mark.parametrize("fault", FAULT_NAMES)
async def test_however_the_model_fails_every_step_says_the_same_as_without_it(
    fault: str,
    prepared: Prepared,
    library: Library,
    model: StandInModel,
    endpoint: tuple[StandInModel, Language, Language],
) -> None:
    model.fault = fault
    _, patient, hasty = endpoint
    language = hasty if fault in SLOW else patient

    outcomes = await take_all(prepared, library, language)

    assert [unremarked(one) for one in outcomes] == [one for *_, one in prepared]
    assert all(set(remarks(one)) <= {OFFLINE} for one in outcomes)
    assert len(remarks(outcomes[0])) == 1
    assert {task_of(body) for body in model.asked} >= set(TASKS) or fault in SLOW


@pytest.mark.parametrize("fault", MIDWAY)
async def test_an_answer_that_breaks_off_midway_is_the_one_made_of_quotes(
    fault: str,
    prepared: Prepared,
    library: Library,
    model: StandInModel,
    endpoint: tuple[StandInModel, Language, Language],
) -> None:
    model.fault, model.answers = fault, thorough
    model.released.set()
    _, patient, hasty = endpoint
    before, turn, alone = prepared[STEPS.index(QUESTION)]
    shown: list[str] = []

    async def show(words: str) -> None:
        shown.append(words)

    helped = Assisting(library, hasty if fault in SLOW else patient)
    outcome = await helped.converse(before, turn, DESK, "", show)

    assert unremarked(outcome) == alone
    assert remarks(outcome) == [OFFLINE]
    assert len(model.asked) == 1 or fault in SLOW
    assert shown or fault in SLOW
    assert "Wire" not in "".join(shown)


async def test_a_model_that_obeys_an_attacker_changes_nothing_at_all(
    prepared: Prepared, library: Library, model: StandInModel, language: Language
) -> None:
    model.answers = obeying

    outcomes = await take_all(prepared, library, language)

    assert outcomes == [one for *_, one in prepared]
    assert sorted({task_of(body) for body in model.asked}) == sorted(set(TASKS))


async def test_when_the_budget_is_used_up_the_same_is_said_with_a_remark(
    prepared: Prepared, library: Library, model: StandInModel
) -> None:
    language = language_at(model, model_tokens_per_user_day=0)

    outcomes = await take_all(prepared, library, language)
    await language.close()

    assert [unremarked(one) for one in outcomes] == [one for *_, one in prepared]
    assert [remarks(one) for one in outcomes] == [[OVERDRAWN]] * len(STEPS)
    assert model.asked == []
