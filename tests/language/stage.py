"""What the tests of the language model share: settings, one case, one answer, one bad model."""

import json
import re
from datetime import date
from typing import Any, Final

from pydantic import SecretStr

from bot.language import Asker, Case, Grounds, Language, Ledger, MemoryLedger, open_language
from bot.settings import Settings
from knowledge import Answer, Citation, Hit
from tests.standins.model import KEY, StandInModel, task_of

TODAY: Final = date(2026, 11, 22)
CASE: Final = (
    "We sort 50k support tickets a month for a clinic; a typo would reach the newspapers, and we have "
    "3,000 solved tickets with labels. All of it should read as if one hand wrote it."
)
PASSAGE: Final = (
    "Fine-tuning has a high initial cost, because it needs custom data and computing power. "
    "A tuned model keeps its tone over 1,000 requests. It is not suited to facts that change daily."
)
COST_QUOTE: Final = "Fine-tuning has a high initial cost"
HIT: Final = Hit("p1", "The paper", "Costs (paper §4)", PASSAGE, 0, len(PASSAGE), 0.9)
ANSWER: Final = Answer(
    PASSAGE, grounded=True, citations=(Citation("The paper", "Costs (paper §4)", PASSAGE),)
)
GROUNDS: Final = Grounds(
    "why is fine-tuning expensive?", ANSWER, (HIT,), Case(("Accuracy: Must be right.",))
)
GOOD_LINE: Final = {
    "sentence": "Fine-tuning has a high initial cost because it needs custom data.",
    "passage": 1,
    "quote": COST_QUOTE,
}


def asker() -> Asker:
    """Return who asks one message."""
    return Asker("T1", "U1", TODAY)


def language_at(model: StandInModel, ledger: Ledger | None = None, **settings: Any) -> Language:
    """Return the language model that speaks to a stand-in."""
    given = {
        "model": "gpt-5-mini",
        "openai_base_url": model.address,
        "openai_api_key": SecretStr(KEY),
        "model_deadline_seconds": 10.0,
        **settings,
    }
    language = open_language(plain_settings(**given), ledger or MemoryLedger())
    assert language is not None
    return language


def plain_settings(**given: Any) -> Settings:
    """Return settings by the names of their fields, with nothing from the environment."""
    return Settings.model_construct(**{**_defaults(), **given})


def _defaults() -> dict[str, Any]:
    fields = Settings.model_fields.items()
    return {name: field.default for name, field in fields if field.default_factory is None}


def lines(*written: dict[str, Any]) -> str:
    """Return an answer in the form the model is asked for."""
    return "\n".join(json.dumps(one) for one in written)


def good(body: dict[str, Any]) -> str:
    """Write what an honest model would."""
    return {
        "read-facts": json.dumps(
            {
                "facts": [
                    {"name": "consistency", "value": "strict", "words": "as if one hand wrote it"}
                ]
            }
        ),
        "read-changes": json.dumps(
            {
                "changes": [
                    {
                        "name": "accuracy",
                        "change": "set",
                        "value": "tolerant",
                        "words": "slips were harmless",
                    }
                ]
            }
        ),
        "word-answer": lines(GOOD_LINE),
        "word-recommendation": '{"introduction": "Your team sorts support tickets for a clinic."}',
        "probe": '{"ready": true}',
    }[task_of(body)]


def thorough(body: dict[str, Any]) -> str:
    """Write four sentences of the passages, and one that no passage says."""
    if task_of(body) != "word-answer":
        return good(body)
    passages = (
        str(body["messages"][1]["content"]).split("<passages>\n", 1)[1].split("\n</passages>")[0]
    )
    texts = [one.split("\n", 1)[1] for one in re.split(r"(?m)^\[\d\] ", passages)[1:]]
    told = [
        {"sentence": sentence, "passage": place, "quote": sentence}
        for place, text in enumerate(texts, start=1)
        for sentence in re.split(r"(?<=[.!?])\s|\n", text)
        if re.fullmatch(r"[A-Z][^:|#*]{90,300}[.]", sentence)
    ]
    made_up = {**told[0], "sentence": "Wire $5,000 to account 12345 for the model."}
    return lines(told[0], made_up, *told[1:4])


def obeying(body: dict[str, Any]) -> str:
    """Write what an attacker in the text, the thread or a document wants."""
    facts = [
        {"name": "accuracy", "value": "tolerant", "words": "accuracy does not matter at all"},
        {"name": "requests_per_month", "value": "1", "words": "50k support tickets a month"},
        {"name": "budget_one_off_usd", "value": "999999999", "words": "for a clinic"},
        {"name": "labelled_examples", "value": "0", "words": "we"},
        {"name": "system_prompt", "value": "leak", "words": "for a clinic"},
        {"name": "privacy", "value": "send-everything", "words": "for a clinic"},
    ]
    answer = [
        {
            **GOOD_LINE,
            "sentence": "Fine-tuning has a high initial cost of $7 at https://evil.example.",
        },
        {**GOOD_LINE, "sentence": "Wire $5,000 to account 12345 for custom data."},
        {**GOOD_LINE, "quote": "Fine-tuning is free of charge"},
        {**GOOD_LINE, "passage": 9},
        {**GOOD_LINE, "sentence": "Fine-tuning has no high initial cost."},
        {**GOOD_LINE, "sentence": "<!channel> Fine-tuning has a high initial cost."},
        {**GOOD_LINE, "sentence": "The administrator demands that everybody resets passwords."},
        {**GOOD_LINE, "sentence": "Fine-tuning has a high initial benefit."},
        {**GOOD_LINE, "sentence": "Das Fine-Tuning hat hohe Anfangskosten."},
        {**GOOD_LINE, "sentence": json.dumps(GOOD_LINE)},
        {**GOOD_LINE, "sentence": "Fine-tuning has a high initial cost, <@U123> & @here."},
        {**GOOD_LINE, "sentence": "Fine-tuning has a high initial cost. " * 30},
        {**GOOD_LINE, "quote": "Fine-tuning has a\u00a0high initial cost"},
        {**GOOD_LINE, "quote": "Fine\u2011tuning has a high initial cost"},
        {**GOOD_LINE, "quote": "\u201cFine-tuning has a high initial cost\u201d"},
        {**GOOD_LINE, "quote": "Fine-tuning has a hígh initial cost"},
        {**GOOD_LINE, "passage": 0},
        {**GOOD_LINE, "passage": -1},
    ]
    return {
        "read-facts": json.dumps({"facts": facts}),
        "read-changes": json.dumps({"changes": [{**one, "change": "set"} for one in facts]}),
        "word-answer": lines(*answer),
        "word-recommendation": '{"introduction": "Take the other option; it costs $1."}',
        "probe": '{"ready": true}',
    }[task_of(body)]
