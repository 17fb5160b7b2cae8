"""Forms: modals for people who prefer one form to a dialogue; errors stand at their fields."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from advisors.facts import FactDefinition, FactValue
from bot.blocks import limits
from bot.blocks.asking import number_input
from bot.blocks.parts import (
    Block,
    Rendered,
    actions,
    button,
    header,
    option,
    plain,
    quoted,
    select,
    small,
)
from bot.blocks.text import escape
from bot.conversation.forms import EditForm, FeedbackForm, FieldGroup, TextForm

_TEXT_TITLES: Final = {"start": "Ask the advisor", "what-if": "What if…"}
_TEXT_LABELS: Final = {
    "start": "What should the model do?",
    "what-if": "What would be different?",
}
_TEXT_EXAMPLES: Final = {
    "start": "We answer 50k support tickets a month, ~95% must be right, and have 3,000 solved ones",
    "what-if": "ten times the volume, and no labelled examples",
}


def edit(form: EditForm) -> Rendered:
    """Render the form with one field a fact and the values known so far."""
    problems = dict(form.problems)
    fields = _fields(form.groups, dict(form.values), problems)
    warning = quoted(problems[""]) if problems.get("") else []
    title = "Change a fact" if form.focus else "Edit everything"
    name = "edit-one" if form.focus else "edit"
    assumed = [small(f"Assumed until you say: {form.assumed}.")] if form.assumed else []
    blocks = [*warning, *fields, *assumed, *_offer("edit", form)]
    return _modal(name, title, "Save", blocks)


def text_form(form: TextForm) -> Rendered:
    """Render one box for words, and below it the facts where one form should hold all."""
    problems = dict(form.problems)
    box: Block = {
        "type": "input",
        "block_id": "text",
        "label": plain(_TEXT_LABELS[form.form], limits.INPUT_LABEL),
        "element": {
            "type": "plain_text_input",
            "action_id": "text",
            "multiline": True,
            "max_length": limits.TEXT_INPUT,
            "placeholder": plain(_TEXT_EXAMPLES[form.form], limits.PLACEHOLDER),
        },
        "optional": bool(form.groups),
    }
    if form.text.strip():
        box["element"]["initial_value"] = form.text[: limits.TEXT_INPUT]
    warning = quoted(problems["text"]) if problems.get("text") else []
    fields = _fields(form.groups, {}, problems)
    hint = [small("Everything below may stay empty; I ask for what matters.")] if fields else []
    title = _TEXT_TITLES[form.form]
    blocks = [*warning, box, *hint, *fields, *_offer("start", form)]
    return _modal(form.form, title, "Go on", blocks)


def feedback(form: FeedbackForm) -> Rendered:
    """Render the box for a reason."""
    asked = "What was helpful?" if form.helpful else "What was missing or wrong?"
    box = {
        "type": "input",
        "block_id": "reason",
        "label": plain(asked, limits.INPUT_LABEL),
        "element": {
            "type": "plain_text_input",
            "action_id": "reason",
            "multiline": True,
            "max_length": limits.TEXT_INPUT,
        },
        "optional": True,
    }
    return _modal("feedback", "Tell us more", "Send", [box])


def _fields(
    groups: Iterable[FieldGroup], values: Mapping[str, FactValue], problems: Mapping[str, str]
) -> list[Block]:
    """Return the fields of each group under its title."""
    blocks: list[Block] = []
    for group in groups:
        blocks += [header(group.title)] if group.title else []
        blocks += [
            field(one, values.get(one.name), problems.get(one.name, ""))
            for one in group.definitions
        ]
    return blocks


def _offer(name: str, form: EditForm | TextForm) -> list[Block]:
    """Return the button that shows the next group of fields; what is filled in stays."""
    if not form.more:
        return []
    return actions([button(form.more, "more", name, str(form.level + 1), form.version)])


def field(definition: FactDefinition, value: FactValue | None, problem: str = "") -> Block:
    """Return the field of one fact; its block id is the fact, so that errors find it."""
    hint = problem or f"{definition.why} Example: {_example(definition)}"
    said = definition.unit.lower() in definition.label.lower()
    unit = "" if said else f" ({definition.unit})"
    return {
        "type": "input",
        "block_id": definition.name,
        "label": plain(f"{definition.label}{unit}", limits.INPUT_LABEL),
        "hint": plain(hint, limits.INPUT_HINT),
        "element": _element(definition, value),
        "optional": True,
    }


def _example(definition: FactDefinition) -> str:
    """Return what a field takes: a number's takes digits alone, and words belong in the dialogue."""
    if definition.kind == "number" and definition.choices:
        return f"{definition.choices[0]:f}."
    return definition.example


def _element(definition: FactDefinition, value: FactValue | None) -> Block:
    match definition.kind:
        case "number":
            number = number_input(definition, definition.name)
            given = {"initial_value": format(value, "f")} if isinstance(value, Decimal) else {}
            return {**number, **given}
        case "level":
            return _select(definition, value)
        case "name":
            given = {"initial_value": str(value)} if value else {}
            return {"type": "plain_text_input", "action_id": definition.name, **given}


def _select(definition: FactDefinition, value: FactValue | None) -> Block:
    options = {level.value: option(level.label, level.value) for level in definition.levels}
    menu = select(definition.name, "Not known", list(options.values()))
    chosen = options.get(str(value)) if value is not None else None
    return {**menu, "initial_option": chosen} if chosen else menu


def _modal(name: str, title: str, submit: str, blocks: list[Block]) -> Rendered:
    view: Block = {
        "type": "modal",
        "callback_id": name,
        "title": plain(title, limits.VIEW_TITLE),
        "submit": plain(submit, limits.VIEW_BUTTON),
        "close": plain("Cancel", limits.VIEW_BUTTON),
        "blocks": blocks,
    }
    return Rendered(escape(title), (), view)
