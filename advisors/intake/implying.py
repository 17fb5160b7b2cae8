"""Implying: what a description suggests as a whole, beside what its words state."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from advisors.catalogue import Catalogue
from advisors.intake.implications import Implication, blend
from advisors.intake.nouns import FoundFact, Intake
from advisors.intake.scope import Scope
from advisors.intake.sheet import Sheet
from advisors.intake.vocabulary import Vocabulary

TASKS = ("sorting", "extracting", "rewriting", "creating", "asking", "several steps")
"""The signs that tell what is to be done."""
SHORTEST_DESCRIPTION = 12
"""Words. Shorter ones are an answer or an addition: what they suggest is what they mean."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands in the text (the end exclusive)."""

    start: int
    end: int

    def lies_in(self, other: "_Place") -> bool:
        """Tell whether another place holds all of it."""
        return other.start <= self.start and self.end <= other.end


def imply(
    text: str, sheet: Sheet, intake: Intake, catalogue: Catalogue, words: Vocabulary
) -> Intake:
    """Add what a description suggests as a whole; take a short text at its word.

    In a short text only signs suggest more: an addition says nothing of the whole.

    Args:
        text: The description.
        sheet: Its tokens.
        intake: What its words state: that counts more than what follows.
        catalogue: The facts, in their order.
        words: The signs, and what they mean together.
    """
    signs, rules = dict(_find_signs(sheet, words)), words.implications
    if len(sheet.tokens) < SHORTEST_DESCRIPTION:
        every = sorted((*intake.found, *intake.presumed), key=lambda one: one.start)
        intake = replace(intake, found=tuple(every), presumed=())
        rules = tuple(rule for rule in rules if all(name in signs for name, _ in rule.when))
    stated = {one.name: one for one in intake.found}
    presumed = {one.name: one for one in intake.presumed}
    unsure = {one.fact for one in intake.conflicts} | {one.fact for one in intake.problems}
    silent = _find_silent(sheet, words)
    for rule in rules:
        place = _holds(rule, signs, {**presumed, **stated})
        if place is None or rule.fact in unsure or rule.fact in stated:
            continue
        if any(place.lies_in(one) for one in silent.get(rule.fact, ())):
            continue
        before = presumed.get(rule.fact)
        if before is not None and not rule.adds:
            continue
        value = (
            rule.value
            if before is None
            else blend(words.blends, rule.fact, before.value, rule.value)
        )
        if value is not None and rule.fact in catalogue.facts:
            evidence = text[place.start : place.end]
            presumed[rule.fact] = FoundFact(rule.fact, value, evidence, place.start, place.end)
    ordered = sorted(presumed.values(), key=lambda one: one.start)
    places = (signs[name] for name in TASKS if name in signs)
    task = next((text[place.start : place.end] for place in places), "")
    return replace(intake, presumed=tuple(ordered), task=task)


def _find_silent(sheet: Sheet, words: Vocabulary) -> dict[str, list[_Place]]:
    """Return, by fact, the words that are known to say nothing of it."""
    found: dict[str, list[_Place]] = {}
    for wording, reading in words.wordings.possible(sheet.held):
        if reading.void and reading.when == "always":
            for first, last in sheet.find(wording):
                place = _Place(sheet.tokens[first].start, sheet.tokens[last - 1].end)
                found.setdefault(reading.fact, []).append(place)
    return found


def _find_signs(sheet: Sheet, words: Vocabulary) -> Iterator[tuple[str, _Place]]:
    """Yield every sign that is neither denied nor supposed, with the first place where it stands."""
    scope = Scope(sheet, words, supposing=False)
    for sign in words.signs:
        spans = sorted(span for one in sign.phrases for span in sheet.find(one))
        for first, last in spans:
            # "We wonder whether …" supposes nothing: only what a number would be supposed by counts.
            opened = scope.open(first, last, number=True)
            if not opened and not scope.denied(first, last, number=False):
                yield sign.name, _Place(sheet.tokens[first].start, sheet.tokens[last - 1].end)
                break


def _holds(
    rule: Implication, signs: dict[str, _Place], found: dict[str, FoundFact]
) -> _Place | None:
    """Return where the first condition of a rule stands, or None when the rule does not hold.

    A number of none ("no labelled data") is no condition that holds.
    """
    if any(name in signs or name in found for name in rule.unless):
        return None
    places: list[_Place] = []
    for name, values in rule.when:
        fact = found.get(name)
        if name in signs:
            places.append(signs[name])
        elif fact is not None and fact.value and (not values or fact.value in values):
            places.append(_Place(fact.start, fact.end))
        else:
            return None
    return places[0]
