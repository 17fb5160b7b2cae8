"""The questions to measure the search with name sections that exist and are asked in other words."""

from typing import Any

import pytest

from tests.knowledge.guidance.corpus import sections, table

QUESTIONS = table("questions")
ANSWERABLE: list[dict[str, Any]] = QUESTIONS["answerable"]
NAMES = {section.name for section in sections() if section.statements}


@pytest.mark.parametrize("question", ANSWERABLE, ids=[each["ask"] for each in ANSWERABLE])
def test_each_expected_section_exists(question: dict[str, Any]) -> None:
    assert question["where"]
    assert sorted(set(question["where"]) - NAMES) == []


def test_there_are_enough_questions_of_each_sort() -> None:
    assert len(ANSWERABLE) >= 120
    assert len(QUESTIONS["off_topic"]) >= 40
    assert len(QUESTIONS["near_topic"]) >= 40


def test_no_question_is_asked_twice() -> None:
    asked = [each["ask"] for each in ANSWERABLE]
    asked += QUESTIONS["off_topic"] + QUESTIONS["near_topic"]
    assert len(asked) == len(set(asked))


def test_every_section_beyond_the_paper_is_asked_for() -> None:
    asked = {name for question in ANSWERABLE for name in question["where"]}
    silent = {section.name for section in sections("guidance") if section.statements} - asked
    assert sorted(silent) == []


def test_questions_use_other_words_than_the_headings() -> None:
    headings = {section.heading.lower().split(" (paper")[0] for section in sections()}
    same = [each["ask"] for each in ANSWERABLE if each["ask"].lower() in headings]
    assert len(same) <= 5
