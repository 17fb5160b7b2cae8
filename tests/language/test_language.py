"""With a model: better reading, better wording; without one: nothing missing."""

from dataclasses import replace

import pytest

from advisors import Catalogue, Facts, advise, read_text
from bot.language import Grounds, Sentence
from bot.language.prompt import NAMES, load_prompt
from bot.language.thread import summarise
from knowledge import Answer
from tests.language.stage import (
    ANSWER,
    CASE,
    COST_QUOTE,
    GOOD_LINE,
    GROUNDS,
    TODAY,
    asker,
    language_at,
    lines,
)
from tests.standins.model import StandInModel, says


async def test_facts_that_rules_miss_are_presumed_with_the_persons_words(
    model: StandInModel, catalogue: Catalogue
) -> None:
    language = language_at(model)
    rules = read_text(CASE, on=TODAY, catalogue=catalogue)

    found = await language.read_facts(CASE, rules=rules, catalogue=catalogue, asker=asker())
    await language.close()

    added = [one for one in found.presumed if one not in rules.presumed]
    assert [(one.name, one.value, one.evidence) for one in added] == [
        ("consistency", "strict", "as if one hand wrote it")
    ]
    assert found.found == rules.found
    assert set(rules.presumed) <= set(found.presumed)


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
    assert [one.citation.quote for one in worded.sentences] == [
        GOOD_LINE["quote"],
        second["quote"],
    ]


async def test_what_is_quoted_without_a_model_is_quoted_beside_its_words_too(
    model: StandInModel,
) -> None:
    own, other = (
        replace(ANSWER.citations[0], quote=words) for words in (COST_QUOTE, "changes daily")
    )
    longer = replace(own, quote=f"{COST_QUOTE}, because it needs custom data")
    language = language_at(model)
    quoted = []
    for citations in ((own,), (other,), (longer, other), ANSWER.citations):
        grounds = replace(GROUNDS, answer=replace(ANSWER, citations=citations))
        worded = await language.word_answer(grounds, asker=asker())
        assert worded is not None
        quoted.append(worded.citations)
    await language.close()

    assert quoted == [(own,), (own, other), (longer, other), ANSWER.citations]


async def test_where_the_guidance_does_not_say_no_model_is_asked(model: StandInModel) -> None:
    language = language_at(model)
    silent = Answer("The guidance does not say.", grounded=False, citations=())

    worded = await language.word_answer(Grounds("?", silent, GROUNDS.hits), asker=asker())
    await language.close()

    assert worded is None
    assert model.asked == []


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
