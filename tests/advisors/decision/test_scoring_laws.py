"""Laws of scoring: what holds for the scores whatever the facts are."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import WSM

from advisors import Facts
from advisors.race import start_race
from advisors.rulebook import compile_rules
from advisors.rules import Rule
from advisors.scoring import add_points, compare, find_radius, rank
from tests.advisors.decision.given import (
    BOOK,
    CATALOGUE,
    LEVELS,
    NAMES,
    facts_drawn,
    levels_drawn,
    race_for,
    with_columns,
)
from tests.benchmarks.decision.recommending import recommend

quick = settings(max_examples=40, deadline=None)


@quick
@given(facts_drawn())
def test_contributions_sum_to_the_margin_exactly(facts: Facts) -> None:
    advice = recommend(facts, catalogue=CATALOGUE)
    scores = {option.approach: option.score for option in advice.options}
    total = sum((reason.contribution for reason in advice.reasons), Fraction(0))

    assert advice.margin == total
    assert advice.runner_up is not None
    assert total == scores[advice.approach] - scores[advice.runner_up]


@quick
@given(facts_drawn())
def test_the_radius_is_the_largest_error_of_all_weights_that_changes_nothing(facts: Facts) -> None:
    race = race_for(facts)
    first, second = race.ranking()[:2]
    parts = [part.contribution for part in compare(BOOK, race.levels, first, second)]
    radius = find_radius(parts)

    def worst(error: Fraction) -> Fraction:
        return sum((part * (1 - error if part > 0 else 1 + error) for part in parts), Fraction(0))

    assert worst(radius) >= 0
    assert worst(radius * Fraction(999, 1000)) >= 0
    assert radius == 1 or worst(radius + Fraction(1, 1000)) < 0


@quick
@given(levels_drawn, st.sampled_from(BOOK.rules))
def test_each_rule_works_in_its_stated_direction(levels: Mapping[str, str], rule: Rule) -> None:
    steps = [{**levels, rule.fact: row[0]} for row in rule.rows]
    alone = compile_rules(replace(BOOK, rules=(rule,)))
    for before, after in pairwise(add_points(alone, step) for step in steps):
        gains: dict[str, int] = {name: after[i] - before[i] for i, name in enumerate(NAMES)}
        least = min(gains[name] for name in rule.favours)

        assert all(gain <= least for name, gain in gains.items() if name not in rule.favours)


ORDERED = [rule for rule in BOOK.rules if rule.fact != "gap"]


@pytest.mark.parametrize("rule", ORDERED, ids=lambda rule: rule.id)
def test_directions_follow_the_order_of_the_levels(rule: Rule) -> None:
    named = [level for row in rule.rows for level in row]

    assert named == LEVELS[rule.fact]


@quick
@given(levels_drawn, st.lists(st.sampled_from(range(4)), min_size=1, max_size=6))
def test_other_options_never_reorder_the_rest(
    levels: Mapping[str, str], columns: list[int]
) -> None:
    whole = rank(add_points(BOOK, levels), range(4))
    part = with_columns(columns)
    order = rank(add_points(part, levels), range(len(columns)))
    seen = list(dict.fromkeys(columns[place] for place in order))
    points = add_points(BOOK, levels)

    ties = len(set(points)) < len(points)
    assert ties or seen == [index for index in whole if index in columns]


@quick
@given(levels_drawn)
def test_an_option_better_everywhere_is_never_behind(levels: Mapping[str, str]) -> None:
    points = add_points(BOOK, levels)
    for first in range(4):
        for second in range(4):
            rows = [rule.values[levels[rule.fact]] for rule in BOOK.at(levels).rules]
            if all(row[first] >= row[second] for row in rows):
                assert points[first] >= points[second]


@quick
@given(facts_drawn())
def test_lifting_every_gate_lowers_no_option(facts: Facts) -> None:
    race = race_for(facts)
    free = start_race(BOOK, (), race.levels, in_paper=False)

    assert free.points == race.points
    assert free.points[free.winner()] >= race.points[race.winner()]


@quick
@given(levels_drawn)
def test_a_weighted_sum_of_another_library_agrees(levels: Mapping[str, str]) -> None:
    rows = [rule.values[levels[rule.fact]] for rule in BOOK.at(levels).rules]
    matrix = np.array(rows, dtype=float).T
    weights = np.array([float(rule.weight) for rule in BOOK.at(levels).rules])
    method = WSM(normalization_function=lambda column, cost=False: column)  # noqa: ARG005  (pymcdm calls it so)
    oracle = method(matrix, weights / weights.sum(), np.ones(len(rows)))
    ours = [float(Fraction(points, BOOK.whole)) for points in add_points(BOOK, levels)]

    assert np.allclose(oracle, ours)


@quick
@given(levels_drawn, st.integers(min_value=2, max_value=9))
def test_only_the_proportion_of_weights_counts(levels: Mapping[str, str], factor: int) -> None:
    rules = tuple(replace(rule, weight=rule.weight * factor) for rule in BOOK.rules)
    scaled = compile_rules(replace(BOOK, rules=rules))
    ours = [Fraction(points, BOOK.whole) for points in add_points(BOOK, levels)]

    assert ours == [Fraction(points, scaled.whole) for points in add_points(scaled, levels)]
