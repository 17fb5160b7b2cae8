"""Catalogue: every data file of the advisors, read once, checked, and named by its content."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from advisors.costs import CostInputs, input_definitions, load_inputs
from advisors.criteria import read_criteria
from advisors.errors import CatalogueError
from advisors.facts import FactDefinition
from advisors.prices import PriceBook, load_prices
from advisors.rulebook import read_rulebook
from advisors.rules import Rulebook
from advisors.tables import Faults

SHIPPED = Path(__file__).parent / "data"
RULES_DAY = "2026-11-22"
"""The day on which the rules were last reviewed as a whole."""
RULE_FILES = (
    "answers.toml",
    "facts.toml",
    "gates.toml",
    "judgement.toml",
    "options.toml",
    "plan.toml",
    "rules.toml",
    "techniques.toml",
)


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The data that decides and prices.

    Attributes:
        folder: Where the files stand.
        facts: Definitions of the facts by name, in the order of the conversation.
        rulebook: Options, rules, weights, gates, techniques and plan.
        prices: Dated prices and tuning routes.
        costs: What an estimate assumes beside the prices.
        rules_version: Day and content hash of the rule files.
        version: Day and content hash of every data file, prices included.
    """

    folder: Path
    facts: Mapping[str, FactDefinition]
    rulebook: Rulebook
    prices: PriceBook
    costs: CostInputs
    rules_version: str
    version: str


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read and check the data files.

    Args:
        folder: Where they stand; None for the files shipped with the advisor. A folder without
            `prices/` takes the shipped prices.

    Returns:
        The catalogue; a folder is read once per process.

    Raises:
        CatalogueError: Listing every fault of every file with its line and mend.
    """
    return _load(SHIPPED if folder is None else folder.resolve())


@cache
def _load(folder: Path) -> Catalogue:
    faults = Faults()
    facts = read_criteria(folder, faults)
    rulebook = read_rulebook(folder, facts, faults)
    prices = _load_prices(folder, faults)
    costs = _load_costs(folder, faults)
    if rulebook is None or prices is None or costs is None:
        raise faults.gather()
    rule_files = [folder / name for name in RULE_FILES]
    every_file = sorted(folder.rglob("*.toml"))
    return Catalogue(
        folder=folder,
        facts=_add_inputs(facts, costs),
        rulebook=rulebook,
        prices=prices,
        costs=costs,
        rules_version=_name(folder, rule_files),
        version=_name(folder, every_file),
    )


def _load_prices(folder: Path, faults: Faults) -> PriceBook | None:
    try:
        return load_prices(folder / "prices" if (folder / "prices").is_dir() else None)
    except CatalogueError as error:
        faults.others.append(str(error))
        return None


def _load_costs(folder: Path, faults: Faults) -> CostInputs | None:
    try:
        return load_inputs(folder if (folder / "costs.toml").is_file() else None)
    except CatalogueError as error:
        faults.others.append(str(error))
        return None


def _add_inputs(
    facts: Mapping[str, FactDefinition], costs: CostInputs
) -> Mapping[str, FactDefinition]:
    """Let the inputs of an estimate be set like facts; a criterion of that name goes first."""
    inputs = {definition.name: definition for definition in input_definitions(costs)}
    return MappingProxyType({**facts, **{n: d for n, d in inputs.items() if n not in facts}})


def _name(folder: Path, files: list[Path]) -> str:
    digest = sha256()
    for file in files:
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{RULES_DAY}.{digest.hexdigest()[:10]}"
