"""What `advisor consult`, `explain` and `prices` tell people."""

import json
from pathlib import Path

import pytest

from bot.cli.prices import prices
from tests.terminal.program import ON, advisor, recommended


def test_words_that_were_refused_stand_beside_the_facts_that_were_taken() -> None:
    run = advisor("consult", "100k requests a month, 500 euros a month", *ON, "--json")
    answer = json.loads(run.stdout)
    assert answer["facts"]["requests_per_month"]["value"] == 100_000
    (problem,) = answer["problems"]
    assert (problem["fact"], problem["evidence"]) == (
        "budget_monthly_usd",
        "500 euros a month",
    )
    assert "EUR" in problem["mend"]
    assert answer["conflicts"] == []


def test_the_terminal_tells_the_split_the_movers_and_what_they_are_called() -> None:
    run = advisor("recommend", *ON, "--set", "failure_cost_usd=40", "--set", "success_value_usd=20")
    answer = recommended()["cost"]
    assert "Twelve months, USD" in run.stdout
    for mover in answer["movers"]:
        assert f"--set {mover['fact']}=" in " ".join(run.stdout.split())
    assert "It pays from 66.7% right answers on." in run.stdout


def test_what_changed_since_earlier_facts_is_told_with_its_cause(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text('{"requests_per_month": 50000}', encoding="utf-8")
    now = ("--set", "requests_per_month=500000", "--since", str(earlier))
    run = advisor("recommend", *ON, *now)
    assert "requests_per_month 50,000 → 500,000" in run.stdout
    told = recommended(*now)["cost_change"]
    (cause,) = told["causes"]
    assert cause == {"fact": "requests_per_month", "before": 50_000, "after": 500_000}
    for change in told["options"]:
        moved = round(change["after"] - change["before"], 2)
        assert moved == change["twelve_months"]


def test_one_reading_of_a_price_is_listed_as_its_range_and_ids_stay_whole() -> None:
    run = advisor("prices", *ON, "--match", "h100")
    rows = {
        line.split()[0]: line.split()[1] for line in run.stdout.splitlines()[1:] if line[:1] != " "
    }
    assert rows["vast/h100/gpu"] == "2.27–6.15"
    assert rows["runpod/h100-sxm/gpu"] == "3.99"


def test_prices_are_found_under_the_names_people_try() -> None:
    assert {"list", "show", "search"} <= {one.name for one in prices.registered_commands}
    (row,) = advisor("prices", "list", "nova-micro", "training", *ON).stdout.splitlines()[1:2]
    assert row.split()[0] == "aws/nova-micro/training"
    assert "220 days: stale" in row


def test_no_source_of_a_price_is_cut_in_a_pipe() -> None:
    told = advisor("prices", "list").stdout
    rows = json.loads(advisor("prices", "list", "--json").stdout)

    assert [row["price"]["id"] for row in rows if row["price"]["source"] not in told] == []


def test_an_option_that_a_command_would_not_see_is_refused() -> None:
    run = advisor("prices", "--match", "nova", "list")
    assert run.returncode == 2
    assert "after it: advisor prices list" in run.stderr


@pytest.mark.parametrize("written", ["500EUR", "£500"])
def test_a_budget_in_another_currency_says_how_to_convert_it(written: str) -> None:
    run = advisor("recommend", "--set", f"budget_monthly_usd={written}")
    assert run.returncode == 2
    assert "multiply other currencies by your rate" in run.stderr


def test_the_explanation_holds_every_row_of_the_costs() -> None:
    told = " ".join(advisor("explain", *ON, "--set", "provider=google").stdout.split())
    options = recommended("--set", "provider=google")["cost"]["options"]
    for option in options.values():
        assert f"Twelve months: {option['twelve_months']['likely']:,.2f} USD" in told
        for season in option["seasons"]:
            assert f"from {season['first_day']}" in told
            for line in season["lines"]:
                assert f"{line['amount']:,.2f}" in told


def test_the_next_question_follows_the_verdict_with_every_answer_to_type() -> None:
    lines = advisor("consult", "we sort 500 support mails a day", *ON).stdout.splitlines()
    (place,) = [n for n, line in enumerate(lines) if line.startswith("Next question: ")]
    assert lines.index(next(one for one in lines if one.startswith("option "))) > place
    first = lines[place + 1].split()
    assert first[0] == "--set"
    assert advisor("consult", "we sort 500 support mails a day", *ON, *first[:2]).returncode == 0


@pytest.mark.parametrize(
    ("written", "number"), [("3k", "3000"), ("1.5M", "1500000"), ("$2k", "2000"), ("1,200", "1200")]
)
def test_a_number_is_set_as_people_write_it(written: str, number: str) -> None:
    runs = [
        advisor("recommend", *ON, "--set", f"requests_per_month={one}", "--json").stdout
        for one in (written, number)
    ]
    assert runs[0] == runs[1]
    assert json.loads(runs[0])["given"]["requests_per_month"]


def test_one_of_a_unit_is_singular() -> None:
    said = advisor("consult", "we sort mail and launch in 1 day", *ON).stdout
    assert "1 day  (" in said


@pytest.mark.parametrize("words", ["asdf qwer", "What is the weather in Paris?"])
def test_words_that_tell_nothing_are_asked_again_and_not_advised(words: str) -> None:
    run = advisor("consult", words, *ON)
    told = json.loads(advisor("consult", words, *ON, "--json").stdout)

    assert (run.returncode, run.stdout) == (2, "")
    assert "I read nothing of a use case" in run.stderr
    assert (told["facts"], told["approach"]) == ({}, "prompt")  # a program sees what it rests on
    assert advisor("consult", words, *ON, "--set", "gap=knowledge").returncode == 0


def test_a_task_without_a_fact_leads_on_to_the_first_question() -> None:
    run = advisor("consult", "we answer tickets", *ON)

    assert run.returncode == 0
    assert "I take “answer tickets” for the task." in run.stdout
    assert "Next question: " in run.stdout


def test_what_no_fact_has_a_place_for_is_named_and_a_foreign_budget_counts_as_unknown() -> None:
    said = "Budget 3000 Euro, 12 languages, 400 pdfs"

    shown = " ".join(advisor("consult", said, *ON).stdout.split())
    assert "I could not place: 12 languages, 400 pdfs." in shown
    assert "Until then I take budget to build it as unknown." in shown
    read = json.loads(advisor("consult", said, *ON, "--json").stdout)
    assert read["unplaced"] == ["12 languages", "400 pdfs"]
