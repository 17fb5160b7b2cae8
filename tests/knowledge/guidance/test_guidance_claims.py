"""Every claim of the paper is found in the guidance, in our words and under its section."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from tests.knowledge.guidance.corpus import HERE, documents, sections, table

CLAIMS: list[dict[str, Any]] = table("claims")["claims"]
PAPER_SECTIONS = {
    *("§1", "§2", "§2.1", "§3", "§3.1", "§4, How it works", "§4, Cost analysis", "§4.1"),
    *("§5", "§5.1", "§6.1", "§6.2", "§6.3", "§7", "§8", "§8.1"),
}
LONGEST_COMMON_RUN = 8


@pytest.mark.parametrize("claim", CLAIMS, ids=[claim["says"] for claim in CLAIMS])
def test_each_claim_stands_in_one_section_that_names_its_place(claim: dict[str, Any]) -> None:
    place = f"(paper {claim['at']})"
    under = [each for each in sections("paper") if place in each.heading]
    phrases = [phrase.lower() for phrase in claim["phrases"]]
    assert [each.name for each in under if all(phrase in each.text for phrase in phrases)]


def test_claims_cover_every_section_of_the_paper() -> None:
    assert {claim["at"] for claim in CLAIMS} == PAPER_SECTIONS


def test_no_claim_is_listed_twice() -> None:
    said = [claim["says"] for claim in CLAIMS]
    assert len(said) == len(set(said))


def test_every_row_of_the_papers_tables_is_also_a_sentence() -> None:
    rows = [
        (section.text, statement.split("|")[1].strip().lower())
        for section in sections("paper")
        if " table: " in section.heading.lower()
        for statement in section.statements
        if statement.startswith("|")
    ]
    said = " ".join(section.text for section in sections("paper"))
    assert len(rows) == 11
    assert [row for _, row in rows if f"\n{row}: " not in said] == []


def test_no_run_of_eight_words_is_copied_from_the_paper() -> None:
    known = frozenset((HERE / "paper_shingles.txt").read_text(encoding="utf-8").split())
    assert len(known) > 800
    copied = [
        (document.name, run)
        for document in documents()
        for line in document.body.splitlines()
        for run in _runs(line)
        if sha256(run.encode()).hexdigest()[:12] in known
    ]
    assert copied == []


def _runs(line: str) -> Iterator[str]:
    words = re.findall(r"[a-z0-9]+", line.lower())
    for start in range(len(words) - LONGEST_COMMON_RUN + 1):
        yield " ".join(words[start : start + LONGEST_COMMON_RUN])
