"""Refused files: a bad data file is named with its line and how to mend it."""

import shutil
from pathlib import Path

import pytest

from advisors import CatalogueError, FactError, load_catalogue, read_facts, show_value
from advisors.catalogue import SHIPPED
from tests.advisors.decision.given import CATALOGUE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "data"))


def _edit(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence and return its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("rules.toml", "weight = 8", 'weight = "many"', "`weight` is not a whole number"),
        ("rules.toml", "weight = 8", "weight = -8", "`weight` is not a whole number"),
        ("rules.toml", 'fact = "accuracy"', 'fact = "acuracy"', "has no scale"),
        ("rules.toml", 'favours = ["rag"', 'favours = ["rags"', "`favours` must name"),
        (
            "rules.toml",
            "given = { document_tokens",
            "given = { documents",
            "`given` names 'documents'",
        ),
        ("rules.toml", 'reason = "The dearer', 'reasons = "The dearer', "is not a key"),
        ("gates.toml", 'reason = "', 'reason = "" # "', "`reason` is empty"),
        ("gates.toml", 'closes = ["fine-tune"]', 'closes = ["prompt"]', "other than prompt"),
        ("gates.toml", '["daily"]', '["hourly"]', "names levels knowledge_change has not"),
        ("techniques.toml", '"unsupervised"', '"magic"', "`technique` is 'magic'"),
        ("facts.toml", 'assumed = "good"', 'assumed = "fine"', "which is no level"),
        ("facts.toml", 'kind = "level"', 'kind = "levels"', "does not fit"),
        ("options.toml", 'approach = "prompt"', 'approach = "ask"', "`approach` is 'ask'"),
        ("plan.toml", 'for = ["rag", "hybrid"]', 'for = ["rags"]', "is no approach"),
        ("answers.toml", '\nask = "always"', '\nask = "often"', "`ask` is 'often'"),
    ],
)
def test_a_fault_is_named_with_its_line(
    folder: Path, file: str, old: str, new: str, says: str
) -> None:
    line = _edit(folder / file, old, new)

    with pytest.raises(CatalogueError) as refused:
        load_catalogue(folder)

    faults = [text for text in str(refused.value).splitlines() if says in text]
    assert faults
    named = int(faults[0].split(":")[1])
    assert faults[0].startswith(f"{file}:")
    assert abs(named - line) <= 12
    assert faults[0].endswith(")")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'given = { document_tokens = ["library", ',
            "given = { document_tokens = [",
            "not sum to the",
        ),
        (
            'given = { document_tokens = ["fits-a-prompt"]',
            'given = { gap = ["none"]',
            "let it name one",
        ),
    ],
)
def test_rules_that_take_turns_wrongly_are_refused(
    folder: Path, old: str, new: str, says: str
) -> None:
    _edit(folder / "rules.toml", old, new)

    with pytest.raises(CatalogueError, match=says):
        load_catalogue(folder)


def test_all_faults_are_listed_at_once(folder: Path) -> None:
    _edit(folder / "rules.toml", "weight = 8", "weight = -1")
    _edit(folder / "gates.toml", 'closes = ["fine-tune"]', "closes = []")
    _edit(folder / "judgement.toml", '"0.10"', '"ten"')

    with pytest.raises(CatalogueError) as refused:
        load_catalogue(folder)

    text = str(refused.value)
    assert all(file in text for file in ("rules.toml:", "gates.toml:", "judgement.toml:"))


def test_a_scale_against_its_direction_is_refused(folder: Path) -> None:
    _edit(
        folder / "rules.toml",
        "prompt = 20, rag = 40, fine-tune = 95",
        "prompt = 100, rag = 40, fine-tune = 5",
    )

    with pytest.raises(CatalogueError, match="works against its direction"):
        load_catalogue(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "gates.toml").unlink()

    with pytest.raises(CatalogueError, match=r"gates\.toml:1: the file is missing"):
        load_catalogue(folder)


def test_broken_syntax_is_named_with_its_line(folder: Path) -> None:
    _edit(folder / "rules.toml", "weight = 8", "weight = = 8")

    with pytest.raises(CatalogueError, match=r"rules\.toml:\d+: not TOML"):
        load_catalogue(folder)


def test_editing_a_weight_changes_the_version_and_needs_no_code(folder: Path) -> None:
    _edit(folder / "rules.toml", "weight = 8", "weight = 3")
    edited = load_catalogue(folder)

    assert edited.rules_version != CATALOGUE.rules_version
    assert edited.version != CATALOGUE.version


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("acuracy", "high"),
        ("accuracy", "huge"),
        ("accuracy", 3),
        ("labelled_examples", "-1"),
        ("labelled_examples", "nan"),
        ("labelled_examples", True),
        ("labelled_examples", "1e400"),
        ("provider", "two words"),
        ("citations", None.__class__),
    ],
)
def test_a_wrong_fact_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(FactError) as refused:
        read_facts({name: value}, (), CATALOGUE)

    assert refused.value.fact == name
    assert refused.value.mend


@pytest.mark.parametrize(
    ("name", "given", "shown"),
    [
        ("requests_per_month", "50,000", "50,000 requests a month"),
        ("budget_monthly_usd", 500, "$500 a month"),
        ("accuracy", "HIGH", "Must be right"),
        ("citations", True, "Yes"),
        ("provider", "openai", "openai"),
    ],
)
def test_values_are_shown_in_words(name: str, given: object, shown: str) -> None:
    facts = read_facts({name: given}, (), CATALOGUE)
    value = facts.get(name)

    assert value is not None
    assert show_value(CATALOGUE.facts[name], value) == shown
