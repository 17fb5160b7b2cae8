"""`advisor eval` measures what it says it measures."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.clock import now
from bot.errors import UsageError
from bot.language import MemoryLedger
from bot.language.evaluation import Examiner, Trial, Verdict, measure, read_trials
from bot.store import open_database, upgrade
from knowledge import Library
from tests.language.stage import TODAY, language_at, lines
from tests.standins.model import StandInModel

QUESTIONS = """
answerable = [
  { ask = "what is few-shot prompting?", where = ["x > Few-shot prompting: a handful of examples (paper §3.1)"] },
  { ask = "which is easier to maintain?", where = ["x > No such section"] },
]
off_topic = ["who won the match yesterday?"]
"""


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A file of questions."""
    file = tmp_path / "questions.toml"
    file.write_text(QUESTIONS, encoding="utf-8")
    return file


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    """The shipped guidance."""
    database = open_database(f"sqlite:///{tmp_path / 'advisor.sqlite3'}")
    await upgrade(database)
    opened = await Library.open(database.engine, tmp_path / "knowledge", clock=now)
    yield opened
    await opened.close()
    await database.close()


def ticking() -> float:
    return 0.0


def test_rows_with_sections_are_answerable_and_plain_questions_are_not(questions: Path) -> None:
    trials = read_trials(questions)

    assert [bool(one.where) for one in trials] == [True, True, False]


@pytest.mark.parametrize(
    "text", ["", "a = 1", "a = [1]", "a = [{ where = [] }]", "a = [{ ask = 3 }]", "not toml"]
)
def test_a_file_without_questions_is_refused_with_what_to_write(text: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError) as refused:
        read_trials(file)
    assert "ask" in refused.value.mend


def test_rates_are_shares_of_what_they_are_about() -> None:
    known, other = Trial("a", ("x > S",)), Trial("b")
    verdicts = [
        Verdict(known, grounded=True, direct=True, right=1, cited=4, worded=True, seconds=1.0),
        Verdict(known, grounded=True, direct=False, right=0, cited=1, worded=False, seconds=2.0),
        Verdict(known, grounded=False, direct=False, right=0, cited=0, worded=False, seconds=3.0),
        Verdict(other, grounded=False, direct=False, right=0, cited=0, worded=False, seconds=4.0),
    ]

    report = measure(verdicts, MemoryLedger())

    assert (report.grounded, report.cited_right, report.citation_precision) == (0.6667, 0.5, 0.2)
    assert (report.refused, report.worded, report.seconds_median) == (1.0, 0.5, 3.0)
    assert (report.outright, report.reserved, report.missed) == (0.3333, 0.3333, 0.3333)
    assert (report.wrongly_outright, report.wrongly_reserved) == (0.0, 0.0)
    assert measure([], MemoryLedger()).grounded is None


async def test_a_model_words_what_the_guidance_says_and_is_measured(
    questions: Path, library: Library, model: StandInModel
) -> None:
    (hit, *_) = await library.search("what is few-shot prompting?", workspace="")
    words = next(one for one in hit.text.splitlines() if one.endswith("."))
    model.answers = lambda _: lines({"sentence": words, "passage": 1, "quote": words})
    ledger = MemoryLedger()
    language = language_at(model, ledger)

    examiner = Examiner(library, language, "", TODAY, ticking)
    verdicts = [one async for one in examiner.examine(read_trials(questions))]
    await language.close()
    report = measure(verdicts, ledger)

    assert [one.grounded for one in verdicts] == [True, True, False]
    assert verdicts[0].worded
    assert verdicts[0].right >= 1
    assert report.tokens == 150 * len(model.asked) == 300
    assert report.refused == 1.0


def test_the_command_prints_the_report_offline(
    questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import typer  # noqa: PLC0415  (only this test builds a program)

    from bot.cli.evaluate import evaluate  # noqa: PLC0415

    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path / "data"))
    program = typer.Typer()
    program.command()(evaluate)

    printed = CliRunner().invoke(program, [str(questions), "--offline", "--details", "--json"])

    report = json.loads(printed.output)
    assert (report["questions"], report["grounded"], report["refused"]) == (3, 1.0, 1.0)
    assert [one["ask"] for one in report["wrong"]] == ["which is easier to maintain?"]
