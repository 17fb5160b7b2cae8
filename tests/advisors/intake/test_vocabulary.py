"""The vocabulary's files: refused with file, line and mend when they cannot be trusted."""

import shutil
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from advisors.errors import CatalogueError
from advisors.intake.phrases import phrase
from advisors.intake.sheet import Sheet
from advisors.intake.vocabulary import load_vocabulary
from tests.advisors.intake.reading import catalogue

BROKEN = [
    ("task.toml", 'fact = "accuracy"', 'fact = "acuracy"', "no fact `acuracy`"),
    ("task.toml", 'value = "critical"', 'value = "crtical"', "does not take"),
    ("task.toml", '"lives depend', '"... lives depend', "is no phrase"),
    ("task.toml", '"lives depend', '"<lifes> depend', "unknown family"),
    ("task.toml", 'band = "share"', 'bund = "share"', "not a key"),
    ("words.toml", 'result = "high"', 'result = "higher"', "not all levels"),
    ("numbers.toml", 'value = "1000"', 'value = "1O00"', "not a number"),
]


@pytest.mark.parametrize(("file", "old", "new", "what"), BROKEN)
def test_a_broken_row_is_named_with_its_file_and_line(
    tmp_path: Path, file: str, old: str, new: str, what: str
) -> None:
    folder = shutil.copytree(catalogue().folder / "intake", tmp_path / "intake")
    text = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(CatalogueError, match=what) as refused:
        load_vocabulary(replace(catalogue(), folder=tmp_path))

    assert f"{file}:" in str(refused.value)
    assert refused.value.mend


def test_a_folder_without_a_vocabulary_takes_the_shipped_one(tmp_path: Path) -> None:
    assert load_vocabulary(replace(catalogue(), folder=tmp_path)).readings


def test_every_level_can_be_read() -> None:
    readings = load_vocabulary(catalogue()).readings
    for fact in catalogue().facts.values():
        ours = [one for one in readings if one.fact == fact.name and one.when == "always"]
        said = {value for one in ours for value in (one.value, one.negated)}
        assert {level.value for level in fact.levels} <= said, fact.name


@pytest.mark.parametrize("written", ["", "   ", "...", "... a", "a ...", "a? b?", "a||b"])
def test_a_phrase_that_could_match_nothing_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        phrase(written, {})


def test_an_empty_sheet_has_nothing() -> None:
    assert list(Sheet([]).find(phrase("a b", {}))) == []


def test_lines_are_short_enough_for_a_reviewer() -> None:
    folder = Path(str(resources.files("advisors"))) / "data" / "intake"
    lines = [
        line for file in folder.glob("*.toml") for line in file.read_text("utf-8").splitlines()
    ]

    assert lines
    assert [line for line in lines if len(line) > 120] == []
