"""Laws of the advice: flips, acceptability, assumptions, questions, determinism."""

import json
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors import Facts, advice_as_json, uncertainty
from advisors.answers import list_open, list_shares
from advisors.levels import value_or_assumed
from advisors.questions import find_doubt
from advisors.race import Race
from advisors.techniques import choose_technique, find_technique_shares
from advisors.uncertainty import find_shares
from tests.advisors.decision.given import (
    BOOK,
    CATALOGUE,
    LEVELS,
    VALUES,
    facts_drawn,
    race_for,
)
from tests.benchmarks.decision.recommending import recommend

quick = settings(max_examples=30, deadline=None)
few = settings(max_examples=12, deadline=None)


@quick
@given(facts_drawn())
def test_a_flip_flips_and_no_part_of_it_does(facts: Facts) -> None:
    advice = recommend(facts, catalogue=CATALOGUE)
    for flip in advice.flips:
        values = {change.fact: change.after for change in flip.changes}
        assert recommend(facts.changed(values), catalogue=CATALOGUE).approach == flip.approach
        if len(values) > 1:
            for name, value in values.items():
                part = recommend(facts.changed({name: value}), catalogue=CATALOGUE)
                assert part.approach == advice.approach


@few
@given(facts_drawn())
def test_no_smaller_number_leads_there(facts: Facts) -> None:
    advice = recommend(facts, catalogue=CATALOGUE)
    for flip in advice.flips:
        for change in flip.changes:
            now = value_or_assumed(change.fact, facts, CATALOGUE.facts)
            if isinstance(now, Decimal) and isinstance(change.after, Decimal):
                nearer = change.after + (1 if now > change.after else -1)
                moved = {one.fact: one.after for one in flip.changes} | {change.fact: nearer}
                there = recommend(facts.changed(moved), catalogue=CATALOGUE).approach
                assert there != flip.approach


@few
@given(facts_drawn())
def test_every_fact_that_flips_alone_is_named(facts: Facts) -> None:
    race = race_for(facts)
    now = race.winner()
    alone = {
        fact
        for fact, levels in LEVELS.items()
        if any(race.winner_with([(fact, level)]) != now for level in levels)
    }
    named = {
        flip.changes[0].fact
        for flip in recommend(facts, catalogue=CATALOGUE).flips
        if len(flip.changes) == 1
    }

    assert named == alone or len(named) >= BOOK.judgement.most_flips // 2


@few
@given(facts_drawn())
def test_two_changes_that_depend_on_each_other_are_found(facts: Facts) -> None:
    race = race_for(facts)
    now = race.winner()
    moves = [("gap", level) for level in LEVELS["gap"]]
    sizes = [(BOOK.hinge, level) for level in LEVELS[BOOK.hinge]]
    quiet = [move for move in (*moves, *sizes) if race.winner_with([move]) == now]
    together = any(
        race.winner_with(pair) != now for pair in product(moves, sizes) if set(pair) <= set(quiet)
    )
    flips = recommend(facts, catalogue=CATALOGUE).flips
    named = [{change.fact for change in flip.changes} for flip in flips]

    assert not together or {"gap", BOOK.hinge} in named or len(named) == BOOK.judgement.most_flips


