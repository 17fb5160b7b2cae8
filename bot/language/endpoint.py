"""Endpoint: where the language model is, as the settings say."""

from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from bot.settings import Settings
from knowledge import EmbeddingEndpoint

OPENAI: Final = "https://api.openai.com/v1"
_NO_KEY: Final = "none"
"""What a local server without keys is sent: the client insists on one."""
_KEEPERS: Final = ("openai.com", "azure.com")
"""Hosts that keep what they are sent unless told not to, and know the parameter that says so."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint and one model there.

    Attributes:
        model: The model's name; at Azure the deployment's.
        base_url: Its address; "" for OpenAI's own.
        api_key: The key it asks for.
        temperature: How freely it words; None leaves it to the endpoint.
        structure: How it is asked for structured output.
        deadline_seconds: What it may take for one message, in all.
        azure_api_version: Set when the address is an Azure resource.
        reasoning_effort: How long it thinks; "" leaves it to the endpoint.
        thinking_tokens: What it may think with, on top of each answer.
    """

    model: str
    base_url: str
    api_key: str = field(repr=False)
    temperature: float | None = 0.0
    structure: Literal["json_schema", "function_calling", "json_mode"] = "json_schema"
    deadline_seconds: float = 12.0
    azure_api_version: str = ""
    reasoning_effort: str = ""
    thinking_tokens: int = 0

    @property
    def host(self) -> str:
        """The host, for people and prices."""
        return urlsplit(self.base_url or OPENAI).hostname or ""

    @property
    def keeps_texts(self) -> bool:
        """True when it must be told not to store what it is sent."""
        return any(self.host == one or self.host.endswith(f".{one}") for one in _KEEPERS)


def read_endpoint(settings: Settings) -> Endpoint | None:
    """Return the endpoint of the settings; None without a model, or without a key and an address."""
    key = settings.openai_api_key.get_secret_value()
    if not settings.model or not (key or settings.openai_base_url):
        return None
    return Endpoint(
        model=settings.model,
        base_url=settings.openai_base_url,
        api_key=key or _NO_KEY,
        temperature=settings.model_temperature,
        structure=settings.model_structure,
        deadline_seconds=settings.model_deadline_seconds,
        azure_api_version=settings.azure_api_version,
        reasoning_effort=settings.model_reasoning_effort,
        thinking_tokens=settings.model_thinking_tokens,
    )


def embedding_endpoint(settings: Settings) -> EmbeddingEndpoint | None:
    """Return where the guidance is embedded; None for what the machine has itself.

    Another model or address makes another identity, so the knowledge base builds a new
    generation beside the one that answers.
    """
    key = settings.openai_api_key.get_secret_value()
    if not settings.embedding_model or not (key or settings.openai_base_url):
        return None
    address = settings.openai_base_url or OPENAI
    return EmbeddingEndpoint(address, key or _NO_KEY, settings.embedding_model)
