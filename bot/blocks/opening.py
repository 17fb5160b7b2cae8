"""Opening: the first message of a consultation, with every fact one click from right."""

from typing import Final

from advisors import show_unplaced
from bot.blocks.parts import (
    Block,
    Rendered,
    actions,
    bold,
    button,
    header,
    option,
    plain,
    rendered,
    sections,
    select,
    small,
)
from bot.blocks.text import clean
from bot.conversation.replies import RootCard, Understood
from bot.conversation.verbs import field_id

SHOWN: Final = 8
"""Facts with a button of their own; the others are listed and changed through one menu."""
_READS: Final = {"suggested": "suggested by", "lent": "read by a language model in"}
"""How words are introduced that do not state a fact."""


def root(card: RootCard) -> Rendered:
    """Render the use case as understood."""
    asked = f"Asked by <@{card.asked_by}> · " if _is_id(card.asked_by) else ""
    blocks = [
        header(f"Fine-tune or prompt? — {card.title}"),
        *sections(f"{asked}{bold(card.status)}"),
        *_facts(card),
        *([small(show_unplaced(card.unplaced))] if card.unplaced else []),
        *actions(_buttons(card)),
    ]
    return rendered(_fallback(card), blocks)


def _is_id(user: str) -> bool:
    return user[:1] in {"U", "W"} and user.isalnum() and user.isascii() and user.isupper()


def _fallback(card: RootCard) -> str:
    facts = "; ".join(f"{one.label}: {one.shown}{_doubt(one)}" for one in card.understood)
    understood = f" I understood: {facts}." if facts else ""
    return f"Fine-tune or prompt? — {card.title}.{understood} {card.status}"


def sentence(one: Understood) -> str:
    """Return a fact with the words it came from: "Accuracy: high (“~95 % must be right”)".

    What the words only suggest is marked: "Speed: a few seconds? (suggested by “customers ask”)",
    and so is what only a language model reads in them.
    """
    evidence = clean(one.evidence).strip()
    words = f" (“{evidence}”)" if evidence else ""
    if one.origin in _READS:
        words = f" ({_READS[one.origin]} “{evidence}”)"
    return f"{one.label}: {one.shown}{_doubt(one)}{words}"


def _doubt(one: Understood) -> str:
    return "?" if one.origin in _READS else ""


def _facts(card: RootCard) -> list[Block]:
    if not card.understood:
        return [small("I found no figures or facts in your words yet; I ask for what matters.")]
    first = [
        {
            "type": "section",
            "text": plain(sentence(one), 3000),
            "accessory": button("Change", "edit", one.name, "", card.version),
        }
        for one in card.understood[:SHOWN]
    ]
    rest = "\n".join(sentence(one) for one in card.understood[SHOWN:])
    return [small("I understood:"), *first, *([small(rest)] if rest else [])]


def _buttons(card: RootCard) -> list[Block]:
    more = [option(f"{one.label}: {one.shown}", one.name) for one in card.understood[SHOWN:]]
    menu = [select(field_id("edit", "", card.version), "Change a fact", more)] if more else []
    private = [] if card.private else [button("Private instead", "private", "", "", card.version)]
    return [*menu, button("Edit everything", "edit-all", "", "", card.version), *private]
