"""Wire: the seam to langchain and openai; slow to import, so it is loaded when first used.

Nothing but the request leaves the process: tracing is off whatever the environment says, no
tokenizer is fetched, the libraries print no texts, and foreign errors become `Failed` here.
"""

import logging
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any, Final, cast

import httpx2
import langsmith
import openai
from langchain.chat_models import init_chat_model
from langchain_core.exceptions import OutputParserException
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_openai.chat_models.base import BaseChatOpenAI, OpenAIRefusalError
from pydantic import BaseModel, SecretStr, ValidationError
from typing_extensions import override

from bot.language.endpoint import OPENAI, Endpoint
from bot.language.failures import Failed
from bot.language.model_request import FormT, ModelRequest, Piece, Reply, TokenCount

LARGEST_ANSWER: Final = 1_000_000
"""Bytes of one answer of the endpoint; the longest honest one has some ten thousand."""
_TALKATIVE: Final = (
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "langsmith",
    "openai",
)
_ERRORS: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (TimeoutError, "deadline"),
    (openai.APITimeoutError, "deadline"),
    (httpx2.ConnectError, "unreachable"),
    (httpx2.UnsupportedProtocol, "unreachable"),
    (openai.APIConnectionError, "cut"),
    (openai.RateLimitError, "busy"),
    (openai.AuthenticationError, "key"),
    (openai.PermissionDeniedError, "key"),
    (openai.NotFoundError, "unknown-model"),
    (openai.InternalServerError, "broken"),
    (openai.APIStatusError, "rejected"),
    (openai.LengthFinishReasonError, "cut"),
    (openai.ContentFilterFinishReasonError, "refused"),
    (OpenAIRefusalError, "refused"),
    (openai.APIError, "shape"),
    (OutputParserException, "shape"),
    (ValidationError, "shape"),
    (httpx2.TransportError, "cut"),
    (ValueError, "shape"),  # bad JSON, and what langchain raises on answers without a message
    (RecursionError, "shape"),
    (TypeError, "shape"),  # langchain takes a missing list for a list
    (LookupError, "shape"),
    (AttributeError, "shape"),
)


class _Capped(httpx2.AsyncByteStream):
    """The bytes of an answer, up to the largest that is read."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for piece in self._stream:
            size += len(piece)
            if size > LARGEST_ANSWER:
                raise Failed("too-large")
            yield piece

    @override
    async def aclose(self) -> None:
        await self._stream.aclose()


async def _cap(response: httpx2.Response) -> None:
    response.stream = _Capped(cast("httpx2.AsyncByteStream", response.stream))


class Wire:
    """A connection to one model at one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Connect; nothing is sent yet."""
        langsmith.configure(enabled=False)
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        self._endpoint = endpoint
        self._http = openai.DefaultAsyncHttpxClient(
            event_hooks={"response": [_cap]}, follow_redirects=False
        )
        self._model = _chat_model(endpoint, self._http)

    async def ask(self, request: ModelRequest[FormT]) -> Reply[FormT]:
        """Return the structured answer to a request that has a schema.

        Raises:
            Failed: With the kind of failure.
        """
        method = self._endpoint.structure
        asked = self._sized(request).with_structured_output(
            request.schema,
            method=method,
            include_raw=True,
            strict=None if method == "json_mode" else True,
        )
        try:
            answer = cast("dict[str, Any]", await asked.ainvoke(_messages(request)))
        except Exception as error:  # noqa: BLE001  (whatever a library raises, it is translated here)
            raise translate(error) from None
        if not isinstance(answer["parsed"], BaseModel):
            raise Failed(_reason(answer["raw"]))
        return Reply(cast("FormT", answer["parsed"]), _tokens(answer["raw"]))

    async def stream(self, request: ModelRequest[Any]) -> AsyncGenerator[Piece, None]:
        """Yield the answer to a request piece by piece.

        Raises:
            Failed: With the kind of failure; the pieces yielded before it stand.
        """
        ended = ""
        try:
            async for chunk in self._sized(request).astream(_messages(request)):
                ended = chunk.response_metadata.get("finish_reason", "") or ended
                yield Piece(str(chunk.text), _tokens(chunk))
        except Exception as error:  # noqa: BLE001  (whatever a library raises, it is translated here)
            raise translate(error) from None
        if ended != "stop":
            raise Failed("refused" if ended == "content_filter" else "cut")

    async def close(self) -> None:
        """Give the connections back."""
        await self._http.aclose()

    def _sized(self, request: ModelRequest[Any]) -> BaseChatOpenAI:
        return self._model.model_copy(update={"max_tokens": request.answer_tokens})


def translate(error: Exception) -> Failed:
    """Return what an error of a library below means; its text is left behind.

    A library wraps what stopped it, so the causes are looked at too, the first one first.
    """
    chain: list[BaseException] = [error]
    while (cause := chain[0].__cause__ or chain[0].__context__) is not None:
        chain.insert(0, cause)
    for one in chain:
        if isinstance(one, Failed):
            return one
    unsent = (httpx2.ConnectError, httpx2.UnsupportedProtocol)
    telling = next((one for one in chain if isinstance(one, unsent)), error)
    name = next((name for kind, name in _ERRORS if isinstance(telling, kind)), "unexpected")
    return Failed(name, _pause(error))


def _pause(error: Exception) -> float:
    """Return how many seconds the endpoint wants to be left alone, 0 when it does not say."""
    if not isinstance(error, openai.APIStatusError):
        return 0.0
    asked = error.response.headers.get("retry-after", "")
    return float(asked) if asked.isdecimal() else 0.0


def _chat_model(endpoint: Endpoint, http: httpx2.AsyncClient) -> BaseChatOpenAI:
    common: dict[str, Any] = {
        "api_key": SecretStr(endpoint.api_key),
        "http_async_client": http,
        "max_retries": 0,  # the one second try is ours, inside the deadline
        "stream_usage": True,
        "temperature": endpoint.temperature,
        "timeout": endpoint.deadline_seconds,
        "use_responses_api": False,
    }
    if endpoint.reasoning_effort:
        common["reasoning_effort"] = endpoint.reasoning_effort
    if endpoint.keeps_texts:
        common["store"] = False
    if endpoint.azure_api_version:
        provider = "azure_openai"
        common["azure_endpoint"] = endpoint.base_url
        common["api_version"] = endpoint.azure_api_version
    else:
        provider = "openai"
        common["base_url"] = endpoint.base_url or OPENAI
    model = init_chat_model(endpoint.model, model_provider=provider, **common)
    return cast("BaseChatOpenAI", model)


def _messages(request: ModelRequest[Any]) -> list[BaseMessage]:
    return [SystemMessage(request.system), HumanMessage(request.user)]


def _reason(raw: AIMessage) -> str:
    if raw.additional_kwargs.get("refusal"):
        return "refused"
    ended = raw.response_metadata.get("finish_reason")
    return {"length": "cut", "content_filter": "refused"}.get(str(ended), "shape")


def _tokens(message: AIMessage) -> TokenCount | None:
    usage = message.usage_metadata
    if usage is None:
        return None
    return TokenCount(max(0, usage["input_tokens"]), max(0, usage["output_tokens"]))
