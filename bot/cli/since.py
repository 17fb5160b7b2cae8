"""Since: what changed in the costs between earlier facts and these, and which facts caused it."""

from dataclasses import asdict, dataclass

from advisors import (
    Advice,
    Catalogue,
    Cause,
    CostChange,
    advise,
    compare_estimates,
    find_causes,
    read_facts,
)
from bot.cli.costs import print_change
from bot.cli.reading import read_facts_file
from bot.cli.show import console


@dataclass(frozen=True, slots=True)
class Change:
    """The change of every option, and the facts that differ."""

    changes: tuple[CostChange, ...]
    causes: tuple[Cause, ...]

    def as_json(self) -> dict[str, object]:
        """Return the change as a field of the recommendation."""
        causes = [asdict(one) for one in self.causes]
        return {"cost_change": {"causes": causes, "options": [asdict(one) for one in self.changes]}}

    def print(self) -> None:
        """Print the change for people."""
        print_change(console(), self.changes, self.causes)


def find_change(source: str, advice: Advice, catalogue: Catalogue) -> Change:
    """Compare an advice with that for the facts of a file, on the same day and the same prices."""
    facts = read_facts(read_facts_file(source), (), catalogue)
    before = advise(facts, on=advice.as_of, catalogue=catalogue, two_option=advice.two_option)
    causes = find_causes(facts, advice.facts)
    return Change(compare_estimates(before.cost, advice.cost), causes)
