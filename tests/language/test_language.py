"""With a model: better reading, better wording; without one: nothing missing."""

import subprocess
import sys

import langsmith.utils
import pytest
import tiktoken.registry
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr

from advisors import Catalogue, Facts, advise, read_text
from bot.language import Grounds, MemoryLedger, Sentence, embedding_endpoint, open_language
from bot.language.endpoint import Endpoint
from bot.language.prompt import NAMES, load_prompt
from bot.language.thread import summarise
from bot.settings import variable
from knowledge import Answer
from knowledge.embedding import EndpointEmbedder
from tests.language.stage import (
    CASE,
    GOOD_LINE,
    GROUNDS,
    TODAY,
    asker,
    language_at,
    lines,
    plain_settings,
)
from tests.standins.model import KEY, StandInModel, says


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


async def test_facts_that_rules_miss_are_added_with_the_persons_words(
    model: StandInModel, catalogue: Catalogue
) -> None:
    language = language_at(model)
    rules = read_text(CASE, on=TODAY, catalogue=catalogue)

    found = await language.read_facts(CASE, rules=rules, catalogue=catalogue, asker=asker())
    await language.close()

    added = [one for one in found.found if one not in rules.found]
    assert [(one.name, one.value, one.evidence) for one in added] == [
        ("consistency", "strict", "as if one hand wrote it")
    ]
    assert set(rules.found) <= set(found.found)


async def test_what_ifs_in_other_words_become_changes(
    model: StandInModel, catalogue: Catalogue
) -> None:
    language = language_at(model)
    text = "what if we had ten times the volume and slips were harmless?"

    changes = await language.read_changes(text, Facts({}), catalogue=catalogue, asker=asker())
    await language.close()

    assert {one.name: one.value for one in changes.found}["accuracy"] == "tolerant"


async def test_an_answer_is_told_sentence_by_sentence_and_bad_ones_are_left_out(
    model: StandInModel,
) -> None:
    second = {
        "sentence": "A tuned model keeps its tone over 1,000 requests.",
        "passage": 1,
        "quote": "A tuned model keeps its tone over 1,000 requests.",
    }
    bad = {**GOOD_LINE, "sentence": "Fine-tuning has a high initial cost of $9."}
    model.answers = says(f"```json\n{lines(GOOD_LINE, bad, GOOD_LINE)}\n{lines(second)}\n```")
    told: list[str] = []

    async def tell(sentence: Sentence) -> None:
        told.append(sentence.text)

    language = language_at(model)
    worded = await language.word_answer(GROUNDS, asker=asker(), tell=tell)
    await language.close()

    assert worded is not None
    assert told == [GOOD_LINE["sentence"], second["sentence"]]
    assert worded.text == " ".join(told)
    assert [one.quote for one in worded.citations] == [GOOD_LINE["quote"], second["quote"]]


async def test_where_the_guidance_does_not_say_no_model_is_asked(model: StandInModel) -> None:
    language = language_at(model)
    silent = Answer("The guidance does not say.", grounded=False, citations=())

    worded = await language.word_answer(Grounds("?", silent, GROUNDS.hits), asker=asker())
    await language.close()

    assert worded is None
    assert model.asked == []


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
    await language.close()


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


@pytest.mark.parametrize("name", NAMES)
def test_every_variable_of_a_prompt_is_filled_and_nothing_else_is_given(name: str) -> None:
    prompt = load_prompt(name)
    values = {one: f"<{one}>" for one in prompt.variables()}

    whole = "".join(prompt.fill(**values))

    assert prompt.system.template
    assert prompt.user.template
    assert all(value in whole for value in values.values())
    with pytest.raises(ValueError, match="differ"):
        prompt.fill(**values, more="x")
    with pytest.raises(ValueError, match="differ"):
        prompt.fill()


async def test_every_prompt_is_filled_by_the_code_that_uses_it(
    model: StandInModel, catalogue: Catalogue
) -> None:
    language = language_at(model)
    await language.probe(asker=asker())
    await language.word_answer(GROUNDS, asker=asker())
    await language.word_recommendation(
        advise(Facts({}), on=TODAY, catalogue=catalogue), [], asker=asker()
    )
    await language.read_changes("what if?", Facts({}), catalogue=catalogue, asker=asker())
    rules = read_text(CASE, on=TODAY, catalogue=catalogue)
    await language.read_facts(CASE, rules=rules, catalogue=catalogue, asker=asker())
    await language.close()

    assert len(model.asked) == len(NAMES)


@pytest.mark.parametrize("tokens", [10, 40, 200])
def test_a_long_thread_is_summarised_within_its_tokens(tokens: int) -> None:
    said = [f"Message {number} is here. It has more to tell, and goes on." for number in range(500)]

    summary = summarise(said, tokens)

    assert len(summary.encode()) <= tokens * 3
    assert "Message 499" in summary or tokens == 10


def test_every_setting_of_the_model_has_a_variable_and_a_meaning() -> None:
    fields = type(plain_settings()).model_fields
    names = [name for name in fields if "model" in name or "azure" in name]

    assert all(variable(name).startswith("ADVISOR_") for name in names)
    assert all(fields[name].description for name in names)
