"""Given: strategies that draw facts, and the small pieces the laws are checked with."""

from dataclasses import replace

from hypothesis import strategies as st

from advisors import Catalogue, Facts, load_catalogue
from advisors.advising import Request, line_up
from advisors.race import Race
from advisors.rulebook import compile_rules
from advisors.rules import Rulebook
from tests.benchmarks.decision.recommending import DAY

CATALOGUE: Catalogue = load_catalogue()
BOOK: Rulebook = CATALOGUE.rulebook
NAMES = [option.approach for option in BOOK.options]
LEVELS = {fact: [step.level for step in scale.steps] for fact, scale in BOOK.scales.items()}
VALUES = {fact: [step.value for step in scale.steps] for fact, scale in BOOK.scales.items()}


@st.composite
def facts_drawn(draw: st.DrawFn) -> Facts:
    """Draw any mixture of known, skipped, presumed and unknown facts."""
    known = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=14))
    skipped = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=4))
    presumed = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=4))
    values, suggested = (
        {name: draw(st.sampled_from(VALUES[name])) for name in sorted(names)}
        for names in (known, presumed)
    )
    return Facts(values, frozenset(skipped), suggested)


levels_drawn = st.fixed_dictionaries(
    {fact: st.sampled_from(levels) for fact, levels in sorted(LEVELS.items())}
)


def race_for(facts: Facts, *, two_option: bool = False) -> Race:
    """Line up the options for some facts."""
    return line_up(Request(facts, DAY, CATALOGUE, two_option))


def with_columns(columns: list[int]) -> Rulebook:
    """Return the rulebook with other options: each column repeats one of the shipped four."""
    rules = tuple(
        replace(
            rule,
            values={
                level: tuple(values[column] for column in columns)
                for level, values in rule.values.items()
            },
        )
        for rule in BOOK.rules
    )
    options = tuple(BOOK.options[column] for column in columns)
    return compile_rules(replace(BOOK, options=options, rules=rules, gates=()))
