"""Recommendations: the cases on which the advice has to come out one way."""

from fractions import Fraction

import pytest

from advisors import Facts, advice_as_json, explain, read_facts
from tests.advisors.decision.given import CATALOGUE
from tests.benchmarks.decision.asking import ask
from tests.benchmarks.decision.cases import read_cases, read_held_back, read_studied
from tests.benchmarks.decision.recommending import recommend

_STUCK = {"gap": "behaviour", "prompt_state": "plateaued", "labelled_examples": 500}

EVERY_CASE = (*read_cases(CATALOGUE), *read_studied(CATALOGUE), *read_held_back(CATALOGUE))


@pytest.mark.parametrize(
    ("facts", "approach"),
    [
        ({"domain": "specialised", "complexity": "intricate"}, "fine-tune"),
        ({"domain": "general", "complexity": "simple", "task_change": "shifting"}, "prompt"),
        ({"accuracy": "critical", "domain": "expert"}, "fine-tune"),
        ({"variety": "creative", "deadline_days": 14, "budget_one_off_usd": 1000}, "prompt"),
    ],
)
def test_the_papers_four_scenarios_come_out_as_in_its_last_table(
    facts: dict[str, object], approach: str
) -> None:
    advice = recommend(read_facts(facts, (), CATALOGUE), catalogue=CATALOGUE, two_option=True)

    assert advice.approach == approach
    assert {option.approach for option in advice.options} == {"prompt", "fine-tune"}


@pytest.mark.parametrize(
    ("facts", "approach", "technique"),
    [
        ({"gap": "none", "labelled_examples": 0, "complexity": "simple"}, "prompt", "zero-shot"),
        ({"gap": "none", "labelled_examples": 5}, "prompt", "few-shot"),
        ({"gap": "none", "complexity": "intricate"}, "prompt", "multi-step"),
        ({"gap": "none", "variety": "creative"}, "prompt", "manual"),
        ({"gap": "none", "grader": "automatic"}, "prompt", "automated"),
        ({**_STUCK, "variety": "narrow"}, "fine-tune", "supervised"),
        (
            {**_STUCK, "variety": "narrow", "labelled_examples": 0, "grader": "automatic"},
            "fine-tune",
            "reinforcement",
        ),
        (
            {
                **_STUCK,
                "variety": "narrow",
                "labelled_examples": 5,
                "unlabelled_tokens": 2_000_000_000,
            },
            "fine-tune",
            "unsupervised",
        ),
        ({"gap": "knowledge", "citations": "yes"}, "rag", "few-shot"),
        ({**_STUCK, "gap": "both", "citations": "yes"}, "hybrid", "supervised"),
        ({"gap": "knowledge", "document_tokens": 12_000}, "prompt", "few-shot"),
        ({"gap": "knowledge", "document_tokens": 500_000}, "rag", "few-shot"),
        ({"gap": "knowledge", "document_tokens": 12_000, "citations": "yes"}, "rag", "few-shot"),
    ],
)
def test_every_approach_and_technique_is_reached(
    facts: dict[str, object], approach: str, technique: str
) -> None:
    advice = recommend(read_facts(facts, (), CATALOGUE), catalogue=CATALOGUE)

    assert (advice.approach, advice.technique) == (approach, technique)


@pytest.mark.parametrize(
    ("facts", "closed", "rule"),
    [
        ({"labelled_examples": 5}, {"fine-tune", "hybrid"}, "nothing-to-learn-from"),
        ({"deadline_days": 5}, {"fine-tune", "hybrid"}, "too-little-time-to-train"),
        ({"deadline_days": 10}, {"hybrid"}, "too-little-time-for-both"),
        (
            {"gap": "knowledge", "knowledge_change": "daily"},
            {"fine-tune"},
            "knowledge-outruns-training",
        ),
        ({"provider": "openai"}, {"fine-tune", "hybrid"}, "no-training-path"),
        (
            {"provider": "google", "privacy": "own-premises"},
            {"fine-tune", "hybrid"},
            "no-training-path",
        ),
        ({"provider": "unheard-of"}, {"fine-tune", "hybrid"}, "no-training-path"),
    ],
)
def test_a_closed_option_stays_visible_with_its_reason(
    facts: dict[str, object], closed: set[str], rule: str
) -> None:
    advice = recommend(read_facts(facts, (), CATALOGUE), catalogue=CATALOGUE)
    gated = {option.approach: option.gates for option in advice.options if option.gates}

    assert set(gated) == closed
    assert all(gate.reason and gate.lifted_by and gate.source for g in gated.values() for gate in g)
    assert all(rule in {gate.rule for gate in gates} for gates in gated.values())
    assert advice.approach not in gated


