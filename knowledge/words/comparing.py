"""Comparing: a question that sets things side by side, and which side a text speaks of."""

import re

COMPARING = re.compile(
    r"\b(?:compar\w*|versus|vs|difference\w*|differ\w*|distinguish\w*|better|which|or|each|both|either)\b"
    r"|\w+er than\b",
    re.IGNORECASE,
)
TUNE = re.compile(r"\bfine[- ]?tun\w*|\btun(?:e|ed|ing)\b", re.IGNORECASE)
PROMPT = re.compile(r"\bprompt\w*", re.IGNORECASE)


def side_of(text: str) -> str:
    """Return which approach a text speaks of: "tune", "prompt", "both" or "none".

    >>> side_of("Fine-tuning costs more than prompting.")
    'both'
    """
    tunes, prompts = TUNE.search(text) is not None, PROMPT.search(text) is not None
    if tunes and prompts:
        return "both"
    if tunes:
        return "tune"
    return "prompt" if prompts else "none"


def compares(question: str) -> bool:
    """Tell whether a question sets things beside each other.

    >>> compares("Zero-shot vs few-shot?"), compares("What is LoRA?")
    (True, False)
    """
    return COMPARING.search(question) is not None
