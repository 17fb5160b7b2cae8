"""Presumptions: what a description suggests is assumed and asked; what it says is taken."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from advisors.errors import CatalogueError
from advisors.intake.vocabulary import load_vocabulary
from tests.advisors.intake.reading import catalogue, intake

SUGGESTED = [
    # Who wants the source shown has sources that the model does not.
    ("Lawyers here draft opinions, and each statement needs a reference to the ruling.", "gap=knowledge"),
    # People ask for what is written down somewhere.
    ("Residents would like to ask about permits; it is all in our ordinances and minutes.", "gap=knowledge"),
    # Examples of right answers are kept for one task.
    ("Our clerks have coded 9,000 letters so far and a mistake there is simply put right.", "variety=narrow"),
    ("We put claims into one of forty codes and have 9,000 claims coded by our clerks.", "gap=behaviour"),
    # A complaint about what comes out.
    ("Product texts in five languages: the output ignores our length limit and reads clumsily.", "gap=behaviour"),
    ("It should write letters. Even with long prompts full of examples it drifts off after a page.", "prompt_state=plateaued"),
]  # fmt: skip

NOT_SUGGESTED = [
    # A large model that cannot be paid for says nothing of the small one.
    ("The big model does it very well today, but the bill is far too high at our scale.", "gap"),
    # What is denied is no sign.
    (
        "We do not classify anything, there are no labels and nobody has any examples here.",
        "variety",
    ),
    # New text is created, not judged.
    (
        "We want bedtime stories for children, a new one every evening, and 300 examples exist.",
        "variety",
    ),
]


def presumed(text: str) -> dict[str, str]:
    """Return what a text suggests as plain strings."""
    return {one.name: f"{one.value}" for one in intake(text).presumed}


@pytest.mark.parametrize(("text", "expected"), SUGGESTED)
def test_a_description_suggests_more_than_it_says(text: str, expected: str) -> None:
    fact, _, value = expected.partition("=")

    assert presumed(text).get(fact) == value
    assert fact not in {one.name for one in intake(text).found}


@pytest.mark.parametrize(("text", "fact"), NOT_SUGGESTED)
def test_where_the_opposite_is_as_likely_nothing_is_presumed(text: str, fact: str) -> None:
    assert presumed(text).get(fact) != "narrow" if fact == "variety" else fact not in presumed(text)


def test_what_is_said_outright_is_taken_and_not_presumed() -> None:
    read = intake("We answer questions on our manuals; the model doesn't know our products at all.")

    assert {one.name: one.value for one in read.found}["gap"] == "knowledge"
    assert "gap" not in {one.name for one in read.presumed}


def test_a_short_text_means_what_it_suggests() -> None:
    read = intake("The tone is wrong.")

    assert [(one.name, one.value) for one in read.found] == [("gap", "behaviour")]
    assert not read.presumed


def test_the_evidence_of_a_presumption_stands_in_the_text() -> None:
    for text, _ in SUGGESTED:
        for one in intake(text).presumed:
            assert text[one.start : one.end] == one.evidence


BROKEN = [
    ('fact = "gap"\nvalue = "knowledge"', 'fact = "gup"\nvalue = "knowledge"', "no fact `gup`"),
    ('value = "behaviour"', 'value = "behavior"', "does not take"),
    ('when = ["unknown to the model"]', 'when = ["unknown to the moon"]', "neither a sign nor a fact"),
    ('unless = ["content"]', 'unless = ["contented"]', "neither a sign nor a fact"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "what"), BROKEN)
def test_a_broken_implication_is_named_with_its_file_and_line(
    tmp_path: Path, old: str, new: str, what: str
) -> None:
    folder = shutil.copytree(catalogue().folder / "intake", tmp_path / "intake")
    path = folder / "implications.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(CatalogueError, match=what) as refused:
        load_vocabulary(replace(catalogue(), folder=tmp_path))

    assert "implications.toml:" in str(refused.value)
    assert refused.value.mend
