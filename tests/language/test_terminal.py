"""`advisor consult` and `advisor ask` with a model: better reading and wording, the same result."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from bot.language import DISCLOSURE
from bot.language.language import OFFLINE
from tests.language.consulting import QUESTION
from tests.language.stage import CASE, good, lines, obeying
from tests.standins.model import KEY, StandInModel, task_of

ON = ("--as-of", "2026-11-22")
WORDED = "The requests are 50,000 a month."


def honest(body: dict[str, Any]) -> str:
    """Write what an honest model would; an answer of the last sentence of the first passage."""
    if task_of(body) == "word-recommendation":
        return json.dumps({"introduction": WORDED})
    if task_of(body) != "word-answer":
        return good(body)
    passage = str(body["messages"][1]["content"]).split("[1] ", 1)[1].split("\n\n[2]", 1)[0]
    last = passage.strip().splitlines()[-1]
    return lines({"sentence": last, "passage": 1, "quote": last})


def flat(printed: str) -> str:
    """Return what was printed as one line."""
    return " ".join(printed.split())


@pytest.fixture
def advisor(
    model: StandInModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    """Return what runs a command beside a model, and gives back what it prints and its errors."""
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ADVISOR_MODEL", "gpt-5-mini")
    monkeypatch.setenv("OPENAI_BASE_URL", model.address)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    async def run(*words: str) -> tuple[str, str]:
        done = await asyncio.to_thread(CliRunner().invoke, app, list(words))
        assert done.exit_code == 0, done.output
        return done.stdout, done.stderr

    return run


async def test_a_use_case_is_read_and_introduced_with_help_and_the_result_is_computed(
    advisor: Callable[..., Any], model: StandInModel, tmp_path: Path
) -> None:
    model.answers = honest
    offline, _ = await advisor("consult", CASE, *ON, "--offline")
    asked = len(model.asked)
    helped, _ = await advisor("consult", CASE, *ON)
    past = tmp_path / "past.json"
    past.write_text((await advisor("consult", CASE, *ON, "--json"))[0], encoding="utf-8")
    stated, _ = await advisor("recommend", "--facts", str(past))

    assert asked == 0
    assert "as if one hand wrote it" not in offline
    assert "? (presumed by a language model from “as if one hand wrote it”)" in flat(helped)
    assert "(presumed from" in offline
    assert f"{WORDED}\n{DISCLOSURE}\n\nRecommendation:" in helped
    assert helped.split("Recommendation:")[1] == stated.split("Recommendation:")[1]


async def test_programs_get_the_same_fields_with_a_model_and_without_one(
    advisor: Callable[..., Any], model: StandInModel
) -> None:
    model.answers = honest
    helped = json.loads((await advisor("consult", CASE, *ON, "--json"))[0])
    offline = json.loads((await advisor("consult", CASE, *ON, "--json", "--offline"))[0])

    added = helped["suggested"].pop("consistency")
    assert added == {"value": "strict", "evidence": "as if one hand wrote it"}
    assert helped["facts"] == offline["facts"]
    assert helped["suggested"] == offline["suggested"]
    assert set(helped) == set(offline)
    assert {task_of(body) for body in model.asked} == {"read-facts"}


@pytest.mark.parametrize("command", [("consult", CASE, *ON), ("ask", QUESTION)], ids=lambda c: c[0])
@pytest.mark.parametrize("mood", ["obeying", "500"])
async def test_whatever_the_model_does_the_command_prints_what_it_prints_without_it(
    command: tuple[str, ...], mood: str, advisor: Callable[..., Any], model: StandInModel
) -> None:
    model.answers = obeying
    offline, silent = await advisor(*command, "--offline")
    model.fault = "" if mood == "obeying" else mood
    printed, said = await advisor(*command)

    assert printed == offline
    assert silent == ""
    assert said == ("" if mood == "obeying" else f"{OFFLINE}\n")


async def test_a_question_is_answered_in_a_models_words_with_quotes_letter_for_letter(
    advisor: Callable[..., Any], model: StandInModel
) -> None:
    model.answers = honest
    plain, _ = await advisor("ask", QUESTION)
    printed, _ = await advisor("ask", QUESTION, "--json")

    answer = json.loads(printed)
    offline = json.loads((await advisor("ask", QUESTION, "--json", "--offline"))[0])
    quotes = [one["quote"] for one in answer["citations"]]
    assert DISCLOSURE in flat(plain)
    assert answer["grounded"] is True
    assert all(set(one) == {"source", "section", "quote"} for one in answer["citations"])
    assert any(answer["answer"] in one for one in quotes)
    assert {one["quote"] for one in offline["citations"]} <= set(quotes)
