"""Introducing: a sentence or two of a model before a result that code has computed."""

import re
from collections.abc import Sequence
from typing import Final

from advisors import Advice
from bot.language.budget import Asker
from bot.language.fidelity import adds_nothing
from bot.language.model_client import ModelClient
from bot.language.model_request import ModelRequest, Shape
from bot.language.numbers import figures
from bot.language.prompt import fenced, load_prompt
from bot.language.words import is_marked, is_negative, names_options, numerals, stems, tables

TASK: Final = "introduction"
ANSWER_TOKENS: Final = 200
LONGEST: Final = 400
MOST_SENTENCES: Final = 2
_MOST_REASONS: Final = 4
_MOST_FACTS: Final = 20
_END: Final = re.compile(r"[.!?…]+(?:\s|$)")


class Introduction(Shape):
    """What the model writes."""

    introduction: str


async def word_recommendation(
    client: ModelClient, advice: Advice, facts: Sequence[str], asker: Asker
) -> str | None:
    """Return one or two sentences that introduce a recommendation; None when they fail the guard.

    Raises:
        Failed: The model gave nothing usable in time.
    """
    reasons = [one.because for one in advice.reasons if one.contribution > 0][:_MOST_REASONS]
    shown = list(facts)[:_MOST_FACTS]
    system, user = load_prompt("word-recommendation").fill(
        recommended=_called(advice),
        reasons=_listed(reasons),
        facts=fenced(_listed(shown)),
    )
    request = ModelRequest(TASK, system, user, ANSWER_TOKENS, Introduction)
    answer = await client.ask(request, asker)
    text = " ".join(answer.introduction.split())
    material = " ".join([_called(advice), advice.technique_because, *reasons, *shown])
    return text if may_introduce(text, advice.approach, material) else None


def may_introduce(text: str, approach: str, material: str) -> bool:
    """Tell whether a text may stand before a result.

    It has no number of its own: none but those of the facts and reasons, marked alike. It names no
    option but the recommended one, denies nothing, holds no link, adds nothing that weighs, and
    says what is known in its own words and a few that lead over.
    """
    if not 0 < len(text) <= LONGEST or is_marked(text) or is_negative(text):
        return False
    if len(_END.findall(text)) > MOST_SENTENCES or not figures(text) <= figures(material):
        return False
    if not adds_nothing(text, material):
        return False
    allowed = tables()["recommended"][approach]["may_name"]
    known, words = stems(material) | frozenset(tables()["guards"]["leading"]), stems(text)
    return names_options(text) <= frozenset(allowed) and bool(words) and words - numerals() <= known


def _called(advice: Advice) -> str:
    return str(tables()["recommended"][advice.approach]["called"])


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) or "- nothing"
