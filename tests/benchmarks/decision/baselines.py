"""Baselines: four simpler ways to decide, to measure the advice against."""

from decimal import Decimal

from advisors import Facts

_NICHE = {"specialised", "expert"}
_PRECISE = {"high", "critical"}
_MANY_EXAMPLES = 50


def always_prompt(_facts: Facts, *, two_option: bool) -> str:
    """Say prompt to everyone."""
    del two_option
    return "prompt"


def always_tune(_facts: Facts, *, two_option: bool) -> str:
    """Say fine-tune to everyone."""
    del two_option
    return "fine-tune"


def paper_rule(facts: Facts, *, two_option: bool) -> str:
    """Follow paper §8.1: tune for precision, consistency or a niche; else prompt."""
    del two_option
    tune = (
        facts.get("accuracy") in _PRECISE
        or facts.get("consistency") == "strict"
        or facts.get("domain") in _NICHE
    )
    return "fine-tune" if tune else "prompt"


def published_tree(facts: Facts, *, two_option: bool) -> str:
    """Follow the two axes of OpenAI, Optimizing LLM Accuracy, 2024, as a tree.

    Context missing: retrieval. Behaviour wrong: tuning, when examples exist. Both: both.
    """
    examples = facts.get("labelled_examples")
    enough = isinstance(examples, Decimal) and examples >= _MANY_EXAMPLES
    gap = facts.get("gap")
    context = gap in {"knowledge", "both"} and not two_option
    behaviour = gap in {"behaviour", "both"} and enough
    if context:
        return "hybrid" if behaviour else "rag"
    return "fine-tune" if behaviour else "prompt"


BASELINES = {
    "always prompt": always_prompt,
    "always fine-tune": always_tune,
    "the paper's rule (§8.1)": paper_rule,
    "OpenAI's two axes (2024)": published_tree,
}
