"""Any endpoint of the family is asked in its own way, and nothing else is asked or told."""

import subprocess
import sys
from typing import Any

import langsmith.utils
import pytest
import tiktoken.registry
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr

from advisors import Catalogue, Facts, advise
from bot.language import MemoryLedger, embedding_endpoint, open_language
from bot.language.endpoint import Endpoint
from bot.settings import variable
from knowledge.index.embedding import EndpointEmbedder
from tests.language.stage import (
    GROUNDS,
    TODAY,
    asker,
    language_at,
    plain_settings,
)
from tests.standins.model import KEY, StandInModel


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"model": "gpt-5-mini"},
        {"openai_api_key": SecretStr(KEY)},
        {"openai_base_url": "http://127.0.0.1/v1"},
    ],
)
def test_without_model_and_a_way_to_it_there_is_none(given: dict[str, object]) -> None:
    assert open_language(plain_settings(**given), MemoryLedger()) is None


def is_strict(body: dict[str, Any]) -> bool:
    """Tell whether a request binds the model to a schema that lets nothing else in."""
    tools = [one["function"] for one in body.get("tools", ())]
    formats = [body.get("response_format", {}).get("json_schema", {})]
    bound = [one for one in (*tools, *formats) if one.get("strict")]
    schemas = [one.get("schema") or one["parameters"] for one in bound]
    return bool(schemas) and all(one["additionalProperties"] is False for one in schemas)


@pytest.mark.parametrize("structure", ["json_schema", "function_calling", "json_mode"])
async def test_every_way_to_ask_for_structure_works(
    structure: str, model: StandInModel, catalogue: Catalogue
) -> None:
    language = language_at(model, model_structure=structure)
    await language.probe(asker=asker())
    advice = advise(Facts({}), on=TODAY, catalogue=catalogue)

    words = await language.word_recommendation(
        advice, ["Your team sorts support tickets for a clinic"], asker=asker()
    )
    await language.close()

    assert words == "Your team sorts support tickets for a clinic."
    assert {is_strict(body) for body in model.asked} == {structure != "json_mode"}


async def test_a_model_that_thinks_first_gets_room_for_it(model: StandInModel) -> None:
    language = language_at(model, model_thinking_tokens=2_000, model_reasoning_effort="low")
    await language.word_answer(GROUNDS, asker=asker())
    await language.close()

    assert model.asked[0]["max_completion_tokens"] > 2_000
    assert model.asked[0]["reasoning_effort"] == "low"


async def test_an_azure_resource_is_asked_in_its_own_way(model: StandInModel) -> None:
    address = model.address.removesuffix("/v1")
    language = language_at(model, openai_base_url=address, azure_api_version="2024-10-21")

    assert await language.word_answer(GROUNDS, asker=asker()) is not None
    await language.probe(asker=asker())
    await language.close()
    deployment = "/openai/deployments/gpt-5-mini/chat/completions?api-version=2024-10-21"
    assert model.called == [deployment, deployment]
    assert model.keys == [KEY, KEY]


async def test_a_local_server_needs_no_key_and_is_not_told_what_it_does_not_know(
    model: StandInModel,
) -> None:
    language = language_at(model, openai_api_key=SecretStr(""))
    await language.word_answer(GROUNDS, asker=asker())
    await language.close()

    assert model.keys == ["Bearer none"]
    assert "store" not in model.asked[0]


@pytest.mark.parametrize(
    ("address", "keeps"),
    [
        ("", True),
        ("https://api.openai.com/v1", True),
        ("https://eu.api.openai.com/v1", True),
        ("https://team.openai.azure.com", True),
        ("http://127.0.0.1:11434/v1", False),
        ("https://notopenai.com/v1", False),
    ],
)
def test_endpoints_that_keep_texts_are_told_not_to(address: str, keeps: bool) -> None:  # noqa: FBT001  (a column of the table)
    assert Endpoint("m", address, KEY).keeps_texts is keeps
    assert KEY not in repr(Endpoint("m", address, KEY))


async def test_whoever_keeps_texts_is_told_with_each_request(
    model: StandInModel, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.language.endpoint._KEEPERS", ("127.0.0.1",))
    language = language_at(model)
    await language.word_answer(GROUNDS, asker=asker())
    await language.read_changes("what if?", Facts({}), catalogue=catalogue, asker=asker())
    await language.close()

    assert [body["store"] for body in model.asked] == [False, False]


async def test_the_guidance_can_be_embedded_at_the_same_place(model: StandInModel) -> None:
    settings = plain_settings(openai_base_url=model.address, embedding_model="embed-1")
    endpoint = embedding_endpoint(settings)

    assert endpoint is not None
    assert (endpoint.base_url, endpoint.model) == (model.address, "embed-1")
    assert EndpointEmbedder(endpoint).identity.startswith("endpoint/embed-1@")
    assert embedding_endpoint(plain_settings(openai_base_url=model.address)) is None


async def test_nothing_phones_home_whatever_the_environment_says(
    model: StandInModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    language = language_at(model)
    await language.probe(asker=asker())
    await language.word_answer(GROUNDS, asker=asker())
    await language.close()

    assert langsmith.utils.tracing_is_enabled() is False
    assert tiktoken.registry.ENCODINGS == {}


async def test_each_call_is_a_span_without_words(model: StandInModel) -> None:
    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    settings = plain_settings(model="gpt-5-mini", openai_base_url=model.address)
    language = open_language(settings, MemoryLedger(), tracer=provider.get_tracer("test"))
    assert language is not None

    await language.word_answer(GROUNDS, asker=asker())
    await language.close()

    (span,) = spans.get_finished_spans()
    assert span.name == "model answer"
    assert dict(span.attributes or {}) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-5-mini",
        "gen_ai.usage.input_tokens": 120,
        "gen_ai.usage.output_tokens": 30,
        "advisor.outcome": "answered",
    }


def test_the_libraries_are_loaded_when_first_used() -> None:
    program = (
        "import sys, bot.language\n"
        "heavy = {'langchain', 'langchain_openai', 'openai', 'genai_prices', 'langsmith'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert printed.stdout.strip() == "[]"


def test_every_setting_of_the_model_has_a_variable_and_a_meaning() -> None:
    fields = type(plain_settings()).model_fields
    names = [name for name in fields if "model" in name or "azure" in name]

    assert all(variable(name).startswith("ADVISOR_") for name in names)
    assert all(fields[name].description for name in names)
