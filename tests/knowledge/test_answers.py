"""Answers: quotes that stand in their source, tables read directly, and honest refusals."""

import re
from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answers.answer import DOES_NOT_SAY
from knowledge.answers.answering import CLOSEST, answered
from knowledge.answers.evidence import WINDOW, expanded
from knowledge.editions.edition import Edition
from knowledge.search.finding import find
from tests.benchmarks.retrieval import refusing, removed
from tests.knowledge.world import check_quotes, contents, edition_of


@pytest.mark.parametrize(
    ("question", "words", "section"),
    [
        ("What is the initial investment?", "high", "Initial investment"),
        ("initial investment of prompt engineering", "low", "Initial investment"),
        ("best approach for legal document analysis", "fine-tuning", "Legal"),
        ("What should we use for marketing content?", "prompt", "Marketing"),
        ("How long does it take to implement?", "weeks", "Time to implement"),
        ("What is few-shot prompting?", "examples", "Few-shot"),
        ("Is RLHF a kind of fine-tuning?", "feedback", "Reinforcement"),
        ("maintenance of a fine-tuned model", "retrain", "Maintenance"),
    ],
)
def test_the_guidance_answers(question: str, words: str, section: str, shipped: Edition) -> None:
    answer = answered(shipped, question)
    assert answer.grounded
    assert words in answer.text.lower()
    assert any(section.lower() in each.section.lower() for each in answer.citations)
    check_quotes(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Compare fine-tuning and prompt engineering for maintenance",
        "Which is more consistent, fine-tuning or prompting?",
        "fine-tuning vs prompt engineering: flexibility",
        "What is the difference in accuracy between tuning and prompting?",
        "Which approach is better for complex queries?",
    ],
)
def test_a_comparison_is_answered_for_both_sides(question: str, shipped: Edition) -> None:
    answer = answered(shipped, question)
    assert re.search(r"fine-tun", answer.text, re.IGNORECASE)
    assert re.search(r"prompt", answer.text, re.IGNORECASE)


@pytest.mark.parametrize(
    "question",
    ["What is the capital of France?", "how do I bake bread?", "", "???", "the", "🦎", "x" * 5_000],
)
def test_what_the_guidance_does_not_say_is_said_so(question: str, shipped: Edition) -> None:
    answer = answered(shipped, question)
    assert (answer.text, answer.grounded, answer.citations) == (DOES_NOT_SAY, False, ())


@pytest.mark.parametrize(
    ("question", "direct"),
    [
        ("What is few-shot prompting?", True),
        ("is fine-tuning dead", True),
        ("is prompt engineering dead?", True),
        ("Which one needs fewer changes over time?", False),
    ],
)
def test_what_may_not_be_the_answer_is_given_with_a_reservation(
    question: str, *, direct: bool, shipped: Edition
) -> None:
    answer = answered(shipped, question)
    check_quotes(answer)
    assert answer.grounded
    assert (answer.direct, answer.reservation) == ((True, "") if direct else (False, CLOSEST))
    assert answer.text.startswith(CLOSEST) is not direct


def test_fine_tuning_is_said_to_be_alive_where_it_is(shipped: Edition) -> None:
    told = answered(shipped, "is fine-tuning dead").text
    assert "OpenAI is closing self-serve fine-tuning" in told
    assert "still offered to new customers" in told


@pytest.mark.parametrize(
    "question", ["how strict should the reward be?", "which kinds of fine-tuning exist?"]
)
def test_without_the_section_that_answers_its_neighbours_are_not_given_as_the_answer(
    question: str, shipped: Edition
) -> None:
    assert answered(shipped, question).direct
    with removed.cut_out(shipped, dict(removed.questions())[question]):
        answer = answered(shipped, question)
    assert not answer.direct


@pytest.mark.parametrize(
    "question", ["what is the capital of France?", "write me a poem about the sea"]
)
def test_a_question_off_the_topic_is_close_to_nothing(shipped: Edition, question: str) -> None:
    assert answered(shipped, question).closest == ()


def test_a_refusal_names_the_closest_sections(shipped: Edition) -> None:
    closest = answered(shipped, "what does a prompt engineer earn?").closest
    assert 0 < len(closest) <= 3


