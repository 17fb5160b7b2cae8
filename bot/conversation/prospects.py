"""Prospects: what each answer of a question would do to the recommendation."""

from advisors import AdvisorError
from advisors.advice import Advice, Choice, Question
from bot.conversation import wording
from bot.conversation.desk import Desk
from bot.conversation.state import State
from bot.figures import dollars, priced, verdict


def tell_prospects(state: State, question: Question, desk: Desk) -> tuple[str, str]:
    """Return where the recommendation stands, and below it what each answer would make of it.

    Everything else stays as it is known or assumed now.
    """
    now = desk.advise(state.facts)
    thens = [_advise(state, question.fact, choice, desk) for choice in question.choices]
    moves = any(isinstance(then, Advice) and _chosen(then) != _chosen(now) for then in thens)
    first = wording.PROSPECTS if moves else wording.PROSPECTS_SAME
    meanings = {level.value: level.meaning for level in desk.definition(question.fact).levels}
    lines = (
        f"• {choice.label} → {_told(then)}. {meanings.get(str(choice.value), '')}".rstrip()
        for choice, then in zip(question.choices, thens, strict=True)
    )
    return first.format(verdict=verdict(now)), "\n".join(lines)


def _advise(state: State, fact: str, choice: Choice, desk: Desk) -> Advice | AdvisorError:
    try:
        return desk.advise(state.facts.changed({fact: choice.value}))
    except AdvisorError as error:
        return error


def _chosen(advice: Advice) -> tuple[str, str]:
    return advice.approach, advice.technique


def _told(then: Advice | AdvisorError) -> str:
    if isinstance(then, AdvisorError):
        return str(then).rstrip(".")
    cost = priced(then)
    year = wording.PROSPECT_YEAR.format(cost=dollars(cost.twelve_months.likely)) if cost else ""
    return verdict(then) + year