def _enumerate(race: Race, names: Sequence[str]) -> dict[int, Fraction]:
    """Return the shares with no bound on the states, so that every answer is given."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uncertainty, "MOST_STATES", 10**6)
        return find_shares(race, names)


@few
@given(facts_drawn())
def test_acceptability_is_the_exact_share_of_all_answers(facts: Facts) -> None:
    race = race_for(facts)
    open_facts = list_open(BOOK.scales.values(), (*facts.values, *facts.skipped))
    turning = [fact for fact in open_facts if fact in {"gap", BOOK.hinge}]
    names = [*turning, *(fact for fact in open_facts[-5:] if fact not in turning)][:5]
    won = _enumerate(race, names)
    counted: dict[int, Fraction] = {}
    for levels in product(*(LEVELS[name] for name in names)):
        share = Fraction(1)
        for name, level in zip(names, levels, strict=True):
            shares_of = dict(list_shares(BOOK.scales[name], race.likely(name)))
            share *= Fraction(shares_of[level], sum(shares_of.values()))
        winner = race.winner_with(zip(names, levels, strict=True))
        counted[winner] = counted.get(winner, Fraction(0)) + share

    assert won == counted
    assert sum(counted.values()) == 1


@few
@given(facts_drawn(), st.data())
def test_what_was_decided_early_holds_whatever_else_is_answered(
    facts: Facts, data: st.DataObject
) -> None:
    race = race_for(facts)
    names = find_doubt(race, facts).open_facts[:5]
    won = _enumerate(race, names)
    if len(won) == 1:
        answers = {fact: data.draw(st.sampled_from(LEVELS[fact])) for fact in names}
        assert {race.winner_with(answers.items())} == set(won)


@quick
@given(facts_drawn())
def test_what_wins_more_often_than_the_winner_is_named(facts: Facts) -> None:
    race = race_for(facts)
    shares = find_shares(race, list_open(BOOK.scales.values(), facts.values))
    more = max(shares.values()) > shares.get(race.winner(), 0)
    told = recommend(facts, catalogue=CATALOGUE).confidence_because

    assert ("wins more often" in told) is more


@quick
@given(facts_drawn())
def test_technique_shares_sum_to_one(facts: Facts) -> None:
    race = race_for(facts)
    approach = race.approach(race.winner())
    answers = {fact: list_shares(BOOK.scales[fact]) for fact in find_doubt(race, facts).open_facts}
    shares = find_technique_shares(BOOK, approach, race.levels, answers)

    assert sum(shares.values()) == 1
    assert choose_technique(BOOK, approach, race.levels).technique in shares


@quick
@given(st.fixed_dictionaries({name: st.sampled_from(v) for name, v in sorted(VALUES.items())}))
def test_acceptability_is_one_when_everything_is_known(values: dict[str, str]) -> None:
    advice = recommend(Facts(values), catalogue=CATALOGUE)

    assert advice.acceptability == 1
    assert advice.next_question is None


@quick
@given(facts_drawn(), st.sampled_from(sorted(VALUES)))
def test_saying_what_was_assumed_changes_nothing(facts: Facts, name: str) -> None:
    assumed = facts.presumed.get(name, CATALOGUE.facts[name].assumed)
    if name in facts.values or assumed is None:
        return
    before = recommend(facts, catalogue=CATALOGUE)
    after = recommend(facts.changed({name: assumed}), catalogue=CATALOGUE)

    assert (after.approach, after.technique) == (before.approach, before.technique)
    assert (after.margin, after.robustness) == (before.margin, before.robustness)
    assert [o.score for o in after.options] == [o.score for o in before.options]


@quick
@given(facts_drawn(), st.sampled_from(sorted(VALUES)), st.data())
def test_what_is_presumed_counts_like_what_is_said_until_it_is_known(
    facts: Facts, name: str, data: st.DataObject
) -> None:
    value = data.draw(st.sampled_from(VALUES[name]))
    presumed = recommend(facts.presuming({name: value}), catalogue=CATALOGUE)
    known = name in facts.values
    said = recommend(facts if known else facts.changed({name: value}), catalogue=CATALOGUE)

    assert [o.score for o in presumed.options] == [o.score for o in said.options]
    assert known or name in {one.fact for one in presumed.assumed}


@quick
@given(facts_drawn(), st.sampled_from(sorted(VALUES)))
def test_saying_that_nobody_knows_a_fact_makes_no_advice_surer(facts: Facts, name: str) -> None:
    if name not in facts.values:
        before = recommend(facts, catalogue=CATALOGUE)
        after = recommend(facts.skipping([name]), catalogue=CATALOGUE)
        assert (after.approach, after.confidence) == (before.approach, before.confidence)


@quick
@given(facts_drawn())
def test_known_and_skipped_facts_are_never_asked(facts: Facts) -> None:
    question = recommend(facts, catalogue=CATALOGUE).next_question

    assert question is None or question.fact not in {*facts.values, *facts.skipped}


@few
@given(facts_drawn(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_never_shows(facts: Facts, chance: st.random_module) -> None:  # type: ignore[valid-type]  # a Random
    names = list(facts.values)
    chance.shuffle(names)  # type: ignore[attr-defined]  # a Random
    shuffled = Facts({name: facts.values[name] for name in names}, facts.skipped, facts.presumed)

    assert _bytes(shuffled) == _bytes(facts)


@few
@given(facts_drawn(), st.randoms(use_true_random=False))
def test_no_conversation_asks_more_than_seven_questions(
    facts: Facts,
    chance: st.random_module,  # type: ignore[valid-type]  # a Random
) -> None:
    asked = 0
    while (question := recommend(facts, catalogue=CATALOGUE).next_question) is not None:
        answer = chance.choice([None, *VALUES[question.fact]])  # type: ignore[attr-defined]  # a Random
        name = question.fact
        facts = facts.skipping([name]) if answer is None else facts.changed({name: answer})
        asked += 1

    assert asked <= BOOK.judgement.most_questions


_PROGRAM = """
import json
from datetime import date
from advisors import advice_as_json, advise, load_catalogue, read_facts
catalogue = load_catalogue()
facts = read_facts({"gap": "both", "accuracy": "high", "labelled_examples": 700}, ["team"], catalogue)
print(json.dumps(advice_as_json(advise(facts, on=date(2026, 11, 22), catalogue=catalogue))))
"""


def test_any_hash_seed_and_any_locale_give_the_same_bytes() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("0", "C"), ("1", "tr_TR.UTF-8"), ("4242", "de_DE.UTF-8"))
    }

    assert len(outputs) == 1


def _bytes(facts: Facts) -> bytes:
    return json.dumps(advice_as_json(recommend(facts, catalogue=CATALOGUE))).encode()
