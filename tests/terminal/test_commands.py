"""The `advisor` command as people and programs meet it: real processes, real exit codes."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.store import lock_folder
from tests.terminal.program import ON, ROOT, advisor, recommended


def test_a_recommendation_has_every_field_that_programs_rely_on() -> None:
    answer = recommended("--set", "gap=knowledge", "--set", "requests_per_month=50000")

    assert set(answer) >= {
        "schema",
        "as_of",
        "rules_version",
        "catalogue_version",
        "approach",
        "technique",
        "confidence",
        "robustness",
        "acceptability",
        "options",
        "reasons",
        "flips",
        "assumed",
        "next_question",
        "plan",
        "cost",
    }
    assert answer["schema"] == 1
    assert {option["approach"] for option in answer["options"]} == {
        "prompt",
        "rag",
        "fine-tune",
        "hybrid",
    }
    assert set(answer["cost"]) >= {
        "currency",
        "prices_as_of",
        "options",
        "break_even_requests_per_month",
        "break_even_reason",
        "events",
        "not_priced",
    }


def test_contributions_sum_to_the_margin_between_the_first_two_options() -> None:
    answer = recommended("--set", "gap=knowledge", "--set", "domain=expert")
    scores = sorted((one["score"] for one in answer["options"] if not one["gated"]), reverse=True)
    total = sum(reason["contribution"] for reason in answer["reasons"])

    assert total == pytest.approx(scores[0] - scores[1], abs=1e-6)


def test_facts_from_a_file_and_from_options_give_the_same_bytes() -> None:
    by_option = advisor(
        "recommend", *ON, "--set", "gap=both", "--set", "labelled_examples=500", "--json"
    )
    by_input = advisor(
        *("recommend", *ON, "--facts", "-", "--json"),
        given='{"labelled_examples": 500, "gap": "both"}',
    )

    assert by_option.stdout == by_input.stdout


def test_a_model_that_stops_within_a_month_is_not_worth_training() -> None:
    facts = ("provider=openai", "openai_tuning_customer=yes", "labelled_examples=3000")
    words = [part for fact in facts for part in ("--set", fact)]
    run = advisor("recommend", "--as-of", "2027-01-06", *words, "--json")
    gates = {one["approach"]: one["gated"] for one in json.loads(run.stdout)["options"]}

    assert "2027-01-14" in gates["fine-tune"]["reason"]
    assert gates["prompt"] is None


def test_a_past_recommendation_is_reproduced_from_what_it_printed() -> None:
    said = "A chatbot on our ward: nurses ask it about protocols, which change every month or so."
    past = advisor("consult", said, *ON, "--two-option", "--json").stdout
    again = json.loads(advisor("recommend", "--facts", "-", "--json", given=past).stdout)
    before = json.loads(past)
    told = ("facts", "suggested", "problems", "unplaced", "conflicts")
    read = {name: before.pop(name) for name in told}

    assert before == again
    assert again["presumed"] == {n: one["value"] for n, one in read["suggested"].items()} != {}


def test_a_recommendation_of_other_rules_is_not_passed_off_as_reproduced() -> None:
    past = {**recommended("--set", "gap=both"), "rules_version": "2025-01-01.0000000000"}
    run = advisor("recommend", "--facts", "-", given=json.dumps(past))

    assert run.returncode == 2
    assert "made with rules_version 2025-01-01.0000000000" in run.stderr


def test_a_skipped_fact_is_assumed_and_not_asked() -> None:
    asked = recommended()["next_question"]["fact"]
    again = recommended("--skip", asked)

    assert again["next_question"] is None or again["next_question"]["fact"] != asked


@pytest.mark.parametrize(
    ("told", "closing"),
    [
        (("--set", "gap=behaviour"), "Nothing you could still tell me"),
        ((), "I stop asking: "),
    ],
)
def test_the_terminal_claims_no_more_certainty_than_the_open_answers_leave(
    told: tuple[str, ...], closing: str
) -> None:
    text = (
        "We classify product reviews. Prompts got stuck, we have 60,000 labelled reviews "
        "and 2 million requests a month."
    )
    answer = json.loads(advisor("consult", text, *told, *ON, "--json").stdout)

    assert answer["next_question"] is None
    assert (float(answer["acceptability"]) == 1) is bool(told)
    assert closing in advisor("consult", text, *told, *ON).stdout


@pytest.mark.parametrize(
    ("text", "approach"),
    [
        ("A chatbot for technical support, full of technical jargon and complex queries", "tune"),
        ("General customer service with everyday questions that keep changing", "prompt"),
        ("Legal and medical document analysis where accuracy is critical", "tune"),
        ("Creative, varied marketing content with as little setup as possible", "prompt"),
    ],
)
def test_the_papers_scenarios_come_out_as_the_paper_says(text: str, approach: str) -> None:
    run = advisor("consult", text, *ON, "--two-option", "--json")
    answer = json.loads(run.stdout)

    assert answer["approach"] == ("fine-tune" if approach == "tune" else "prompt")
    for found in answer["facts"].values():
        assert found["evidence"] in text


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (("recommend", "--set", "gap=everything"), "", "knowledge, behaviour, both"),
        (("recommend", "--set", "colour=red"), "", "accuracy"),
        (("recommend", "--set", "requests_per_month=-4"), "", "requests_per_month"),
        (("recommend", "--set", "accuracy"), "", "--set accuracy=high"),
        (("recommend", "--skip", "colour"), "", "colour"),
        (("recommend", "--set", "cache_hit_rate=70"), "", "from 0 to 1"),
        (("recommend", "--set", "training_runs=0"), "", "from 1"),
        (("recommend", "--set", "hours_per_month=0"), "", "from 1"),
        (("recommend", "--facts", "no-such-file.json"), "", "cannot be read"),
        (("recommend", "--facts", "-"), "[1, 2]", "not an object"),
        (("recommend", "--facts", "-"), '{"accuracy": NaN}', "NaN"),
        (("recommend", "--facts", "-"), '{"gap": "both", "gap": "none"}', "twice"),
        (("recommend", "--as-of", "tomorrow"), "", "YYYY-MM-DD"),
        (("recommend", "--set", "provider=opnai"), "", "openai"),
        (("lint-blocks", "-"), "not json", "valid JSON"),
        (("lint-blocks", "-"), "", "valid JSON"),
        (("lint-blocks", "-"), "[" * 100_000, "valid JSON"),
        (("lint-blocks", "no-such-file.json"), "", "cannot be read"),
        (("explode",), "", "explode"),
        (("consult", "  "), "", "no words in the use case"),
        (("consult", "🙂🙂"), "", "no words in the use case"),
        (("ask", ""), "", "no words in the question"),
        (("demo", "--port", "99999"), "", "65535"),
    ],
)
def test_wrong_use_exits_two_and_says_what_to_do(
    words: tuple[str, ...], given: str, said: str
) -> None:
    run = advisor(*words, given=given)

    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_linting_names_the_path_of_a_fault_and_exits_one() -> None:
    bad = json.dumps([{"type": "section"}, {"type": "header", "text": {"type": "mrkdwn"}}])
    good = json.dumps([{"type": "section", "text": {"type": "mrkdwn", "text": "Hi"}}])
    run = advisor("lint-blocks", "-", given=bad)

    assert run.returncode == 1
    assert "blocks[0]: a section needs text or fields" in run.stdout
    assert advisor("lint-blocks", "-", given=good).returncode == 0


def test_linting_takes_several_files_and_says_which_holds_the_fault(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text('{"text": "Hi"}', "utf-8")
    bad.write_text('[{"type": "divider", "\\ud800": 1}]', "utf-8")  # half a surrogate pair
    run = advisor("lint-blocks", str(good), str(bad))

    assert run.returncode == 1
    assert run.stdout == f"{bad}: blocks[0].\\ud800: \\ud800 is not a field here\n"


def test_a_question_is_answered_with_quotes_that_stand_in_the_guidance(tmp_path: Path) -> None:
    run = advisor("ask", "what is the initial investment?", "--json", data=tmp_path)
    answer = json.loads(run.stdout)
    guidance = "".join(
        path.read_text("utf-8") for path in (ROOT / "knowledge/guidance").glob("*.md")
    )

    assert (answer["grounded"], answer["direct"]) == (True, True)
    assert all(one["quote"] in guidance for one in answer["citations"])


def test_the_manifest_is_json_and_names_both_commands() -> None:
    manifest = json.loads(advisor("manifest", "--url", "https://advisor.example.com").stdout)
    commands = {one["command"] for one in manifest["features"]["slash_commands"]}

    assert commands == {"/advise", "/advise-admin"}


@pytest.mark.parametrize(
    "given", [("--url", "http://advisor.example.com"), ("--socket", "--url", "https://a.example")]
)
def test_a_manifest_that_slack_would_refuse_is_not_printed(given: tuple[str, ...]) -> None:
    run = advisor("manifest", *given)
    assert (run.returncode, run.stdout) == (2, "")
    assert "https" in run.stderr or "exclude" in run.stderr


def test_serving_without_a_token_says_which_variable_is_missing(tmp_path: Path) -> None:
    run = advisor("serve", data=tmp_path)

    assert run.returncode == 1
    assert "SLACK_BOT_TOKEN" in run.stderr


def test_a_backup_overwrites_no_older_one_unless_told_to(tmp_path: Path) -> None:
    kept = tmp_path / "monday.backup"
    kept.write_text("what Monday was like")
    refused = advisor("backup", str(kept), data=tmp_path)

    assert (refused.returncode, "--force" in refused.stderr) == (2, True)
    assert kept.read_text() == "what Monday was like"


def test_the_version_is_that_of_the_package() -> None:
    assert advisor("--version").stdout == f"advisor {version('tune-or-prompt')}\n"


def test_a_data_folder_that_cannot_be_made_names_the_variable() -> None:
    run = advisor("ask", "what is retrieval?", data=Path("/dev/null/nowhere"))

    assert run.returncode == 1
    assert "ADVISOR_DATA_DIR" in run.stderr
    assert "Traceback" not in run.stderr


def test_beside_a_running_bot_the_knowledge_base_can_be_looked_at(tmp_path: Path) -> None:
    with lock_folder(tmp_path):  # as a serving process holds it
        run = advisor("kb", "status", "--json", data=tmp_path)

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["documents"] > 0
