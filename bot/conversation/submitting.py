"""Submitting: what a form leads to; a field that cannot be taken keeps what was typed."""

from dataclasses import replace

from advisors import FactError, FactValue
from bot.conversation import wording
from bot.conversation.desk import Desk
from bot.conversation.fields import WHOLE, edit_form, group_fields
from bot.conversation.forms import TextForm
from bot.conversation.intents import understand
from bot.conversation.pressing import read_choice
from bot.conversation.progress import Step, notice, problem, reply
from bot.conversation.replies import Reply
from bot.conversation.saying import TurnContext, open_case
from bot.conversation.state import Heard, State
from bot.conversation.trying import try_changes
from bot.conversation.turns import Said, Submitted


def take_form(state: State, form: Submitted, at: TurnContext) -> Step:
    """Return what a form leads to."""
    if form.form == "feedback":
        return Step(state, (notice(at.key, wording.THANKS_FEEDBACK, "", "user"),))
    if form.form == "start":
        return _start(state, form, at)
    if not state.opened:
        return Step(state, (problem(at.key, wording.STALE, wording.TELL_ME, "user"),))
    if form.form == "what-if":
        text = dict(form.values).get("text", "")
        return try_changes(state, text, at.key, at.desk, at.reading)
    return _edit(state, form, at)


def problems_in(form: Submitted, desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return what is wrong with the fields of a form, as (field, what to write instead)."""
    read, problems = _read(form, desk)
    said = dict(form.values).get("text", "").strip()
    if form.form == "start" and not (said or read or problems):
        return (("text", wording.TELL_ME),)
    return problems


def _read(form: Submitted, desk: Desk) -> tuple[dict[str, FactValue], tuple[tuple[str, str], ...]]:
    read: dict[str, FactValue] = {}
    problems: list[tuple[str, str]] = []
    for name, text in form.values:
        if not desk.knows(name):
            continue
        try:
            read[name] = read_choice(name, text, desk)
        except FactError as error:
            problems.append((name, f"{error} {error.mend}"))
    return read, tuple(problems)


def _edit(state: State, form: Submitted, at: TurnContext) -> Step:
    read, problems = _read(form, at.desk)
    if problems or form.version != state.version:
        return Step(state, (_again(state, form, read, problems, at),))
    after = state
    for name, value in read.items():
        if value != state.facts.get(name):
            after = after.hearing(Heard(name, "", "chosen"), value)
    if form.form == "edit":
        for name in [name for name in state.facts.values if name not in read]:
            after = after.forgetting(name)
    if after.facts == state.facts:
        return Step(state, (notice(at.key, wording.SAME_FACTS, "", "user"),))
    return Step(after, noted=True)


def _again(
    state: State,
    form: Submitted,
    read: dict[str, FactValue],
    problems: tuple[tuple[str, str], ...],
    at: TurnContext,
) -> Reply:
    """Return the form once more, with what was typed and with what is wrong, field by field."""
    focus = form.values[0][0] if form.form == "edit-one" and form.values else ""
    fresh = edit_form(state, focus, at.desk, WHOLE)
    stale = () if problems else (("", wording.STALE_FORM),)
    values = tuple(sorted({**dict(fresh.values), **read}.items()))
    return reply(at.key, replace(fresh, values=values, problems=problems or stale), "form")


def _start(state: State, form: Submitted, at: TurnContext) -> Step:
    text = dict(form.values).get("text", "")
    read, problems = _read(form, at.desk)
    if problems or not (text.strip() or read):
        missing = problems or (("text", wording.TELL_ME),)
        groups, _ = group_fields(at.desk, WHOLE)
        card = TextForm("start", state.version, text, groups, missing)
        return Step(state, (reply(at.key, card, "form"),))
    met = replace(state, owner=state.owner or at.turn.user, opened=False)
    intent = understand(met, at.turn, Said(text, "shortcut"), at.desk, at.reading)
    step = open_case(met, intent, at)
    after = step.state
    for name, value in read.items():
        after = after.hearing(Heard(name, "", "chosen"), value)
    return Step(after, step.replies)
