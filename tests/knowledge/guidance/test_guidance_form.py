"""The form of the guidance: front matter, references, and sentences that can be quoted alone."""

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.knowledge.guidance.corpus import (
    GUIDANCE,
    Document,
    Section,
    documents,
    sections,
    statements,
    table,
)

SOURCES: list[dict[str, Any]] = table("references", GUIDANCE)["sources"]
CITES = {source["cite"]: source for source in SOURCES}
ALIASES: dict[str, list[str]] = table("aliases", GUIDANCE)["alias"]
DANGLING = ("This ", "It ", "They ", "These ", "Those ", "That ", "He ", "She ", "Here ", "However")
NAMES = [document.name for document in documents()]
PAPER = "Fine-Tune or Prompt? Mastering LLMs for Maximum Impact"


def cites_in(statement: str) -> list[str]:
    """Return what a statement cites: in its last parentheses, or in a table's last cell."""
    if statement.startswith("|"):
        return statement.strip("| ").split("|")[-1].strip().split("; ")
    inside = re.findall(r"\(([^()]+)\)", statement)
    return inside[-1].split("; ") if inside else []


@pytest.mark.parametrize("document", documents(), ids=NAMES)
def test_front_matter_names_title_source_section_and_date(document: Document) -> None:
    assert document.front["title"]
    assert document.front["source"]
    assert re.match(r"\d", str(document.front["section"]))
    assert isinstance(document.front["date"], date)
    assert document.front["kind"] in {"paper", "guidance"}
    assert (document.front["source"] == PAPER) == (document.front["kind"] == "paper")


@pytest.mark.parametrize("document", documents(), ids=NAMES)
def test_files_are_short_and_their_headings_differ(document: Document) -> None:
    headings = [section.heading for section in document.sections]
    assert document.lines < 250
    assert len(headings) == len(set(headings))
    assert document.body.lstrip().startswith("# ")


@pytest.mark.parametrize("section", sections("paper"), ids=lambda each: each.name)
def test_each_heading_of_the_paper_says_its_section(section: Section) -> None:
    assert re.search(r"\(paper §\d", section.heading)


@pytest.mark.parametrize("section", sections("guidance"), ids=lambda each: each.name)
def test_each_statement_of_the_guidance_cites_a_known_reference(section: Section) -> None:
    unknown = [
        (statement, cite)
        for statement in section.statements
        for cite in cites_in(statement) or [""]
        if cite not in CITES
    ]
    assert unknown == []


def test_each_reference_is_cited_and_bears_its_year() -> None:
    cited = {cite for statement in statements("guidance") for cite in cites_in(statement)}
    assert set(CITES) - cited == set()
    assert len(CITES) == len(SOURCES)
    assert [cite for cite, source in CITES.items() if not cite.endswith(str(source["year"]))] == []
    assert [cite for cite, source in CITES.items() if not source["where"]] == []


def test_what_others_report_is_said_to_be_reported() -> None:
    second_hand = {cite for cite, each in CITES.items() if each["read"] == "reported by others"}
    bare = [
        statement
        for statement in statements("guidance")
        if second_hand & set(cites_in(statement)) and "report" not in statement
    ]
    assert bare == []


def test_both_sides_are_said_where_later_evidence_differs_from_the_paper() -> None:
    both = [each for each in statements("guidance") if re.search(r"paper.*\(§\d.*?\)", each)]
    assert len(both) >= 25


@pytest.mark.parametrize("section", sections(), ids=lambda each: each.name)
def test_each_sentence_can_be_quoted_alone(section: Section) -> None:
    prose = [each for each in section.statements if not each.startswith("|")]
    assert [each for each in prose if each.startswith(DANGLING)] == []
    assert [each for each in prose if not each.endswith((".", ":"))] == []
    assert len(prose) <= 6


def test_no_statement_is_said_twice() -> None:
    said = Counter(statements("guidance") + statements("paper"))
    assert [statement for statement, times in said.items() if times > 1] == []


@pytest.mark.parametrize("term", ALIASES)
def test_each_alias_expands_to_words_of_the_guidance(term: str) -> None:
    text = " ".join(section.text for section in sections())
    words = {word for meaning in ALIASES[term] for word in re.findall(r"[\w]+", meaning.lower())}
    assert ALIASES[term]
    assert sorted(word for word in words if word not in text) == []
