"""What a model reads counts only with the person's own words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors import Catalogue, Conflict, Facts, FoundFact, Intake, load_catalogue
from advisors.intake import Problem
from bot.language.merging import merge
from bot.language.proposals import ProposedChange, ProposedFact, Reader, find_words
from tests.language.stage import CASE, TODAY

TEXT = f"{CASE} We may pay about two thousand dollars a month. Latency: we are in no hurry."


def read(catalogue: Catalogue, name: str, value: str, words: str) -> list[FoundFact]:
    reader = Reader(TEXT, TODAY, catalogue)
    return list(reader.facts([ProposedFact(name=name, value=value, words=words)]))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("accuracy", "critical", "a slip would harm patients"),
        ("accuracy", "critical", "A slip would hurt patients"),
        ("accuracy", "critical", ""),
        ("accuracy", "critical", "we"),
        ("accuracy", "critical", "lip would hurt"),
        ("consistency", "perfect", "as if one hand wrote it"),
        ("accuracy", "critical", TEXT + TEXT),
        ("mood", "critical", "a typo would reach the newspapers"),
        ("labelled_examples", "9000", "patients"),
        ("labelled_examples", "NaN", "patients"),
        ("provider", "evilcorp", "for a clinic"),
    ],
)
def test_a_fact_without_the_words_for_it_is_dropped(
    name: str, value: str, words: str, catalogue: Catalogue
) -> None:
    assert read(catalogue, name, value, words) == []


def test_a_level_is_taken_with_its_words_and_their_place(catalogue: Catalogue) -> None:
    (found,) = read(catalogue, "accuracy", "critical", "a typo would reach the newspapers")

    assert (found.name, found.value) == ("accuracy", "critical")
    assert TEXT[found.start : found.end] == found.evidence == "a typo would reach the newspapers"


@pytest.mark.parametrize("claimed", ["50000", "1", "50k", "-4"])
def test_a_number_is_the_one_that_code_reads_from_the_words(
    claimed: str, catalogue: Catalogue
) -> None:
    (found,) = read(catalogue, "requests_per_month", claimed, "50k support tickets a month")

    assert found.value == Decimal(50_000)


def test_a_number_the_rules_cannot_read_must_stand_in_the_words(catalogue: Catalogue) -> None:
    reader = Reader("our prompts run to 700 of those", TODAY, catalogue)
    fact = {"name": "input_tokens", "words": "prompts run to 700 of those"}

    right = list(reader.facts([ProposedFact(value="700", **fact)]))
    wrong = list(reader.facts([ProposedFact(value="7000", **fact)]))

    assert [one.value for one in right] == [Decimal(700)]
    assert all(one.value == Decimal(700) for one in wrong)


def test_rules_and_model_that_differ_are_asked_about(catalogue: Catalogue) -> None:
    rules = Intake((FoundFact("accuracy", "tolerant", "We sort", 0, 7),))
    proposals = read(catalogue, "accuracy", "critical", "a typo would reach the newspapers")

    merged = merge(rules, proposals)

    assert merged.found == ()
    assert [one.fact for one in merged.conflicts] == ["accuracy"]
    assert [one.value for one in merged.conflicts[0].candidates] == ["tolerant", "critical"]


def test_what_the_rules_know_is_not_moved_by_a_number_nearby() -> None:
    rules = Intake((FoundFact("deadline_days", Decimal(30), "a month", 0, 7),))

    merged = merge(rules, [FoundFact("deadline_days", Decimal(31), "month", 2, 7)])

    assert merged == rules


def test_what_the_rules_doubt_or_refuse_stays_so() -> None:
    refused = Problem("budget_monthly_usd", "5 euros", "It is in EUR.", "Convert it.", 7, 14)
    doubted = Conflict("accuracy", (FoundFact("accuracy", "high", "high", 0, 4),))
    rules = Intake(conflicts=(doubted,), problems=(refused,))
    proposals = [
        FoundFact("budget_monthly_usd", Decimal(5), "5 euros", 7, 14),
        FoundFact("accuracy", "critical", "must", 20, 24),
    ]

    assert merge(rules, proposals) == rules


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"change": "multiply", "value": "10", "words": "grew tenfold"}, Decimal(500)),
        ({"change": "multiply", "value": "100", "words": "grew tenfold"}, None),
        ({"change": "multiply", "value": "10", "words": "grew a lot"}, None),
        ({"change": "add", "value": "10", "words": "grew tenfold"}, None),
        ({"change": "multiply", "value": "1e99", "words": "grew tenfold"}, None),
    ],
)
def test_a_supposed_factor_is_the_one_in_the_words(
    change: dict[str, Any], expected: Decimal | None, catalogue: Catalogue
) -> None:
    reader = Reader("suppose demand grew tenfold, or grew a lot", TODAY, catalogue)
    known = Facts({"requests_per_month": Decimal(50)})
    proposed = ProposedChange(name="requests_per_month", **change)

    found = list(reader.changes([proposed], known))

    assert [one.value for one in found] == ([] if expected is None else [expected])


@given(st.text(max_size=80), st.text(max_size=30))
@settings(deadline=None, max_examples=150)
def test_found_words_stand_at_their_place(text: str, words: str) -> None:
    place = find_words(text, words)

    assert place is None or text[place[0] : place[1]] == words.strip()


@given(
    st.lists(
        st.builds(
            ProposedFact,
            name=st.sampled_from(["accuracy", "requests_per_month", "provider", "nonsense"]),
            value=st.one_of(
                st.sampled_from(["high", "critical", "50000", "openai"]), st.text(max_size=10)
            ),
            words=st.one_of(
                st.sampled_from([CASE[:40], CASE[8:37], "patients"]), st.text(max_size=10)
            ),
        ),
        max_size=5,
    )
)
@settings(deadline=None, max_examples=60)
def test_every_fact_that_gets_through_has_the_persons_words(proposed: list[ProposedFact]) -> None:
    catalogue = load_catalogue()
    merged = merge(Intake(), Reader(CASE, TODAY, catalogue).facts(proposed))
    candidates = [one for conflict in merged.conflicts for one in conflict.candidates]

    for one in (*merged.found, *candidates):
        assert CASE[one.start : one.end] == one.evidence
        assert one.name in catalogue.facts
