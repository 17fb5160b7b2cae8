"""Asking: a question with its answers one click away, and the one line it folds into."""

from decimal import Decimal
from typing import Final

from advisors.facts import FactDefinition
from bot.blocks import limits
from bot.blocks.parts import (
    Block,
    Rendered,
    actions,
    bold,
    button,
    context,
    lines,
    option,
    plain,
    primary,
    rendered,
    sections,
    select,
    small,
)
from bot.blocks.text import escape
from bot.conversation.replies import FoldedCard, QuestionCard
from bot.conversation.verbs import field_id

MOST_BUTTONS: Final = 5
"""More answers than this stand in a menu."""
_TYPED: Final = 200
"""Characters of a number as people write it ("about 2k a day")."""
_DAYS: Final = "days"


def question(card: QuestionCard) -> Rendered:
    """Render one question."""
    asked, fact = card.question, card.question.fact
    problem = f":warning: {escape(card.problem)}" if card.problem else ""
    blocks = [
        *(sections(problem) if problem else []),
        *sections(lines(bold(asked.text), f"_{escape(asked.why)}_" if asked.why else "")),
        *_choices(card),
        *(_number(card) if card.definition.kind == "number" else []),
        context(f"Or answer in words, for example: {escape(card.definition.example)}"),
        *actions(_ways_out(card, fact)),
    ]
    labels = ", ".join(choice.label for choice in asked.choices)
    answers = f" Answers: {labels}." if labels else ""
    return rendered(f"{card.problem} {asked.text}{answers}".strip(), blocks)


def _choices(card: QuestionCard) -> list[Block]:
    fact, version = card.question.fact, card.version
    answers = [(choice.label, str(choice.value)) for choice in card.question.choices]
    if len(answers) > MOST_BUTTONS:
        options = [option(label, value) for label, value in answers]
        return actions([select(field_id("answer", fact, version), "Choose an answer", options)])
    return actions([button(label, "answer", fact, value, version) for label, value in answers])


def _number(card: QuestionCard) -> list[Block]:
    """Return the field for a number, and for a time in days a calendar beside it.

    Slack takes number inputs in modals alone, so the field of a message is one for text.
    """
    definition, version = card.definition, card.version
    action_id = field_id("answer", definition.name, version)
    field = {
        "type": "input",
        "block_id": f"number.{definition.name}.{version}",
        "label": plain(f"Or type a number ({definition.unit})", limits.INPUT_LABEL),
        "element": {"type": "plain_text_input", "action_id": action_id, "max_length": _TYPED},
        "optional": True,
    }
    send = primary(button("Send", "answer", definition.name, "", version))
    day = plain("Or pick a day", limits.PLACEHOLDER)
    picker = {"type": "datepicker", "action_id": action_id, "placeholder": day}
    return [field, *actions([send, picker] if definition.unit == _DAYS else [send])]


def number_input(definition: FactDefinition, action_id: str) -> Block:
    """Return the field for a number of a fact, with the range it takes."""
    return {
        "type": "number_input",
        "action_id": action_id,
        "is_decimal_allowed": definition.unit.startswith("USD"),
        "min_value": _digits(definition.minimum),
        "max_value": _digits(definition.maximum),
    }


def _digits(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _ways_out(card: QuestionCard, fact: str) -> list[Block]:
    version = card.version
    back = [button("Back", "back", fact, "", version)] if card.can_go_back else []
    return [
        button("Why do you ask?", "why", fact, "", version),
        button("Skip", "skip", fact, "", version),
        *back,
        button("Recommend now", "stop", fact, "", version),
    ]


def folded(card: FoldedCard) -> Rendered:
    """Render an ended question in one line, with its way back."""
    line = f"{card.label}: {card.shown}" + (f" (“{card.evidence}”)" if card.evidence else "")
    if not card.fact:
        return rendered(line, [small(line)])
    section = {
        "type": "section",
        "text": plain(line, limits.SECTION_TEXT),
        "accessory": button("Change", "edit", card.fact, "", card.version),
    }
    return rendered(line, [section])
