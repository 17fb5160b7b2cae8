"""Benchmark: `python -m tests.benchmarks.decision` prints the table of hits, questions and time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from advisors import Advice, Catalogue, Facts, advise, load_catalogue
from tests.benchmarks.decision.baselines import BASELINES
from tests.benchmarks.decision.cases import Case, read_cases
from tests.benchmarks.decision.recommending import DAY, recommend

_ROUNDS = 20
Decide = Callable[[Case, Facts], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was known after the questions, and how many were asked."""

    facts: Facts
    questions: int


def ask(case: Case, catalogue: Catalogue) -> Asked:
    """Let a simulated user answer every question; what the case does not tell is skipped."""
    facts, questions = case.told, 0
    most = catalogue.rulebook.judgement.most_questions
    while questions < most:
        made = recommend(facts, catalogue=catalogue, two_option=case.two_option)
        if made.next_question is None:
            break
        name = made.next_question.fact
        value = case.known.get(name)
        facts = facts.skipping([name]) if value is None else facts.changed({name: value})
        questions += 1
    return Asked(facts, questions)


def hits(cases: Sequence[Case], facts: Sequence[Facts], decide: Decide) -> tuple[int, int, int]:
    """Count exact hits, acceptable ones, and acceptable ones among the clear cases."""
    found = [(case, decide(case, known)) for case, known in zip(cases, facts, strict=True)]
    exact = sum(approach == case.expected for case, approach in found)
    fine = sum(approach in case.acceptable for case, approach in found)
    clear = sum(approach in case.acceptable for case, approach in found if case.clear)
    return exact, fine, clear


def main() -> None:
    """Print the table."""
    catalogue = load_catalogue()
    cases = read_cases(catalogue)
    asked = [ask(case, catalogue) for case in cases]
    told = [case.told for case in cases]
    after = [each.facts for each in asked]

    def advisor(case: Case, facts: Facts) -> str:
        return recommend(facts, catalogue=catalogue, two_option=case.two_option).approach

    print(f"{len(cases)} documented cases, {sum(case.clear for case in cases)} of them clear")
    print(f"{'':28}{'description alone':>24}{'after the questions':>26}")
    print(f"{'':28}{'exact  accept  clear':>24}{'exact  accept  clear':>26}")
    _row("the advisor", hits(cases, told, advisor), hits(cases, after, advisor))
    for name, rule in BASELINES.items():

        def baseline(case: Case, facts: Facts, rule: Callable[..., str] = rule) -> str:
            return rule(facts, two_option=case.two_option)

        _row(name, hits(cases, told, baseline), hits(cases, after, baseline))
    counts = sorted(each.questions for each in asked)
    print(f"questions: median {median(counts)}, most {counts[-1]}, each {counts}")
    _print_misses(cases, after, advisor)
    _print_confidence(cases, after, catalogue)
    _print_time(cases, told, catalogue)


def _row(name: str, before: tuple[int, ...], after: tuple[int, ...]) -> None:
    first = "  ".join(f"{count:>5}" for count in before)
    second = "  ".join(f"{count:>5}" for count in after)
    print(f"{name:28}{first:>24}{second:>26}")


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


def _print_time(cases: Sequence[Case], facts: Sequence[Facts], catalogue: Catalogue) -> None:
    for name, make in (("decision alone", recommend), ("with costs", _advise_with_costs)):
        times = []
        for _ in range(_ROUNDS):
            for case, known in zip(cases, facts, strict=True):
                start = perf_counter()
                make(known, catalogue=catalogue, two_option=case.two_option)
                times.append(perf_counter() - start)
        print(f"one advice, {name}: median {median(times) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
