"""The language model: reads better and words better, with nothing at stake."""

from bot.language.answering import WordedAnswer
from bot.language.budget import Asker, Ledger, Limits, MemoryLedger, Spending
from bot.language.endpoint import embedding_endpoint
from bot.language.grounding import Case, Grounds, Sentence
from bot.language.language import DISCLOSURE, Language, open_language
from bot.language.ledger import StoreLedger

__all__ = [
    "DISCLOSURE",
    "Asker",
    "Case",
    "Grounds",
    "Language",
    "Ledger",
    "Limits",
    "MemoryLedger",
    "Sentence",
    "Spending",
    "StoreLedger",
    "WordedAnswer",
    "embedding_endpoint",
    "open_language",
]
