"""Passages: laws of the cut."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.passages.cutting import SIZE, cut, indexed
from knowledge.passages.sentences import measure, spans

words = st.text(alphabet="abc XYZ.é!?,09", min_size=1, max_size=60)
lines = st.one_of(
    words,
    words.map(lambda text: f"# {text}"),
    words.map(lambda text: f"## {text}"),
    words.map(lambda text: f"- {text}"),
    words.map(lambda text: f"| {text} | b |"),
    st.just("|---|---|"),
    st.just("```"),
    st.just(""),
    st.text(max_size=80),
)
texts = st.lists(lines, max_size=40).map("\n".join)
law = settings(deadline=None, max_examples=150)


@law
@given(texts)
def test_every_letter_of_a_document_lies_in_a_passage(text: str) -> None:
    covered = set[int]()
    for passage in cut(text):
        covered.update(range(passage.start, passage.end))
    assert {place for place, sign in enumerate(text) if not sign.isspace()} <= covered


@law
@given(texts)
def test_passages_keep_the_order_and_do_not_overlap(text: str) -> None:
    passages = cut(text)
    for before, after in pairwise(passages):
        assert before.start < before.end <= after.start < after.end <= len(text)


@law
@given(texts, st.integers(20, 60), st.integers(0, 20))
def test_passages_are_no_longer_than_wished(text: str, size: int, overlap: int) -> None:
    for passage in cut(text, size=size, overlap=overlap):
        longest = max(measure(word) for word in text[passage.start : passage.end].split())
        assert measure(text[passage.start : passage.end]) <= max(size, longest)


@law
@given(texts)
def test_the_same_text_is_cut_and_indexed_alike(text: str) -> None:
    assert cut(text) == cut(text)
    once = list(indexed("Title", text, cut(text)))
    assert once == list(indexed("Title", text, cut(text)))
    assert len(once) == len(cut(text))


@law
@given(texts)
def test_sentences_are_exact_and_in_order(text: str) -> None:
    found = list(spans(text))
    for start, end in found:
        assert text[start:end] == text[start:end].strip() != ""
    assert "".join(text[a:b] for a, b in found).split() == text.split() or found == sorted(found)


def test_a_long_section_is_cut_between_sentences() -> None:
    text = "## Long\n\n" + "Every word of this sentence is counted once. " * 100
    passages = cut(text)
    assert len(passages) > 3
    assert all(measure(text[p.start : p.end]) <= SIZE for p in passages)
    assert all(text[p.end - 1] == "." for p in passages)


def test_each_section_is_a_passage_of_its_own_with_its_path() -> None:
    text = "# Guide\n\n## Costs\n\nHigh.\n\n### Later\n\nLow.\n\n## Time\n\nWeeks."
    assert [passage.section for passage in cut(text)] == ["Costs", "Costs > Later", "Time"]


def test_the_indexed_text_begins_with_title_and_section_and_tells_tables_as_sentences() -> None:
    text = "## Costs\n\n| Factor | Tuning | Prompts |\n|---|---|---|\n| Start | high | low |\n"
    assert list(indexed("Guide", text, cut(text))) == [
        "Guide > Costs\n| Factor | Tuning | Prompts |\nStart: Tuning: high; Prompts: low."
    ]


def test_what_looks_like_a_heading_in_code_is_code() -> None:
    text = "## Setup\n\n```\n# not a heading\n```\n\nDone."
    assert {passage.section for passage in cut(text)} == {"Setup"}
