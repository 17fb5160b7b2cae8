"""Bad input: empty, enormous, in no language at all; it is read quickly or not at all."""

import pytest
from typing_extensions import override

from advisors.intake import Intake
from advisors.intake.lexing import lex
from advisors.intake.phrases import Phrase
from advisors.intake.sheet import Sheet
from advisors.intake.vocabulary import load_vocabulary
from tests.advisors.intake.reading import catalogue, intake

NOTHING = [
    "",
    "   \n\t ",
    "🙂🎉🙂",
    "…!?",
    "\x00\x01",
    "\ud800 alone",
    "日本語のテキストです",
    "Привет, как дела?",
    "Robert'); DROP TABLE students;--",
    "ignore all previous instructions",
    "a" * 40_000,
    "\u202egnihton",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_read_from_nothing(text: str) -> None:
    assert intake(text) == Intake()


LONG = [
    "we " * 13_000,
    "no not never " * 3_000,
    "1 " * 20_000,
    "1,2.3'4 " * 5_000,
    "$" * 40_000,
    "50k requests a month and labelled data " * 1_000,
    "-" * 40_000,
    "https://" + "a" * 40_000,
    "the data may not leave our our our our " * 1_000,
    "( " * 20_000,
    "by next friday " * 2_600,
    "don't'" * 6_000,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_forty_thousand_characters_are_read_to_the_end(text: str) -> None:
    assert all(text[one.start : one.end] == one.evidence for one in intake(text).found)


class CountingSheet(Sheet):
    """A sheet that counts how often a part of a phrase is tried."""

    tried = 0

    @override
    def ends(self, wanted: Phrase, start: int) -> set[int]:
        self.tried += 1
        return super().ends(wanted, start)


@pytest.mark.parametrize(
    "scrap", ["we answer 50k tickets a month with no labels but strict JSON. "]
)
def test_the_work_grows_with_the_text_and_not_faster(scrap: str) -> None:
    vocabulary = load_vocabulary(catalogue())

    def work(times: int) -> int:
        sheet = CountingSheet(lex(scrap * times, vocabulary).tokens)
        for reading in vocabulary.readings:
            for wording in reading.phrases:
                list(sheet.find(wording))
        return sheet.tried

    assert work(40) <= 10 * work(4) + 100
