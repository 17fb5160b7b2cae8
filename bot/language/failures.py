"""Failures: what a call of the language model may come to, and what each kind means."""

from dataclasses import dataclass
from typing import Final

from bot.errors import ModelError


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of failure.

    Attributes:
        name: As metrics and logs call it.
        what: What happened.
        mend: What an operator does about it.
        again: True when a second try may help.
        billed: True when tokens may have been used.
        sick: True when it speaks against the endpoint, so that the breaker counts it.
    """

    name: str
    what: str
    mend: str
    again: bool = False
    billed: bool = True
    sick: bool = True


_LOOK: Final = "Look at the endpoint, or take another model."
KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind(
            "deadline",
            "The language model took too long.",
            "Raise ADVISOR_MODEL_DEADLINE_SECONDS or take a faster model.",
        ),
        Kind(
            "unreachable",
            "The language model cannot be reached.",
            "Check OPENAI_BASE_URL and the network.",
            again=True,
            billed=False,
        ),
        Kind(
            "busy",
            "The language model takes no more requests now.",
            "Wait, or raise the limit at the provider.",
            again=True,
            billed=False,
        ),
        Kind("broken", "The language model's server failed.", _LOOK, again=True),
        Kind("key", "The language model refused the key.", "Check OPENAI_API_KEY.", billed=False),
        Kind(
            "unknown-model",
            "The endpoint does not know this model.",
            "Check ADVISOR_MODEL and OPENAI_BASE_URL.",
            billed=False,
        ),
        Kind(
            "rejected",
            "The endpoint does not take such requests.",
            "Try ADVISOR_MODEL_TEMPERATURE=1, another ADVISOR_MODEL_STRUCTURE, or another model.",
            billed=False,
        ),
        Kind("shape", "The language model did not keep to the form asked for.", _LOOK, again=True),
        Kind(
            "cut",
            "The language model's answer broke off.",
            "Raise ADVISOR_MODEL_THINKING_TOKENS for a model that reasons first, or look at the endpoint.",
            again=True,
        ),
        Kind("refused", "The language model declined to answer.", _LOOK, sick=False),
        Kind("too-large", "The language model's answer is too large.", _LOOK),
        Kind(
            "circuit",
            "The language model failed several times in a row and rests.",
            "Wait half a minute.",
            billed=False,
            sick=False,
        ),
        Kind(
            "budget",
            "The budget for the language model is used up.",
            "Raise the ADVISOR_MODEL_TOKENS_ settings, or wait.",
            billed=False,
            sick=False,
        ),
        Kind(
            "ledger",
            "The use of the language model cannot be written down.",
            "Check the database.",
            billed=False,
            sick=False,
        ),
        Kind(
            "settings",
            "The client of the language model does not take its settings.",
            "Check OPENAI_BASE_URL, ADVISOR_MODEL and ADVISOR_AZURE_API_VERSION.",
            billed=False,
        ),
        Kind("cancelled", "The call of the language model was given up.", "Ask again.", sick=False),
        Kind("unexpected", "The language model failed in a way never seen.", _LOOK),
    )
}


class Failed(ModelError):  # noqa: N818  (a state of a call, in the family of ModelError)
    """A call that came to nothing; never holds anybody's words.

    Attributes:
        kind: What that means.
        pause: How many seconds the endpoint wants to be left alone.
    """

    def __init__(self, name: str, pause: float = 0.0) -> None:
        """Take the kind by its name."""
        self.kind = KINDS[name]
        self.pause = pause
        super().__init__(self.kind.what, self.kind.mend)
