"""How far a model that misreads moves the advice: `python -m tests.benchmarks.lending`.

A stand-in for a model proposes levels of facts that the rules do not state, each with true words of
the description. What is counted is how often an acceptable approach comes out: with the rules
alone, with what the model proposes taken as stated, and with it presumed, as the bot does.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import Final

from advisors import Catalogue, Facts, Intake, load_catalogue, read_text
from bot.language.merging import merge, suggest
from bot.language.proposals import ProposedFact, Reader
from tests.benchmarks.decision.asking import ask
from tests.benchmarks.decision.cases import Case, read_held_back, read_studied
from tests.benchmarks.decision.recommending import DAY, recommend

MODELS: Final = {"wrong of every fact": 0.0, "right in 7 of 10": 0.7, "right in 9 of 10": 0.9}
_CLAUSE: Final = re.compile(r"[.;:!?,()\n]|\b(?:but|and|though|yet|because)\b")
_FEWEST_WORDS: Final = 2


def propose(case: Case, rules: Intake, right: float, catalogue: Catalogue) -> list[ProposedFact]:
    """Return what a model proposes that is right so often; one that never is lies of every fact."""
    dice = random.Random(f"{case.id}{right}")  # noqa: S311  (a figure that can be had again, no secret)
    clauses = [one.strip() for one in _CLAUSE.split(case.about)]
    words = [one for one in clauses if len(one.split()) >= _FEWEST_WORDS]
    stated = {one.name for one in rules.found}
    names = [n for n, one in catalogue.facts.items() if one.kind == "level" and n not in stated]
    told = [name for name in names if name in case.told.values]
    untold = [name for name in names if name not in case.told.values]
    proposed = []
    for name in [*told, *dice.sample(untold, 1)] if right else names:
        truth = str(case.known.get(name))
        others = [one.value for one in catalogue.facts[name].levels if one.value != truth]
        honest = name in told and dice.random() < right
        value = truth if honest else dice.choice(others)
        proposed.append(ProposedFact(name=name, value=value, words=dice.choice(words)))
    return proposed


def read(case: Case, right: float, catalogue: Catalogue) -> Iterator[Facts]:
    """Yield what is known by the rules alone, with proposals taken, and with them presumed."""
    rules = read_text(case.about, on=DAY, catalogue=catalogue)
    reader = Reader(case.about, DAY, catalogue, rules)
    taken = merge(rules, reader.facts(propose(case, rules, right, catalogue)))
    for intake in (rules, taken, suggest(taken, rules)):
        presumed = {one.name: one.value for one in intake.presumed}
        yield Facts({one.name: one.value for one in intake.found}, presumed=presumed)


def count(cases: Sequence[Case], right: float, catalogue: Catalogue) -> list[tuple[int, int, int]]:
    """Return, for each way to treat proposals: acceptable at once, after the questions, questions."""
    rows = []
    for way in range(3):
        facts = [tuple(read(case, right, catalogue))[way] for case in cases]
        asked = [ask(case, catalogue, each) for case, each in zip(cases, facts, strict=True)]
        at_once, after = (
            sum(
                recommend(each, catalogue=catalogue, two_option=case.two_option).approach
                in case.acceptable
                for case, each in zip(cases, known, strict=True)
            )
            for known in (facts, [one.facts for one in asked])
        )
        rows.append((at_once, after, sum(one.questions for one in asked)))
    return rows


def main() -> None:
    """Print the table."""
    catalogue = load_catalogue()
    sets = {"studied": read_studied(catalogue), "held back": read_held_back(catalogue)}
    for name, cases in sets.items():
        for model, right in MODELS.items():
            print(f"\n{name}, {len(cases)} cases, a model that is {model}")
            rows = count(cases, right, catalogue)
            for way, row in zip(("rules alone", "taken", "presumed"), rows, strict=True):
                print(f"{way:12} at once {row[0]:3}  after {row[1]:3}  questions {row[2]:4}")


if __name__ == "__main__":
    main()
