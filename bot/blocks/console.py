"""Console: what administrators see on the home page and in its windows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.blocks import limits
from bot.blocks.parts import (
    Block,
    actions,
    button,
    header,
    option,
    plain,
    quoted,
    select,
    small,
)
from bot.blocks.telling import notice
from bot.conversation.replies import NoticeCard

Form: TypeAlias = Literal["admin-add", "admin-search", "admin-channel", "admin-budget"]
_BUTTONS: Final = (
    ("Reload …", "reload"),
    ("Add a document …", "form add"),
    ("Documents", "documents"),
    ("Versions", "versions"),
    ("Search …", "form search"),
    ("Channels …", "form channel"),
    ("Model and budget …", "form budget"),
    ("Feedback", "feedback"),
    ("Audit trail", "audit"),
    ("Export …", "export"),
)
_RULES: Final = (
    ("Answer when asked and follow threads", "always"),
    ("Answer only when mentioned", "mentioned"),
    ("Muted: answer nobody there", "muted"),
)
_PERMISSIONS: Final = (
    ("As usual: not where other organisations read along", "usual"),
    ("Allowed, even where other organisations read along", "allowed"),
    ("Not allowed", "forbidden"),
)


@dataclass(frozen=True, slots=True)
class Console:
    """The figures at the top of the console.

    Attributes:
        own: The workspace's own documents.
        degraded: Why the search is not at full strength, or "".
        tokens: Used by the language model this month.
        budget: Tokens it may use a month.
        dollars: What they cost.
        helpful: How many found the advice helpful.
        unhelpful: How many did not.
    """

    own: int
    degraded: str
    tokens: int
    budget: int
    dollars: str
    helpful: int
    unhelpful: int


def console_blocks(console: Console) -> list[Block]:
    """Return the part of the home page that only administrators see."""
    figures = (
        f"{console.own} documents of your own. Language model this month: {console.tokens:,} of "
        f"{console.budget:,} tokens (${console.dollars}). Feedback: {console.helpful} helpful, "
        f"{console.unhelpful} not."
    )
    return [
        header("For administrators"),
        *quoted(figures),
        *(quoted(f"⚠ {console.degraded}") if console.degraded else []),
        *actions([button(label, "admin", value=words) for label, words in _BUTTONS]),
        small("The same in words: /advise-admin help. Whatever changes something is asked twice."),
    ]


def render_panel(card: NoticeCard, external_id: str, title: str = "For administrators") -> Block:
    """Return a window that says something: what an administrator asked for, or to wait."""
    return {
        "type": "modal",
        "external_id": external_id[: limits.EXTERNAL_ID],
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain("Close", limits.VIEW_BUTTON),
        "blocks": list(notice(card).blocks),
    }


def render_admin_form(form: Form) -> Block:
    """Return the form behind a button of the console."""
    title, send, blocks = _FORMS[form]
    return {
        "type": "modal",
        "callback_id": form,
        "title": plain(title, limits.VIEW_TITLE),
        "submit": plain(send, limits.VIEW_BUTTON),
        "close": plain("Cancel", limits.VIEW_BUTTON),
        "blocks": list(blocks),
    }


def _box(name: str, label: str, hint: str) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label, limits.INPUT_LABEL),
        "hint": plain(hint, limits.INPUT_HINT),
        "element": {"type": "plain_text_input", "action_id": name, "max_length": 2000},
    }


def _choice(name: str, label: str, options: Sequence[tuple[str, str]]) -> Block:
    menu = select(name, "Choose", [option(words, value) for words, value in options])
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label, limits.INPUT_LABEL),
        "element": {**menu, "initial_option": menu["options"][0]},
    }


_CHANNEL: Final[Block] = {
    "type": "input",
    "block_id": "channel",
    "label": plain("Channel", limits.INPUT_LABEL),
    "element": {
        "type": "conversations_select",
        "action_id": "channel",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    },
}
_TOKENS: Final[Block] = {
    "type": "input",
    "block_id": "tokens",
    "label": plain("Tokens a month", limits.INPUT_LABEL),
    "hint": plain(
        "The operator's own limit holds beside it. 0: work without a language model.",
        limits.INPUT_HINT,
    ),
    "element": {
        "type": "number_input",
        "action_id": "tokens",
        "is_decimal_allowed": False,
        "min_value": "0",
    },
}
_FORMS: Final[dict[Form, tuple[str, str, tuple[Block, ...]]]] = {
    "admin-add": (
        "Add a document",
        "Add",
        (
            _box("url", "Address", "An https address; every reload fetches it again."),
            small("Or drop a file into our direct message: I offer to add it."),
        ),
    ),
    "admin-search": (
        "Search",
        "Search",
        (_box("words", "Words", "Shows which passages a question would find."),),
    ),
    "admin-channel": (
        "A channel",
        "Save",
        (
            _CHANNEL,
            _choice("rule", "What I do there", _RULES),
            _choice("permission", "Whether I may", _PERMISSIONS),
        ),
    ),
    "admin-budget": ("Language model", "Save", (_TOKENS,)),
}
