"""Signposts: short and common questions lead to their sections, foreign ones nowhere."""

from collections.abc import Iterator

import pytest

from knowledge.answering import answered
from knowledge.edition import Edition
from knowledge.signposts import led_to, signposts
from knowledge.sources import guidance
from knowledge.verification import calibrated
from tests.knowledge.world import edition_of


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The shipped guidance, opened once for all of these tests."""
    with edition_of(list(guidance().values()), tmp_path_factory.mktemp("shipped")) as edition:
        edition.threshold = calibrated(edition)
        yield edition


@pytest.mark.parametrize(
    ("question", "sections"),
    [
        ("When should I opt for fine-tuning?", ("When to choose fine-tuning",)),
        ("Should I opt for prompt engineering?", ("When to choose prompt engineering",)),
        ("what is RAG?", ("What is retrieval-augmented generation?",)),
        ("fine-tunning", ("What is fine-tuning?",)),
        ("why not fine-tune?", ("Why not fine-tune?",)),
        ("Is OpenAI fine-tuning still available?", ("Can I still fine-tune on OpenAI?",)),
        ("zero-shot vs few-shot", ("Zero-shot prompting", "Few-shot prompting")),
        ("prompting vs RAG", ("What is prompt engineering?", "What is retrieval")),
    ],
)
def test_a_short_question_leads_to_its_sections(
    question: str, sections: tuple[str, ...], shipped: Edition
) -> None:
    answer = answered(shipped, question)
    named = dict.fromkeys(citation.section for citation in answer.citations)
    assert [n for n, s in zip(named, sections, strict=True) if not n.startswith(s)] == []


@pytest.mark.parametrize(
    "question",
    [
        "What is the meaning of life?",
        "What time is it?",
        "What day is today?",
        "Who is the CEO of OpenAI?",
        "OpenAI stock price",
    ],
)
def test_what_the_guidance_is_not_about_is_refused_without_sections(
    question: str, shipped: Edition
) -> None:
    answer = answered(shipped, question)
    assert (answer.grounded, answer.closest) == (False, ())


def test_every_signpost_leads_to_a_section_that_exists(shipped: Edition) -> None:
    headings = [passage.section for content in shipped.contents for passage in content.passages]
    wanted = [heading for _, to in signposts().leads for heading in to]
    assert [each for each in wanted if not any(each in heading for heading in headings)] == []
    assert led_to(shipped, "Is it raining?") == ()