def test_a_customer_of_openai_may_still_tune_there() -> None:
    facts = read_facts({"provider": "openai", "openai_tuning_customer": "yes"}, (), CATALOGUE)

    assert not any(option.gates for option in recommend(facts, catalogue=CATALOGUE).options)


def test_when_every_other_option_is_closed_prompting_is_clear() -> None:
    facts = read_facts({**_STUCK, "labelled_examples": 2}, (), CATALOGUE)
    advice = recommend(facts, catalogue=CATALOGUE, two_option=True)

    assert (advice.approach, advice.runner_up, advice.confidence) == ("prompt", None, "clear")
    assert advice.reasons


@pytest.mark.parametrize("case", EVERY_CASE, ids=lambda case: case.id)
def test_no_one_is_asked_more_than_seven_questions(case) -> None:  # type: ignore[no-untyped-def]  # a Case
    assert ask(case, CATALOGUE).questions <= 7
    assert ask(case, CATALOGUE, Facts()).questions <= 7


def test_the_papers_own_cases_come_out_right_after_the_questions() -> None:
    for case in read_cases(CATALOGUE):
        if case.two_option:
            facts = ask(case, CATALOGUE).facts
            advice = recommend(facts, catalogue=CATALOGUE, two_option=True)
            assert advice.approach == case.expected


def test_the_explanation_can_be_added_up_by_hand() -> None:
    advice = recommend(read_facts(_STUCK, (), CATALOGUE), catalogue=CATALOGUE)
    shown = explain(advice, CATALOGUE)
    scores = {option.approach: option.score for option in advice.options}

    assert sum(row.share for row in shown.rows) == 1
    assert dict(zip(shown.options, shown.scores, strict=True)) == scores
    assert shown.margin == sum(row.contribution for row in shown.rows) == advice.margin
    assert shown.radius == advice.robustness
    for row in shown.rows:
        assert row.share == row.weight / shown.weight_sum
        assert row.products == tuple(row.share * value for value in row.values)


def test_json_has_the_keys_other_programs_rely_on() -> None:
    record = advice_as_json(recommend(read_facts(_STUCK, (), CATALOGUE), catalogue=CATALOGUE))

    assert {
        *("schema", "as_of", "rules_version", "catalogue_version", "approach", "technique"),
        *("confidence", "robustness", "acceptability", "options", "reasons", "flips"),
        *("assumed", "next_question", "plan", "cost"),
    } <= set(record)


def test_every_stage_of_a_plan_can_be_measured() -> None:
    for stage in CATALOGUE.rulebook.stages:
        assert any(sign.isdigit() for sign in stage.done_when) or "rounds" in stage.done_when


def test_more_tokens_a_request_count_as_more_volume() -> None:
    few = read_facts({"requests_per_month": 100_000}, (), CATALOGUE)
    long = read_facts(
        {"requests_per_month": 100_000, "input_tokens": 20_000, "output_tokens": 1000},
        (),
        CATALOGUE,
    )

    def tuned(facts: object) -> Fraction:
        advice = recommend(facts, catalogue=CATALOGUE)  # type: ignore[arg-type]  # Facts
        return {option.approach: option.score for option in advice.options}["fine-tune"]

    assert tuned(long) > tuned(few)


def test_a_technique_that_rests_on_assumed_examples_says_so() -> None:
    facts: dict[str, object] = {
        "requests_per_month": "30000000",
        "prompt_state": "plateaued",
        "gap": "behaviour",
    }
    assumed, stated = (
        recommend(read_facts(one, (), CATALOGUE), catalogue=CATALOGUE, two_option=True)
        for one in (facts, {**facts, "labelled_examples": "3000"})
    )

    assert (assumed.technique, stated.technique) == ("supervised", "supervised")
    assert "No number was stated: this assumes 100 examples" in assumed.technique_because
    assert "stated" not in stated.technique_because


def test_a_reason_speaks_of_the_level_its_fact_stands_at() -> None:
    facts = read_facts({**_STUCK, "citations": "no"}, (), CATALOGUE)
    advice = recommend(facts, catalogue=CATALOGUE)
    because = {row.reason for row in explain(advice, CATALOGUE).rows}

    assert any(text.startswith("No facts are missing") for text in because)
    assert any(text.startswith("Nobody has to see a source") for text in because)
