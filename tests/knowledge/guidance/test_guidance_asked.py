"""What people ask each section of the guidance: beside every section, under headings that exist."""

import pytest

from knowledge.passages.content import Content
from knowledge.reload.sources import guidance
from tests.knowledge.guidance.corpus import HERE, documents, table

TEST_QUESTIONS = [
    each["ask"].lower() for writer in table("unseen").values() for each in writer["answerable"]
]
ASKED = [question.lower() for content in guidance().values() for _, question in content.asked]


def test_every_section_with_text_is_asked_something_and_no_other() -> None:
    for document in documents():
        content = guidance()[f"guidance/{document.name}.md"]
        expected = {section.heading for section in document.sections if section.statements}
        assert {heading for heading, _ in content.asked} == expected


def test_every_file_of_questions_belongs_to_a_document() -> None:
    folder = HERE.parents[2] / "knowledge" / "guidance" / "asked"
    assert {file.stem for file in folder.iterdir()} == {each.name for each in documents()}


def test_no_question_is_written_twice() -> None:
    assert len(ASKED) == len(set(ASKED))


def test_the_unseen_questions_were_not_written_beside_the_sections() -> None:
    shared = sorted(set(ASKED) & set(TEST_QUESTIONS))
    assert len(shared) <= 0.02 * len(TEST_QUESTIONS), shared


@pytest.mark.parametrize("content", guidance().values(), ids=lambda each: each.title)
def test_what_is_asked_is_searched_with_its_section(content: Content) -> None:
    indexed = list(content.indexed())
    for heading, question in content.asked:
        assert any(heading in text and question in text.splitlines() for text in indexed)
