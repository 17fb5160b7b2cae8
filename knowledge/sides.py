"""Sides: which of the two approaches a text speaks of, and whether a question compares them."""

import re

TUNE = re.compile(r"\bfine[- ]?tun\w*|\btun(?:e|ed|ing)\b", re.IGNORECASE)
PROMPT = re.compile(r"\bprompt\w*", re.IGNORECASE)
COMPARING = re.compile(
    r"\b(?:compar\w*|versus|vs|difference\w*|differ|better|which|or|each|both|either)\b|\w+er than\b",
    re.IGNORECASE,
)


def side_of(text: str) -> str:
    """Return "tune", "prompt", "both" or "none".

    >>> side_of("Fine-tuning costs more than prompting.")
    'both'
    """
    tunes, prompts = TUNE.search(text) is not None, PROMPT.search(text) is not None
    if tunes and prompts:
        return "both"
    if tunes:
        return "tune"
    return "prompt" if prompts else "none"


def compared(question: str) -> bool:
    """Tell whether a question asks about both approaches, or about neither by name.

    >>> compared("Fine-tuning vs prompt engineering: maintenance?"), compared("What is LoRA?")
    (True, False)
    """
    return side_of(question) in {"both", "none"} and COMPARING.search(question) is not None
