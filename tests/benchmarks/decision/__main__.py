"""Benchmark: `python -m tests.benchmarks.decision` prints the tables of hits, questions and time."""

from collections.abc import Callable, Sequence
from statistics import median
from time import process_time

from advisors import Advice, Catalogue, Facts, advise, load_catalogue
from tests.benchmarks.decision.asking import Asked, ask, read_description
from tests.benchmarks.decision.baselines import BASELINES
from tests.benchmarks.decision.cases import Case, read_cases, read_held_back, read_studied
from tests.benchmarks.decision.recommending import DAY, recommend
from tests.benchmarks.figures import Figure

_ROUNDS = 5
Decide = Callable[[Case, Facts], str]


def hits(cases: Sequence[Case], facts: Sequence[Facts], decide: Decide) -> tuple[int, int, int]:
    """Count exact hits, acceptable ones, and acceptable ones among the clear cases."""
    found = [(case, decide(case, known)) for case, known in zip(cases, facts, strict=True)]
    exact = sum(approach == case.expected for case, approach in found)
    fine = sum(approach in case.acceptable for case, approach in found)
    clear = sum(approach in case.acceptable for case, approach in found if case.clear)
    return exact, fine, clear


def main() -> None:
    """Print the tables."""
    catalogue = load_catalogue()
    sets = {
        "developed against": read_cases(catalogue),
        "public, studied": read_studied(catalogue),
        "public, held back": read_held_back(catalogue),
    }
    for name, cases in sets.items():
        _print_set(name, cases, catalogue)
    _print_time([case for cases in sets.values() for case in cases], catalogue)


def _print_set(name: str, cases: Sequence[Case], catalogue: Catalogue) -> None:
    def advisor(case: Case, facts: Facts) -> str:
        return recommend(facts, catalogue=catalogue, two_option=case.two_option).approach

    told = [case.told for case in cases]
    asked = [ask(case, catalogue) for case in cases]
    read = [read_description(case, catalogue) for case in cases]
    read_on = [ask(c, catalogue, start) for c, start in zip(cases, read, strict=True)]
    print(f"\n{name}: {len(cases)} cases, {sum(case.clear for case in cases)} of them clear")
    print(f"{'':28}{'description alone':>24}{'after the questions':>26}")
    print(f"{'':28}{'exact  accept  clear':>24}{'exact  accept  clear':>26}")
    _row("the advisor", cases, (told, [each.facts for each in asked]), advisor)
    _row("… facts read by the intake", cases, (read, [e.facts for e in read_on]), advisor)
    for label, rule in BASELINES.items():

        def baseline(case: Case, facts: Facts, rule: Callable[..., str] = rule) -> str:
            return rule(facts, two_option=case.two_option)

        _row(label, cases, (told, [each.facts for each in asked]), baseline)
    _print_questions("facts as told", asked)
    _print_questions("facts read by the intake", read_on)
    _print_misses(cases, [each.facts for each in asked], advisor)
    _print_confidence(cases, [each.facts for each in asked], catalogue)


def _row(
    name: str,
    cases: Sequence[Case],
    facts: tuple[Sequence[Facts], Sequence[Facts]],
    decide: Decide,
) -> None:
    first, second = (
        "  ".join(f"{count:>5}" for count in hits(cases, known, decide)) for known in facts
    )
    print(f"{name:28}{first:>24}{second:>26}")


def _print_questions(name: str, asked: Sequence[Asked]) -> None:
    counts = sorted(each.questions for each in asked)
    print(f"questions, {name}: median {median(counts)}, most {counts[-1]}")


def _print_misses(cases: Sequence[Case], facts: Sequence[Facts], decide: Decide) -> None:
    for case, known in zip(cases, facts, strict=True):
        approach = decide(case, known)
        if approach not in case.acceptable:
            print(f"missed: {case.id}: {approach}, expected {case.expected}")


def _print_confidence(cases: Sequence[Case], facts: Sequence[Facts], catalogue: Catalogue) -> None:
    for clear in (True, False):
        words = [
            recommend(known, catalogue=catalogue, two_option=case.two_option).confidence
            for case, known in zip(cases, facts, strict=True)
            if case.clear is clear
        ]
        told = ", ".join(f"{words.count(word)} {word}" for word in ("clear", "leaning", "close"))
        print(f"confidence on {'clear' if clear else 'arguable'} cases: {told}")


def _advise_with_costs(facts: Facts, *, catalogue: Catalogue, two_option: bool) -> Advice:
    return advise(facts, on=DAY, catalogue=catalogue, two_option=two_option)


def _print_time(cases: Sequence[Case], catalogue: Catalogue) -> None:
    for name, make in (("decision alone", recommend), ("with costs", _advise_with_costs)):
        times = []
        for _ in range(_ROUNDS):
            for case in cases:
                start = process_time()
                make(case.told, catalogue=catalogue, two_option=case.two_option)
                times.append(process_time() - start)
        print(Figure(f"one advice, {name}: processor, median", median(times) * 1000, "ms"))


if __name__ == "__main__":
    main()
