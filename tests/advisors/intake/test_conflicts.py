"""Contradictions, denials, hedges and problems: nothing is chosen, nothing guessed."""

import pytest

from tests.advisors.intake.reading import assert_says, intake

CONFLICTS = [
    ("It must be very accurate, though accuracy doesn't matter.", "accuracy", ["high", "tolerant"]),
    ("100 requests a day. 1 million requests a month.", "requests_per_month", ["3000", "1000000"]),
    ("We have no labelled data. We have 3,000 solved tickets.", "labelled_examples", ["0", "3000"]),
    ("We cite sources. Citations are not needed.", "citations", ["yes", "no"]),
    ("The docs never change. The docs change daily.", "knowledge_change", ["static", "daily"]),
    ("Real time please. An overnight batch.", "latency", ["realtime", "relaxed"]),
]


@pytest.mark.parametrize(("text", "fact", "values"), CONFLICTS)
def test_contradictions_are_shown_and_none_is_chosen(
    text: str, fact: str, values: list[str]
) -> None:
    read = intake(text)
    (conflict,) = read.conflicts

    assert fact not in {one.name for one in read.found}
    assert conflict.fact == fact
    assert [f"{one.value}" for one in conflict.candidates] == values
    assert all(text[one.start : one.end] == one.evidence for one in conflict.candidates)


AGREEING = [
    ("Accuracy must be high. Mistakes are expensive.", "accuracy=critical"),
    ("50k requests a month, so about 2k a day", "requests_per_month=50000"),
    ("GDPR applies. It runs on our own servers.", "privacy=own-premises"),
    ("Legal documents, lots of jargon", "domain=expert"),
    ("People review answers. Unit tests check the format.", "grader=automatic"),
    ("The model doesn't know our products. The tone is wrong.", "gap=both"),
]


@pytest.mark.parametrize(("text", "expected"), AGREEING)
def test_words_that_go_together_make_one_fact(text: str, expected: str) -> None:
    assert_says(text, expected)


SILENT = [
    ("Do we need citations?", "-citations"),
    ("Should we use our own servers?", "-privacy"),
    ("If we had labelled data we would tune.", "-labelled_examples"),
    ("If we had 500 examples we would tune.", "-labelled_examples"),
    ("Maybe we need citations.", "-citations"),
    ("We are not sure whether GDPR applies.", "-privacy"),
    ("Citations would be nice to have.", "-citations"),
    ("Real time would be nice.", "-latency"),
    ("We might need real time later.", "-latency"),
    ("How about citations?", "-citations"),
    ("Our legal department approved the general idea.", "-domain"),
    ("There is no problem with that.", "-gap"),
    ("In general, hello.", "-domain"),
    ("We are a team of five.", "-team -labelled_examples -requests_per_month"),
    ("I like large language models.", "-labelled_examples -gap -domain"),
    ("Thanks for the simple answer!", "-consistency -labelled_examples -privacy"),
]


@pytest.mark.parametrize(("text", "expected"), SILENT)
def test_hedges_questions_and_lone_words_state_nothing(text: str, expected: str) -> None:
    assert_says(text, expected)


DENIALS = [
    ("We don't really need to have any citations.", "citations=no"),
    ("No labelled data and 50k requests a month.", "labelled_examples=0 requests_per_month=50000"),
    ("No jargon but strict JSON.", "domain=general consistency=strict"),
    ("Not real-time, and the docs change weekly.", "latency=relaxed knowledge_change=daily"),
    ("We can't use prompts with 50k requests a month.", "requests_per_month=50000"),
    ("Not only legal documents but medical ones too.", "domain=expert"),
    ("Without citations, GDPR applies.", "citations=no privacy=contract-only"),
    ("Neither citations nor real time.", "citations=no latency=relaxed"),
]


@pytest.mark.parametrize(("text", "expected"), DENIALS)
def test_a_denial_reaches_its_clause_and_no_further(text: str, expected: str) -> None:
    assert_says(text, expected)


PROBLEMS = [
    ("EUR 500/month", "budget_monthly_usd", "EUR", "result with a $"),
    ("We can spend €20k upfront.", "budget_one_off_usd", "EUR", "dollars"),
    ("We have -5 labelled examples.", "labelled_examples", "less than", "0 to"),
    ("9000000000000 requests a day", "requests_per_month", "more than", "0 to"),
    ("It must be ready by yesterday.", "deadline_days", "past", "later day"),
]


@pytest.mark.parametrize(("text", "fact", "what", "mend"), PROBLEMS)
def test_a_problem_says_what_is_wrong_and_what_to_write(
    text: str, fact: str, what: str, mend: str
) -> None:
    read = intake(text)
    (problem,) = read.problems

    assert fact not in {one.name for one in read.found}
    assert problem.fact == fact
    assert what in problem.what
    assert mend in problem.mend
    assert text[problem.start : problem.end] == problem.evidence
