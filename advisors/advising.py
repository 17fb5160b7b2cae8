"""Advising: facts, a day and the catalogue in, one complete advice out."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Protocol

from advisors.advice import Advice, Assumption, OptionScore
from advisors.catalogue import Catalogue
from advisors.costs import estimate, for_approach
from advisors.costs.offers import WORDS
from advisors.estimate import Estimate
from advisors.explanation import find_reasons
from advisors.facts import FactDefinition, Facts
from advisors.flips import find_flips
from advisors.gates import find_gates, gates_on
from advisors.levels import find_levels
from advisors.plan import make_notes, make_plan
from advisors.questions import Doubt, find_doubt, list_questions, word_question
from advisors.race import Race, start_race
from advisors.reading import show_value
from advisors.rules import Judgement, TechniqueRule
from advisors.scoring import explain_confidence, find_confidence, find_radius
from advisors.techniques import choose_technique

PRESUMED = "Your words suggest it without saying so."


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the facts, the day, the files, and the world to choose in."""

    facts: Facts
    on: date
    catalogue: Catalogue
    two_option: bool


def advise(facts: Facts, *, on: date, catalogue: Catalogue, two_option: bool = False) -> Advice:
    """Recommend an approach and a technique.

    Args:
        facts: What is known, and what nobody knows.
        on: The day of the advice: prices and availability are taken on it.
        catalogue: The data that decides and prices.
        two_option: Choose between prompt and fine-tune only, as the source paper does.

    Returns:
        The advice; the same facts, day and files give the same bytes.

    Raises:
        PriceError: When no price can be stated for what was asked.
    """
    return decide(Request(facts, on, catalogue, two_option), estimate)


def line_up(request: Request) -> Race:
    """Line up the options for the facts of a request on its day."""
    catalogue, facts = request.catalogue, request.facts
    levels = find_levels(facts, catalogue.facts, catalogue.rulebook.scales)
    gates = gates_on(catalogue, facts, request.on)
    race = start_race(catalogue.rulebook, gates, levels, in_paper=request.two_option)
    return replace(race, presumed={name: levels[name] for name in facts.presumed if name in levels})


class Pricing(Protocol):
    """What says the cost of every option."""

    def __call__(self, facts: Facts, *, on: date, catalogue: Catalogue) -> Estimate:
        """Return it."""


def decide(request: Request, price: Pricing) -> Advice:
    """Decide, and let `price` (called like `estimate`) say what it costs.

    The price never enters the decision, so that a price list cannot move a score unseen.
    """
    facts, on, catalogue = request.facts, request.on, request.catalogue
    race = line_up(request)
    doubt = find_doubt(race, facts)
    questions = list_questions(race, doubt)
    ranking = race.ranking()
    approach = race.approach(ranking[0])
    technique = choose_technique(race.book, approach, race.levels)
    reasons = find_reasons(race, facts)
    alone = len(ranking) == 1
    radius = Fraction(1) if alone else find_radius([each.contribution for each in reasons])
    return Advice(
        as_of=on,
        rules_version=catalogue.rules_version,
        catalogue_version=catalogue.version,
        two_option=request.two_option,
        facts=facts,
        approach=approach,
        technique=technique.technique,
        technique_because=_because(technique, facts, catalogue),
        confidence=find_confidence(radius, doubt.sureness, race.book.judgement),
        robustness=radius,
        acceptability=doubt.acceptability,
        confidence_because=_how_sure(radius, doubt, race.book.judgement),
        margin=sum((each.contribution for each in reasons), Fraction(0)),
        runner_up=None if alone else race.approach(ranking[1]),
        options=_score(race),
        reasons=reasons,
        flips=find_flips(race, facts, catalogue),
        assumed=_list_assumptions(facts, catalogue),
        next_question=word_question(*questions[0], catalogue) if questions else None,
        questions_left=len(questions),
        plan=make_plan(race.book, approach, technique.technique, race.levels),
        notes=make_notes(race.book, approach, race.levels),
        cost=for_approach(price(facts, on=on, catalogue=catalogue), approach),
    )


def _how_sure(radius: Fraction, doubt: Doubt, judgement: Judgement) -> str:
    """Say how sure it is, and what would win more often if what is unknown turned out otherwise."""
    told = explain_confidence(radius, doubt.sureness, judgement)
    if doubt.likelier is None:
        return told
    approach, share = doubt.likelier
    return (
        f"{told} Over all that is unknown, {WORDS[approach]} wins more often, in {int(share * 100)} %: "
        "what is assumed or suggested decides against it, so check that first."
    )


def _because(technique: TechniqueRule, facts: Facts, catalogue: Catalogue) -> str:
    """Return why this technique; say so where what it rests on was not stated."""
    fact = catalogue.facts.get(technique.rests_on)
    made = None if fact is None or fact.name in facts.values else _assume(fact, facts)
    if fact is None or made is None:
        return technique.reason
    assumed = show_value(fact, made.value)
    return f"{technique.reason} No number was stated: this assumes {assumed}, to be collected where there are none."


def _score(race: Race) -> tuple[OptionScore, ...]:
    """Return the open options by score, then the closed ones with their gates."""
    gates = find_gates(race.gates, race.levels)
    order = race.ranking()
    order += sorted((i for i in race.options if i not in order), key=lambda i: -race.points[i])
    return tuple(
        OptionScore(
            race.approach(index),
            Fraction(race.points[index], race.book.whole),
            gates.get(race.approach(index), ()),
        )
        for index in order
    )


def _list_assumptions(facts: Facts, catalogue: Catalogue) -> tuple[Assumption, ...]:
    """Return what the rules had to assume; the estimate states its own assumptions."""
    scales = catalogue.rulebook.scales
    read = {*scales, *(name for scale in scales.values() for name in scale.times)}
    open_facts = [one for name, one in catalogue.facts.items() if name in read]
    return tuple(
        made
        for one in open_facts
        if one.name not in facts.values and (made := _assume(one, facts)) is not None
    )


def _assume(one: FactDefinition, facts: Facts) -> Assumption | None:
    presumed = facts.presumed.get(one.name)
    if presumed is not None:
        return Assumption(one.name, presumed, PRESUMED)
    return None if one.assumed is None else Assumption(one.name, one.assumed, one.assumed_because)
