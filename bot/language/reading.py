"""Reading: what people write, given to a model to find the facts the rules miss."""

from typing import Final

from advisors import Catalogue, FactDefinition, Facts, Intake, show_value, values_taken
from bot.language.budget import Asker
from bot.language.merging import merge, suggest
from bot.language.model_client import ModelClient
from bot.language.model_request import ModelRequest
from bot.language.prompt import fenced, load_prompt
from bot.language.proposals import ProposedChanges, ProposedFacts, Reader

FACTS, CHANGES = "facts", "changes"
ANSWER_TOKENS: Final = 1_500
LONGEST_TEXT: Final = 6_000
"""Characters given to the model; what comes behind is read by the rules alone."""


async def read_facts(
    client: ModelClient, text: str, rules: Intake, catalogue: Catalogue, asker: Asker
) -> Intake:
    """Return the rules' reading of a text, and presumed what only the model reads in it.

    Raises:
        Failed: The model gave nothing usable in time.
    """
    system, user = load_prompt("read-facts").fill(facts=_criteria(catalogue), text=_given(text))
    request = ModelRequest(FACTS, system, user, ANSWER_TOKENS, ProposedFacts)
    answer = await client.ask(request, asker)
    proposals = Reader(text, asker.on, catalogue, rules).facts(answer.facts)
    return suggest(merge(rules, proposals), rules)


async def read_changes(
    client: ModelClient, text: str, known: tuple[Facts, Intake], catalogue: Catalogue, asker: Asker
) -> Intake:
    """Return the rules' reading of a what-if with the changes that a model adds.

    Args:
        client: To the model.
        text: What the person wrote.
        known: The facts so far, and what the rules read.
        catalogue: The facts there are.
        asker: Who asks.

    Raises:
        Failed: The model gave nothing usable in time.
    """
    facts, rules = known
    system, user = load_prompt("read-changes").fill(
        facts=_criteria(catalogue), known=_known(facts, catalogue), text=_given(text)
    )
    request = ModelRequest(CHANGES, system, user, ANSWER_TOKENS, ProposedChanges)
    answer = await client.ask(request, asker)
    return merge(rules, Reader(text, asker.on, catalogue, rules).changes(answer.changes, facts))


def _given(text: str) -> str:
    return fenced(text[:LONGEST_TEXT])


def _criteria(catalogue: Catalogue) -> str:
    return "\n".join(
        f"- {one.name}: {one.label}. {_taken(one)}" for one in catalogue.facts.values()
    )


def _taken(fact: FactDefinition) -> str:
    if fact.kind != "level":
        return f"Value: {values_taken(fact)}."
    return " ".join(f"{level.value}: {level.meaning}" for level in fact.levels)


def _known(facts: Facts, catalogue: Catalogue) -> str:
    shown = [
        f"- {name}: {show_value(catalogue.facts[name], value)}"
        for name, value in facts.values.items()
        if name in catalogue.facts
    ]
    return "\n".join(shown) or "nothing"
