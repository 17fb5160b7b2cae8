"""Targets: right on documented cases, those held back included, and ahead of simpler ways."""

from collections.abc import Sequence

import pytest

from tests.advisors.decision.given import CATALOGUE
from tests.benchmarks.decision.asking import ask, read_description
from tests.benchmarks.decision.baselines import BASELINES
from tests.benchmarks.decision.cases import Case, read_cases, read_held_back, read_studied
from tests.benchmarks.decision.recommending import recommend

SETS = {
    "developed against": read_cases(CATALOGUE),
    "studied": read_studied(CATALOGUE),
    "held back": read_held_back(CATALOGUE),
}
every_set = pytest.mark.parametrize("cases", SETS.values(), ids=SETS.keys())


def _clear(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.clear]


def _is_right(case: Case, *, asked: bool) -> bool:
    facts = ask(case, CATALOGUE).facts if asked else case.told
    made = recommend(facts, catalogue=CATALOGUE, two_option=case.two_option)
    return made.approach in case.acceptable


@every_set
def test_three_of_four_clear_cases_are_right_from_the_description_alone(
    cases: Sequence[Case],
) -> None:
    clear = _clear(cases)

    assert sum(_is_right(case, asked=False) for case in clear) >= 0.75 * len(clear)


@every_set
def test_nine_of_ten_clear_cases_are_right_after_the_questions(cases: Sequence[Case]) -> None:
    clear = _clear(cases)

    assert sum(_is_right(case, asked=True) for case in clear) >= 0.9 * len(clear)


@pytest.mark.parametrize("name", ["studied", "held back"])
def test_nine_of_ten_come_out_right_from_free_text_and_the_questions(name: str) -> None:
    clear = _clear(SETS[name])
    asked = [ask(case, CATALOGUE, read_description(case, CATALOGUE)) for case in clear]
    made = [
        recommend(each.facts, catalogue=CATALOGUE, two_option=case.two_option)
        for case, each in zip(clear, asked, strict=True)
    ]

    right = sum(one.approach in case.acceptable for case, one in zip(clear, made, strict=True))
    assert right >= 0.9 * len(clear)
    assert sorted(each.questions for each in asked)[len(asked) // 2] <= 3
    assert max(each.questions for each in asked) <= 7


@every_set
def test_half_of_the_users_are_asked_three_questions_or_fewer(cases: Sequence[Case]) -> None:
    counts = sorted(ask(case, CATALOGUE).questions for case in cases)

    assert counts[len(counts) // 2] <= 3


@every_set
@pytest.mark.parametrize("name", sorted(BASELINES))
def test_the_advice_beats_a_simpler_way_to_decide(cases: Sequence[Case], name: str) -> None:
    rule, clear = BASELINES[name], _clear(cases)
    theirs = sum(rule(case.told, two_option=case.two_option) in case.acceptable for case in clear)

    assert sum(_is_right(case, asked=False) for case in clear) > theirs


def test_the_halves_of_the_public_cases_share_nothing() -> None:
    ids = [[case.id for case in SETS[name]] for name in ("studied", "held back")]

    assert not set(ids[0]) & set(ids[1])
    assert sum(map(len, ids)) >= 40
    assert all(case.about and case.technique for name in ("studied",) for case in SETS[name])
