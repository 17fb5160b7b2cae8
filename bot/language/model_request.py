"""Model request: what is asked of the language model, and what comes back."""

from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

BYTES_A_TOKEN: Final = 3
"""Bytes of text to a token when no tokenizer is at hand: rather too many tokens than too few."""
FRAME_TOKENS: Final = 400
"""Tokens of the schema and the roles around a prompt, at most."""


class Shape(BaseModel):
    """What a structured answer derives from: no fields but the ones named, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


FormT = TypeVar("FormT", bound=Shape)
"""The form of a structured answer."""


@dataclass(frozen=True, slots=True)
class TokenCount:
    """Tokens read and written."""

    read: int = 0
    written: int = 0

    @property
    def all(self) -> int:
        """Both together."""
        return self.read + self.written

    def within(self, most: "TokenCount") -> "TokenCount":
        """Return as many, but no more than these."""
        return TokenCount(min(self.read, most.read), min(self.written, most.written))


@dataclass(frozen=True, slots=True)
class ModelRequest(Generic[FormT]):
    """One request.

    Attributes:
        task: What it is for, as metrics call it.
        system: What the model is told to do.
        user: What it is given to work on.
        answer_tokens: The most it may write.
        schema: The form of a structured answer; None for text.
    """

    task: str
    system: str
    user: str
    answer_tokens: int
    schema: type[FormT] | None = None

    def with_room(self, tokens: int) -> "ModelRequest[FormT]":
        """Return the same request with room for thinking on top of the answer."""
        return replace(self, answer_tokens=self.answer_tokens + tokens)

    def estimate(self) -> TokenCount:
        """Return what it may use, rather too much than too little."""
        size = len(self.system.encode()) + len(self.user.encode())
        return TokenCount(size // BYTES_A_TOKEN + FRAME_TOKENS, self.answer_tokens)


@dataclass(frozen=True, slots=True)
class Reply(Generic[FormT]):
    """A structured answer, and what it used if the endpoint said."""

    parsed: FormT
    tokens: TokenCount | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a streamed answer; the last one usually tells what it used."""

    text: str
    tokens: TokenCount | None
