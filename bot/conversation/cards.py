"""Cards: the standing messages of a consultation, made from its state."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Final
from urllib.parse import urlencode

from advisors.advice import Advice, Choice, Question
from advisors.facts import FactDefinition, FactValue
from advisors.reading import show_value
from bot.comparing import compare_with_prompting
from bot.conversation import wording
from bot.conversation.changes import flip_words
from bot.conversation.desk import Desk
from bot.conversation.replies import (
    DetailsCard,
    FoldedCard,
    QuestionCard,
    RecommendationCard,
    Reply,
    RootCard,
    Understood,
)
from bot.conversation.state import Asked, Clash, Introduction, State
from bot.figures import approach_words, strongest, why_no_question

_FLIPS: Final = 3
_MOVERS: Final = 3


def root(state: State, advice: Advice, desk: Desk) -> Reply:
    """Return the first message: the use case as understood and where the dialogue stands."""
    card = RootCard(
        title=state.title,
        asked_by=state.owner,
        understood=(*understood(state, desk), *suggested(state, desk)),
        status=_status(state, advice),
        version=state.version,
        unplaced=state.unplaced,
    )
    return Reply(card, "root", "channel")


def understood(state: State, desk: Desk) -> tuple[Understood, ...]:
    """Return the known facts in the order of the catalogue, each with its words."""
    return _list_heard(state, desk, state.facts.values)


def suggested(state: State, desk: Desk) -> tuple[Understood, ...]:
    """Return what words only suggest, in the order of the catalogue, each with its words."""
    return _list_heard(state, desk, state.facts.presumed)


def _list_heard(
    state: State, desk: Desk, values: Mapping[str, FactValue]
) -> tuple[Understood, ...]:
    heard = {one.fact: one for one in state.heard}
    return tuple(
        Understood(
            name=name,
            label=definition.label,
            shown=desk.show(name, values[name]),
            evidence=heard[name].evidence,
            origin=heard[name].origin,
        )
        for name, definition in desk.catalogue.facts.items()
        if name in heard and name in values
    )


def _status(state: State, advice: Advice) -> str:
    if state.open is not None:
        left = max(advice.questions_left, 1)
        here = wording.STATUS_OPEN.format(count=wording.count_questions(left))
    else:
        here = wording.STATUS_DONE.format(verdict=approach_words(advice.approach))
    return f"{state.remark} {here[0].upper()}{here[1:]}." if state.remark else here


def question(state: State, asked: Asked, advice: Advice, desk: Desk, problem: str = "") -> Reply:
    """Return the card of the open question."""
    definition = desk.definition(asked.fact)
    card = QuestionCard(
        question=question_of(state, definition, advice),
        definition=definition,
        version=state.version,
        can_go_back=any(one.ending in {"answered", "skipped"} for one in state.asked),
        problem=problem,
    )
    return Reply(card, asked.slot)


def question_of(state: State, definition: FactDefinition, advice: Advice) -> Question:
    """Return the question: a contradiction, the advice's own, or the catalogue's."""
    clash = state.clash
    if clash is not None and clash.fact == definition.name:
        return _clash(clash, definition)
    proposed = advice.next_question
    if proposed is not None and proposed.fact == definition.name:
        return proposed
    offered = tuple(Choice(level.value, level.label) for level in definition.levels)
    numbers = tuple(Choice(number, f"{number:,f}") for number in definition.choices)
    return Question(
        definition.name, definition.question, definition.why, offered or numbers, Fraction(0)
    )


def _clash(clash: Clash, definition: FactDefinition) -> Question:
    choices = tuple(
        Choice(value, f"{show_value(definition, value)} (“{words[: wording.SAID_BACK_SHORT]}”)")
        for value, words in clash.readings
    )
    text = f"{definition.label}: {wording.CONFLICT}"
    return Question(clash.fact, text, wording.CONFLICT_WHY, choices, Fraction(1))


class Fate(Enum):
    """What became of a question that ended without a value."""

    AGAIN = "asked again below"
    ASSUMED = "assumed"
    LATER = "left open"


def standing(state: State, asked: Asked) -> FactValue | Fate:
    """Return what the line of an ended question says: a value, or what became of the question."""
    after = [one.slot for one in state.asked].index(asked.slot) + 1
    if any(one.fact == asked.fact for one in state.asked[after:]):
        return Fate.AGAIN
    value = state.facts.get(asked.fact)
    if value is not None:
        return value
    return Fate.ASSUMED if asked.ending == "skipped" or state.recommended else Fate.LATER


def folded(state: State, asked: Asked, advice: Advice, desk: Desk) -> Reply:
    """Return an ended question in one line."""
    now = standing(state, asked) if asked in state.asked else Fate.LATER
    words = ""
    if now is Fate.ASSUMED:
        assumed = {one.fact: one.value for one in advice.assumed}.get(asked.fact)
        shown = "not known" if assumed is None else f"assumed {desk.show(asked.fact, assumed)}"
    elif isinstance(now, Fate):
        shown = now.value
    else:
        shown = desk.show(asked.fact, now)
        words = {one.fact: one.evidence for one in state.heard}.get(asked.fact, "")
    label = desk.definition(asked.fact).label
    return Reply(FoldedCard(label, shown, asked.fact, state.version, words), asked.slot)


def recommendation(state: State, advice: Advice, desk: Desk, changed: str = "") -> Reply:
    """Return the one message that matters."""
    return Reply(_recommendation(state, advice, desk, changed), advice_slot(state))


def details(state: State, advice: Advice, desk: Desk) -> DetailsCard:
    """Return everything behind the recommendation."""
    return DetailsCard(_recommendation(state, advice, desk))


def _recommendation(
    state: State, advice: Advice, desk: Desk, changed: str = ""
) -> RecommendationCard:
    introduction = state.introduction or Introduction("", "", "")
    fits = introduction.about == about(advice)
    return RecommendationCard(
        title=state.title,
        advice=advice,
        understood=understood(state, desk),
        changed=changed,
        closing=closing(state, advice),
        version=state.version,
        wording=introduction.text if fits else "",
        disclosure=introduction.disclosure if fits else "",
        assumed=assumed(advice, desk),
        movers=movers(advice, desk),
        flips=tuple(flip_words(flip, desk) for flip in advice.flips[:_FLIPS]),
        labels=desk.labels(),
        over_prompting=compare_with_prompting(advice, desk.catalogue),
    )


def about(advice: Advice) -> str:
    """Name a recommendation by its choice and its facts: words for one fit no other."""
    facts = sorted((name, str(value)) for name, value in advice.facts.values.items())
    return f"{advice.approach} {advice.technique} {urlencode(facts)}"


def assumed(advice: Advice, desk: Desk) -> tuple[Understood, ...]:
    """Return what is assumed, in words: what weighs most in the decision first."""
    weights = {one.fact: abs(one.contribution) for one in strongest(advice.reasons)}
    ranked = sorted(advice.assumed, key=lambda one: -weights.get(one.fact, 0))
    return tuple(
        Understood(
            name=one.fact,
            label=desk.definition(one.fact).label,
            shown=desk.show(one.fact, one.value),
            evidence="",
            origin="assumed",
        )
        for one in ranked
        if desk.knows(one.fact)
    )


def movers(advice: Advice, desk: Desk) -> tuple[Understood, ...]:
    """Return the three assumptions that move the total most; the name is "" for one that is no fact."""
    return tuple(
        Understood(one.fact, desk.definition(one.fact).label, one.assumed, "", "assumed")
        if desk.knows(one.fact)
        else Understood("", one.label, one.assumed, "", "assumed")
        for one in advice.cost.movers[:_MOVERS]
    )


def advice_slot(state: State) -> str:
    """Return the slot of the recommendation."""
    return f"{state.prefix}advice"


def closing(state: State, advice: Advice) -> str:
    """Say why no more questions follow."""
    if advice.next_question is None:
        return why_no_question(advice)
    return wording.YOU_STOPPED if state.stopped else ""
