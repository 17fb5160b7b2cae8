"""Answers to one asked question, in plain words."""

import pytest

from advisors.errors import FactError
from advisors.intake import read_answer
from tests.advisors.intake.reading import SUNDAY, catalogue

ANSWERS = [
    ("labelled_examples", "3000", "3000"),
    ("labelled_examples", "about 3k", "3000"),
    ("labelled_examples", "none", "0"),
    ("labelled_examples", "we don't have any", "0"),
    ("labelled_examples", "a few hundred", "300"),
    ("labelled_examples", "two dozen", "24"),
    ("requests_per_month", "3000", "3000"),
    ("requests_per_month", "about 2k a day", "60000"),
    ("requests_per_month", "10-20k", "15000"),
    ("requests_per_month", "half a million", "500000"),
    ("requests_per_month", "zehntausend", "10000"),
    ("accuracy", "medium", "good"),
    ("accuracy", "high", "high"),
    ("accuracy", "very high", "critical"),
    ("accuracy", "CRITICAL", "critical"),
    ("accuracy", "Must be right", "high"),
    ("accuracy", "Errors do harm", "critical"),
    ("accuracy", "99.9%", "critical"),
    ("accuracy", "mistakes are cheap", "tolerant"),
    ("accuracy", "not very important", "tolerant"),
    ("consistency", "pretty strict", "strict"),
    ("consistency", "mostly alike", "mostly"),
    ("consistency", "free", "free"),
    ("domain", "some-jargon", "some-jargon"),
    ("domain", "Everyday language", "general"),
    ("domain", "quite special", "specialised"),
    ("domain", "legal", "expert"),
    ("complexity", "simple", "simple"),
    ("complexity", "very complex", "intricate"),
    ("complexity", "a few steps", "multi-step"),
    ("gap", "both", "both"),
    ("gap", "all of it", "both"),
    ("gap", "we all agree the tone is wrong", "behaviour"),
    ("gap", "it lacks facts", "knowledge"),
    ("gap", "the tone", "behaviour"),
    ("gap", "nothing", "none"),
    ("knowledge_change", "every week", "daily"),
    ("knowledge_change", "once a month", "monthly"),
    ("knowledge_change", "hardly ever", "static"),
    ("knowledge_change", "twice a year", "yearly"),
    ("citations", "yes", "yes"),
    ("citations", "yes please", "yes"),
    ("citations", "nope", "no"),
    ("citations", "not really needed", "no"),
    ("citations", "ja", "yes"),
    ("label_quality", "noisy", "noisy"),
    ("label_quality", "two people checked each one", "clean"),
    ("grader", "people judge", "human"),
    ("grader", "a script", "automatic"),
    ("grader", "nobody", "none"),
    ("prompt_state", "not yet", "untried"),
    ("prompt_state", "stuck at 80 %", "plateaued"),
    ("prompt_state", "still improving", "improving"),
    ("task_change", "stays the same", "stable"),
    ("task_change", "it keeps changing", "shifting"),
    ("variety", "one narrow task", "narrow"),
    ("variety", "many kinds", "broad"),
    ("latency", "Under a second", "realtime"),
    ("latency", "a few seconds", "interactive"),
    ("latency", "minutes are fine", "relaxed"),
    ("latency", "not urgent", "relaxed"),
    ("privacy", "our own servers", "own-premises"),
    ("privacy", "any vendor", "any-vendor"),
    ("privacy", "under contract", "contract-only"),
    ("team", "nobody", "none"),
    ("team", "one of us has done it once", "some"),
    ("team", "very experienced", "experienced"),
    ("deadline_days", "10", "10"),
    ("deadline_days", "3 weeks", "21"),
    ("deadline_days", "next Friday", "5"),
    ("deadline_days", "by the end of March", "129"),
    ("deadline_days", "15 January", "54"),
    ("deadline_days", "no deadline", "365"),
    ("budget_monthly_usd", "2k", "2000"),
    ("budget_monthly_usd", "about 500 a month", "500"),
    ("budget_monthly_usd", "$24k a year", "2000"),
    ("budget_one_off_usd", "20 grand", "20000"),
    ("budget_one_off_usd", "$1,500.50", "1500.5"),
    ("hourly_rate_usd", "80 an hour", "80"),
    ("failure_cost_usd", "about 40 dollars", "40"),
    ("output_tokens", "a paragraph", "150"),
    ("output_tokens", "200 words", "267"),
    ("input_tokens", "two pages", "1200"),
    ("input_tokens", "1500", "1500"),
    ("document_tokens", "a 300-page manual", "180000"),
    ("shared_prefix_tokens", "one page", "600"),
    ("provider", "Azure", "azure"),
    ("openai_tuning_customer", "never", "no"),
    ("openai_tuning_customer", "yes, we do", "yes"),
]


@pytest.mark.parametrize(("fact", "text", "value"), ANSWERS)
def test_an_answer_is_read_in_plain_words(fact: str, text: str, value: str) -> None:
    found = read_answer(fact, text, on=SUNDAY, catalogue=catalogue())

    assert found is not None
    assert (found.name, f"{found.value}") == (fact, value)
    assert text[found.start : found.end] == found.evidence


@pytest.mark.parametrize("fact", catalogue().facts)
def test_every_button_and_every_stable_name_is_an_answer(fact: str) -> None:
    for level in catalogue().facts[fact].levels:
        for text in (level.label.upper(), f" {level.value}. "):
            found = read_answer(fact, text, on=SUNDAY, catalogue=catalogue())

            assert found is not None, text
            assert found.value == level.value, text


@pytest.mark.parametrize("fact", catalogue().facts)
def test_the_example_of_every_question_is_an_answer(fact: str) -> None:
    example = catalogue().facts[fact].example

    found = read_answer(fact, example, on=SUNDAY, catalogue=catalogue())

    assert found is not None, example


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "🙂🙂",
        "don't know",
        "I have no idea",
        "not sure",
        "skip",
        "who won the match yesterday?",
        "what does this mean for 3 of us?",
        "the weather is lovely",
    ],
)
def test_other_words_are_no_answer(text: str) -> None:
    for fact in catalogue().facts:
        assert read_answer(fact, text, on=SUNDAY, catalogue=catalogue()) is None, fact


REFUSED = [
    ("labelled_examples", "-5", "less than"),
    ("labelled_examples", "minus twenty", "less than"),
    ("requests_per_month", "99999999999999999", "more than"),
    ("requests_per_month", "1e99", "more than"),
    ("requests_per_month", "9" * 5000, "more than"),
    ("deadline_days", "yesterday", "past"),
    ("budget_monthly_usd", "€500", "EUR"),
    ("budget_one_off_usd", "20k pounds", "GBP"),
    ("budget_one_off_usd", "₹50,000", "INR"),
    ("budget_monthly_usd", "A$500", "AUD"),
    ("budget_monthly_usd", "R$ 500", "BRL"),
    ("budget_monthly_usd", "5000 SEK", "SEK"),
    ("budget_one_off_usd", "-$5", "less than"),
]


@pytest.mark.parametrize(("fact", "text", "why"), REFUSED)
def test_an_absurd_answer_is_refused_with_a_mend(fact: str, text: str, why: str) -> None:
    with pytest.raises(FactError, match=why) as refused:
        read_answer(fact, text, on=SUNDAY, catalogue=catalogue())

    assert refused.value.fact == fact
    assert refused.value.mend
    assert len(str(refused.value)) < 200


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(FactError, match="acuracy"):
        read_answer("acuracy", "high", on=SUNDAY, catalogue=catalogue())
