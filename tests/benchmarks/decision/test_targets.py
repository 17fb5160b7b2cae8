"""Targets: the advice beats every simpler way to decide on the documented cases."""

import pytest

from tests.advisors.decision.given import CATALOGUE
from tests.benchmarks.decision.asking import ask
from tests.benchmarks.decision.baselines import BASELINES
from tests.benchmarks.decision.cases import read_cases
from tests.benchmarks.decision.recommending import recommend

CASES = [case for case in read_cases(CATALOGUE) if case.clear]


def _hits() -> tuple[int, int]:
    told = after = 0
    for case in CASES:
        first = recommend(case.told, catalogue=CATALOGUE, two_option=case.two_option)
        facts = ask(case, CATALOGUE).facts
        last = recommend(facts, catalogue=CATALOGUE, two_option=case.two_option)
        told += first.approach in case.acceptable
        after += last.approach in case.acceptable
    return told, after


def test_three_of_four_clear_cases_are_right_from_the_description_alone() -> None:
    assert _hits()[0] >= 0.75 * len(CASES)


@pytest.mark.parametrize("name", sorted(BASELINES))
def test_the_advice_beats_a_simpler_way_to_decide(name: str) -> None:
    rule = BASELINES[name]
    theirs = sum(rule(case.told, two_option=case.two_option) in case.acceptable for case in CASES)

    assert min(_hits()) > theirs
