"""Openings: do first words tell a task, ask something, or say nothing a case could begin with?"""

import re
from typing import Final

from bot.conversation.languages import LATIN_ENDS
from bot.conversation.words import about_us, asks, asks_what_if

_FEWEST_WORDS: Final = 5
_LETTERS_A_WORD: Final = 4
"""Letters that count as a word in a script that puts no spaces between words."""

_TASK: Final = (
    r"(?:answer|summari[sz]|classif|extract|translat|draft|triag|rout(?:e|ing)\b|moderat|sort(?:s|ing)?\b|repl(?:y|ies)"
    r"|transcrib|review|generat|detect|categori[sz]|pars(?:e|es|ing)\b|rewrit|writ(?:e|es|ing)\b|convert|chatbot|bot\b"
    r"|assistant|support\b|faq)\w*"
)
_NAMED_TASK = re.compile(rf"\b{_TASK}", re.IGNORECASE)
_WANTED = re.compile(
    r"\b(?:we|i)\b.{0,20}\b(?:want|need|build|building|plan|planning|would like|have)\b\s+\w+\s+\w+",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:fine-?tun\w*|prompt\w*|model|llm|use)\b.{0,40}?\b(?:for|to)\s+(?!us\b|me\b|that\b|this\b|it\b|fine-?tun|prompt|use\b)\w{3,}",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:ignore|forget|disregard|override)\b.{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|\byour (?:system )?(?:prompt|instructions)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?？。\n]+[.!?？。]*")


def only_asks(text: str) -> bool:
    """Tell whether a text is questions and nothing else, in whatever language."""
    sentences = [one.strip() for one in _SENTENCE.findall(text) if one.strip()]
    return bool(sentences) and all(_is_question(one) for one in sentences)


def supposes(text: str) -> bool:
    """Tell whether a text asks about a case that is only supposed ("what would it cost if …")."""
    return asks_what_if(text) and asks(text)


def tells_task(text: str) -> bool:
    """Tell whether a text describes a task: a verb of doing, a wish, or words enough to be one."""
    return any(_tells(one.strip()) for one in _SENTENCE.findall(text))


def names_task(text: str) -> bool:
    """Tell whether a text names work for a model: a verb of doing, or what does the work."""
    return _NAMED_TASK.search(text) is not None


def orders_us(text: str) -> bool:
    """Tell whether a text gives the advisor orders about itself instead of a use case."""
    return _ORDER.search(text) is not None


def count_words(text: str) -> int:
    """Return how many words a text has; scripts without spaces are counted by their letters."""
    words = re.findall(r"[^\W\d_]+", text)
    return sum(-(-len(word) // _LETTERS_A_WORD) if word[0] > LATIN_ENDS else 1 for word in words)


def _is_question(sentence: str) -> bool:
    return sentence.endswith(("?", "？")) or asks(sentence)


def _tells(sentence: str) -> bool:
    if _is_question(sentence):
        return about_us(sentence) and _ASKED_FOR.search(sentence) is not None
    if count_words(sentence) >= _FEWEST_WORDS:
        return True
    return _NAMED_TASK.search(sentence) is not None or _WANTED.search(sentence) is not None
