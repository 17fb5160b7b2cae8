"""Telling: short notices, help and the list of past consultations."""

import re
from collections.abc import Sequence
from typing import Final

from bot.blocks import limits
from bot.blocks.parts import (
    Block,
    Rendered,
    actions,
    header,
    plain,
    quoted,
    rendered,
    sections,
    small,
)
from bot.blocks.text import clean, escape, words
from bot.conversation.history import HistoryCard, ListedConsultation
from bot.conversation.replies import HelpCard, NoticeCard

_SIGNS: Final = {"info": "", "problem": "⚠ ", "refusal": "✋ "}
_ENTRIES: Final = 20
PERMALINK: Final = ("https://", "http://")
"""How the address of a message begins; only a stand-in Slack on this machine has the second."""
_MARK: Final = re.compile(r"[UWCGD][A-Z0-9]{2,}")
_CHANNEL: Final = re.compile(r"\s(?:in )?<#\w+(?:\|[^>]*)?>")
"""A channel's raw mark: the link leads there, and plain words cannot show it as a mention."""

_HELP: Final = """\
*Tell me about a use case*, and I say whether to fine-tune a model or to write better prompts, with the \
reasons, the costs and what would change it.
• `/advise We answer 50k support tickets a month, ~95% must be right, and have 3,000 solved ones`
• or mention me, or write me a direct message

*While I ask:* press a button or answer in your own words. ‘why’, ‘skip’, ‘back’ and ‘recommend now’ work \
as words too.

*Afterwards:* “what if we had 10x the volume?” · “why not fine-tune?” · “change accuracy to must be right” · \
‘chart’ · ‘calculation’ · ‘export’ · ‘start over’

*In a thread among people* I listen only for my name or a question on the subject; ‘mute’ and ‘unmute’ \
decide the rest. `/advise status` and `/advise history` show where things stand."""
_ADMIN: Final = "*For administrators:* `/advise-admin reload` rebuilds the knowledge base, `/advise-admin help` lists the rest."


def notice(card: NoticeCard) -> Rendered:
    """Render a short message: what happened, what to do next, perhaps a button."""
    text = f"{_SIGNS[card.tone]}{card.text}"
    blocks = [
        *_told(text, card.marks),
        *(_told(card.next_step, card.marks) if card.next_step else []),
        *actions([_button(label, value) for label, value in card.actions]),
    ]
    return rendered(f"{text} {card.next_step}".strip(), blocks)


def _told(text: str, marks: Sequence[str]) -> list[Block]:
    """Return words as they are; the marks in them are shown as the names of people and channels."""
    ids = [one for one in marks if _MARK.fullmatch(one)]
    if not ids:
        return quoted(text)
    wanted = re.compile(rf"\b(?:{'|'.join(ids)})\b")
    return sections(wanted.sub(_named, escape(text)))


def _named(found: re.Match[str]) -> str:
    sign = "@" if found[0].startswith(("U", "W")) else "#"
    return f"<{sign}{found[0]}>"


def _button(label: str, value: str) -> Block:
    verb, fact, chosen, _version = value.split("|")
    return {
        "type": "button",
        "text": plain(label, limits.BUTTON_TEXT),
        "action_id": f"{verb}.{fact}.{chosen}"[: limits.ACTION_ID],
        "value": value,
    }


def help_card(card: HelpCard) -> Rendered:
    """Render what the advisor can do."""
    texts = [*_HELP.split("\n\n"), *([_ADMIN] if card.administrator else [])]
    blocks = [header("What I can do"), *(block for text in texts for block in sections(text))]
    return rendered(
        "Tell me about a use case, and I say whether to fine-tune or to prompt.", blocks
    )


def history(card: HistoryCard) -> Rendered:
    """Render past consultations, newest first, each with a link to its thread."""
    if not card.entries:
        text = (
            "You have no consultations yet. Begin with /advise and a sentence about your use case."
        )
        return rendered(text, quoted(text))
    blocks = [header("Your consultations"), *(_entry(entry) for entry in card.entries[:_ENTRIES])]
    left = len(card.entries) - _ENTRIES
    more = [small(f"and {left} older ones")] if left > 0 else []
    titles = "; ".join(entry.title for entry in card.entries[:_ENTRIES])
    return rendered(f"Your consultations: {titles}", [*blocks, *more])


def _entry(entry: ListedConsultation) -> Block:
    link = entry.link
    told = _CHANNEL.sub("", f"{entry.title} — {entry.stage}, {entry.day}")
    shown = words(re.sub(r"\s+", " ", clean(told)), limits.SECTION_TEXT)
    element: Block = {"type": "text", "text": shown}
    if link.startswith(PERMALINK) and len(link) <= limits.URL:
        element = {"type": "link", "url": link, "text": shown}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}