def test_the_promised_shares_are_kept(shipped: Edition) -> None:
    lists = [refusing.seen(shipped), *(refusing.unseen(shipped, one) for one in refusing.WRITERS)]
    found = {kind: refusing.together(one[kind] for one in lists) for kind in refusing.KINDS}
    assert found["answerable"].outright >= 0.92
    assert found["answerable"].quoted >= 0.95
    assert found["answer cut out"].outright <= 0.35
    assert found["near topic"].outright <= 0.35
    assert found["off topic"].quoted <= 0.02


def test_what_answers_is_found_among_the_first_three(shipped: Edition) -> None:
    for ranks in refusing.searched(shipped).values():
        assert fmean(rank >= 1 / 3 for rank in ranks) >= 0.95
        assert fmean(ranks) >= 0.92


def test_a_walk_through_the_paper_finds_its_claims(shipped: Edition) -> None:
    asked = refusing.walk()
    answers = [answered(shipped, row["ask"]) for row in asked]
    told = [re.search(row["says"], a.text) for row, a in zip(asked, answers, strict=True)]
    assert sum(each is not None for each in told) >= 0.92 * len(asked)
    assert sum(answer.grounded for answer in answers) >= 0.95 * len(asked)


@pytest.mark.parametrize(
    ("question", "heads"),
    [
        ("manual or automated prompt engineering?", {"Manual", "Automated"}),
        ("supervised vs unsupervised fine-tuning", {"Supervised", "Unsupervised"}),
        ("How is manual prompting different from automated?", {"Manual", "Automated"}),
    ],
)
def test_two_things_named_by_their_headings_are_both_told(
    question: str, heads: set[str], shipped: Edition
) -> None:
    said = answered(shipped, question).text
    assert all(re.search(rf"^{head}", said, re.MULTILINE) for head in heads)


def test_what_the_paper_says_comes_before_what_is_remarked_on_it(shipped: Edition) -> None:
    sections = [
        each.section for each in answered(shipped, "how expensive is fine-tuning?").citations
    ]
    assert "(paper §4.1)" in sections[0]
    assert "(paper" not in sections[-1]


def test_a_question_for_a_number_is_answered_by_one(shipped: Edition) -> None:
    assert "three types" in answered(shipped, "How many types of fine-tuning are there?").text


def test_of_a_text_without_headings_what_stands_near_the_passage_is_read(tmp_path: Path) -> None:
    tale = [f"The walrus rode tram number {number} to the station." for number in range(900)]
    tale[450] = "An iguana drove the tram on Tuesday."
    with edition_of(contents({"tale.md": " ".join(tale)}), tmp_path) as edition:
        section = expanded(find(edition, "iguana", 1).found[0])
        assert section.passages == 2 * WINDOW + 1 < edition.passages
        assert answered(edition, "When did the iguana drive?").citations[0].quote == tale[450]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            "fine-tuning prompt cost RAG examples what is better legal data and LoRA ? cache".split()  # noqa: SIM905  (a list would hide the words)
        ),
        max_size=7,
    ).map(" ".join)
)
def test_every_quote_stands_letter_for_letter_in_its_file(shipped: Edition, question: str) -> None:
    check_quotes(answered(shipped, question))


words = st.text(alphabet="abcde fg|.\n#-*`é", max_size=120)


@settings(deadline=None, max_examples=25)
@given(words, words)
def test_every_quote_of_any_document_is_a_substring(
    tmp_path_factory: pytest.TempPathFactory, first: str, second: str
) -> None:
    text = f"## Iguanas\n\n{first} iguana {second}"
    held = contents({"a.md": text})
    with edition_of(held, tmp_path_factory.mktemp("any")) as edition:
        for citation in answered(edition, "iguana").citations:
            assert citation.quote in held[0].text


def test_a_row_of_a_table_is_quoted_as_it_stands_and_read_as_a_sentence(tmp_path: Path) -> None:
    text = "## Fees\n\n| Plan | Price | Seats |\n|---|---|---|\n| Bronze | 5 euros | 3 |\n"
    with edition_of(contents({"fees.md": text}), tmp_path) as edition:
        answer = answered(edition, "What does the bronze plan cost?")
    assert answer.citations[0].quote == "Bronze | 5 euros | 3"
    assert "Bronze: Price: 5 euros; Seats: 3." in answer.text
