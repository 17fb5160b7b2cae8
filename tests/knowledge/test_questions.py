"""Questions: what people ask about the paper, for the rows of a table, and of a source they name."""

import re
from pathlib import Path

import pytest

from knowledge.answers.answering import answered
from knowledge.editions.edition import Edition
from tests.knowledge.guidance.corpus import table
from tests.knowledge.world import check_quotes, contents, edition_of


@pytest.mark.parametrize("row", table("must")["must"], ids=lambda row: row["ask"])
def test_what_people_ask_about_the_paper_is_answered(row: dict[str, str], shipped: Edition) -> None:
    answer = answered(shipped, row["ask"])
    assert re.search(row["says"], answer.text)
    check_quotes(answer)


def test_the_row_asked_for_is_told_without_its_neighbours(tmp_path: Path) -> None:
    rows = "| Bronze | 5 euros |\n| Silver | 9 euros |\n| Gold | 20 euros |\n"
    text = f"## Fees\n\nThree plans are sold.\n\n| Plan | Price |\n|---|---|\n{rows}"
    with edition_of(contents({"fees.md": text}), tmp_path) as edition:
        assert "Bronze" not in answered(edition, "What does the silver plan cost?").text


PLANS = """## Fees

Three plans are sold.

| Plan | Price | For |
|---|---|---|
| Bronze | 5 euros | Students |
| Silver | 9 euros | Firms |
| Gold | 20 euros | Firms |
"""


def test_a_table_without_a_word_around_it_tells_what_it_is_a_table_of(tmp_path: Path) -> None:
    rows = "| Office | Head |\n|---|---|\n| Oslo | Lie |\n| Bonn | Weill |\n"
    with edition_of(contents({"a.md": rows}), tmp_path) as edition:
        text = answered(edition, "Which offices are there?").text
    assert "Oslo: Head: Lie.\nBonn: Head: Weill." in text


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Which plans are sold?", {"Bronze", "Silver", "Gold"}, set()),
        ("What do the plans cost?", {"Bronze: Price: 5", "Silver", "Gold"}, set()),
        ("Which plans are for firms?", {"Silver", "Gold"}, {"Bronze"}),
        ("What is the gold plan?", {"Gold"}, {"Bronze", "Silver"}),
        ("What plans are there?", {"Gold", "Bronze", "Silver"}, set()),
    ],
)
def test_the_rows_are_told_that_a_question_asks_for_by_their_column(
    question: str, told: set[str], untold: set[str], tmp_path: Path
) -> None:
    with edition_of(contents({"fees.md": PLANS}), tmp_path) as edition:
        text = answered(edition, question).text
    assert {row for row in told | untold if row in text} == told


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("What cost factors does fine-tuning have?", 4),
        ("What are the use cases?", 4),
        ("Which use cases suit prompt engineering?", 2),
        ("What benefits does fine-tuning have?", 3),
        ("What types of prompt engineering are there?", 5),
    ],
)
def test_a_table_of_the_paper_is_told_whole_one_row_a_line(
    question: str, rows: int, shipped: Edition
) -> None:
    answer = answered(shipped, question)
    assert (
        len(re.findall(r"^[A-Z][\w-]+[^:\n]*: [^:\n]+: .*[.]$", answer.text, re.MULTILINE)) == rows
    )
    assert sum(" | " in each.quote for each in answer.citations) == rows
    check_quotes(answer)


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        (
            "Which approach is faster to deploy according to the comparison?",
            "Which approach is faster to deploy?",
        ),
        ("What does the guidance say about few-shot prompting?", "few-shot prompting?"),
        ("does the guidance say how long fine-tuning takes?", "how long fine-tuning takes?"),
        ("in the comparison table, which is more consistent?", "which is more consistent?"),
        ("What is LoRA, according to the paper?", "What is LoRA?"),
    ],
)
def test_words_that_name_the_source_change_no_answer(
    asked: str, plain: str, shipped: Edition
) -> None:
    answer = answered(shipped, asked)
    assert answer.text == answered(shipped, plain).text
    assert answer.grounded


def test_of_the_paper_alone_is_told_what_it_says(shipped: Edition) -> None:
    asked = answered(shipped, "According to the paper, what does fine-tuning cost at first?")
    assert all("(paper §" in each.section for each in asked.citations)
