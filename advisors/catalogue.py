"""Catalogue: every data file of the advisors, read once, checked, and named by its content."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from advisors.criteria import read_criteria
from advisors.facts import FactDefinition
from advisors.tables import Faults

SHIPPED = Path(__file__).parent / "data"
RULE_FILES = ("facts.toml",)


@dataclass(frozen=True)
class Catalogue:
    """The data that decides: criteria, options, rules, weights, techniques, plan.

    Attributes:
        folder: Where the files stand.
        facts: Definitions of the facts by name, in the order of the conversation.
        rules_version: Day and content hash of the rule files.
        version: Day and content hash of every data file, prices included.
    """

    folder: Path
    facts: Mapping[str, FactDefinition]
    rules_version: str
    version: str


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read and check the data files.

    Args:
        folder: Where they stand; None for the files shipped with the advisor.

    Returns:
        The catalogue; a folder is read once per process.

    Raises:
        CatalogueError: Listing every fault with file, line and mend.
    """
    return _load(SHIPPED if folder is None else folder.resolve())


@cache
def _load(folder: Path) -> Catalogue:
    faults = Faults()
    facts = read_criteria(folder, faults)
    faults.refuse()
    rule_files = [folder / name for name in RULE_FILES]
    every_file = sorted(folder.rglob("*.toml"))
    return Catalogue(folder, facts, _name(folder, rule_files), _name(folder, every_file))


def _name(folder: Path, files: list[Path]) -> str:
    digest = sha256()
    for file in files:
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"2026-11-22.{digest.hexdigest()[:10]}"
