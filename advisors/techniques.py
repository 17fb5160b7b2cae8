"""Techniques: which kind of prompting or tuning an approach takes."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from advisors.advice import Approach, Technique
from advisors.conditions import holds
from advisors.rules import Rulebook, TechniqueRule

_Answers = Mapping[str, tuple[tuple[str, int], ...]]


def choose_technique(
    book: Rulebook, approach: Approach, levels: Mapping[str, str]
) -> TechniqueRule:
    """Return the first rule of an approach whose conditions all hold."""
    return next(rule for rule in _rules(book, approach) if holds(rule.when, levels))


def find_technique_shares(
    book: Rulebook, approach: Approach, levels: Mapping[str, str], open_answers: _Answers
) -> dict[Technique, Fraction]:
    """Return the exact share of answers to the open facts under which each technique is taken.

    Args:
        book: The rulebook.
        approach: The approach whose techniques count.
        levels: The level of every fact.
        open_answers: The answers to each open fact, with how often each is expected.
    """
    answers = {**{fact: ((level, 1),) for fact, level in levels.items()}, **open_answers}
    shares: dict[Technique, Fraction] = {}
    _walk(_rules(book, approach), answers, Fraction(1), shares)
    return shares


def _rules(book: Rulebook, approach: Approach) -> list[TechniqueRule]:
    return [rule for rule in book.techniques if approach in rule.approaches]


def _walk(
    rules: Sequence[TechniqueRule],
    answers: _Answers,
    share: Fraction,
    shares: dict[Technique, Fraction],
) -> None:
    """Follow the rules in order and part the answers where one of them decides."""
    for place, rule in enumerate(rules):
        undecided = _first_undecided(rule, answers)
        if undecided is not None:
            fact, allowed = undecided
            total = sum(count for _, count in answers[fact])
            for inside in (True, False):
                kept = tuple(each for each in answers[fact] if (each[0] in allowed) is inside)
                part = Fraction(sum(count for _, count in kept), total)
                _walk(rules[place:], {**answers, fact: kept}, share * part, shares)
            return
        if all(answers[fact][0][0] in allowed for fact, allowed in rule.when):
            shares[rule.technique] = shares.get(rule.technique, Fraction(0)) + share
            return


def _first_undecided(rule: TechniqueRule, answers: _Answers) -> tuple[str, frozenset[str]] | None:
    found = None
    for fact, allowed in rule.when:
        inside = [level in allowed for level, _ in answers[fact]]
        if not any(inside):
            return None
        if not all(inside) and found is None:
            found = (fact, allowed)
    return found
