"""Words: what the search takes as one term, also when many threads ask at once."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from knowledge.words.names import alias_spans
from knowledge.words.terms import stem, terms

ENDINGS = ("ingly", "ations", "fulness", "ically", "iveness", "ements", "ities", "edly")


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads that take turns as often as they can, so that what they share is disturbed."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_threads_do_not_disturb_each_others_stems() -> None:
    words = ["".join(parts) for parts in product("bdg", "aeo", "nrt", ("adiv", "ulat"), ENDINGS)]
    stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(stem.__wrapped__, words * 4))
    assert found == [stem(word) for word in words] * 4


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("our PDFs and FAQs", {"pdf", "faq"}),
        ("an LLM", {"llm"}),
        ("maxBatchSize", {"maxbatchs", "max", "batch", "size"}),
        ("retry_count", {"retri", "count"}),
        ("GPT-5", {"gpt", "5", "gpt5"}),
    ],
)
def test_a_text_has_these_terms(text: str, held: set[str]) -> None:
    assert held <= set(terms(text))


def test_the_plural_of_a_name_is_also_that_name() -> None:
    assert alias_spans("the upfront costs")[1] == alias_spans("the upfront cost")[1]
