"""Explanation: the reasons for a winner, and the whole calculation to redo by hand."""

from dataclasses import dataclass
from fractions import Fraction

from advisors.advice import Advice, Approach, Reason
from advisors.catalogue import Catalogue
from advisors.facts import Facts
from advisors.levels import find_levels
from advisors.race import Race
from advisors.rules import UNKNOWN
from advisors.scoring import compare, rank, value_at_level


@dataclass(frozen=True, slots=True)
class CalculationRow:
    """One rule of the calculation.

    Attributes:
        rule: Its id.
        fact: The fact it reads.
        level: Where the fact stands.
        assumed: True when nobody said so.
        weight: Its weight.
        share: Its weight over the sum of the weights.
        values: Value 0-100 of each option at the level.
        products: Share x value of each option, in points.
        contribution: Product of the winner less that of the runner-up.
        reason: The rule's reason.
        source: Where the rule comes from.
    """

    rule: str
    fact: str
    level: str
    assumed: bool
    weight: Fraction
    share: Fraction
    values: tuple[Fraction, ...]
    products: tuple[Fraction, ...]
    contribution: Fraction
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """Everything a sceptic needs to redo an advice by hand.

    Attributes:
        options: The options compared, in the order of the columns.
        rows: One for each rule.
        weight_sum: Sum of the weights.
        scores: Sum of the products of each option.
        winner: The option recommended.
        other: The option it is compared with: the runner-up, or the best closed one.
        margin: Score of the winner less that of the other = sum of the contributions.
        for_winner: Sum of the positive contributions.
        against_winner: Sum of the negative contributions, as a positive number.
        radius: (for - against) / (for + against), not below 0.
    """

    options: tuple[Approach, ...]
    rows: tuple[CalculationRow, ...]
    weight_sum: Fraction
    scores: tuple[Fraction, ...]
    winner: Approach
    other: Approach
    margin: Fraction
    for_winner: Fraction
    against_winner: Fraction
    radius: Fraction


def find_reasons(race: Race, facts: Facts) -> tuple[Reason, ...]:
    """Return what each rule adds to the margin, heaviest first; together exactly the margin."""
    winner, other = _pair(race)
    parts = [part for part in compare(race.book, race.levels, winner, other) if part.contribution]
    parts.sort(key=lambda part: (-abs(part.contribution), part.rule.id))
    return tuple(
        Reason(
            fact=part.rule.fact,
            level=part.level,
            contribution=part.contribution,
            because=part.rule.reason_at(part.level),
            source=part.rule.source,
            assumed=part.rule.fact not in facts.values,
        )
        for part in parts
    )


def _pair(race: Race) -> tuple[int, int]:
    """Return the winner and the runner-up; when every other is closed, the best of those."""
    ranking = race.ranking()
    closed = rank(race.points, [i for i in race.options if i not in ranking])
    first, second = (ranking + closed)[:2]
    return first, second


def explain(advice: Advice, catalogue: Catalogue) -> Calculation:
    """Return the whole calculation behind an advice: weights, levels, values, products, sums."""
    levels = find_levels(advice.facts, catalogue.facts, catalogue.rulebook.scales)
    book = catalogue.rulebook.at(levels)
    names = [option.approach for option in book.options]
    shown = [score.approach for score in advice.options]
    places = [index for index, name in enumerate(names) if name in shown]
    first, second = shown[0], shown[1]
    pair = compare(book, levels, names.index(first), names.index(second))
    whole = sum((Fraction(rule.weight) for rule in book.rules), Fraction(0))
    rows = []
    for part in pair:
        share = Fraction(part.rule.weight) / whole
        values = tuple(value_at_level(book, part.rule, part.level, i) for i in places)
        rows.append(
            CalculationRow(
                rule=part.rule.id,
                fact=part.rule.fact,
                level=part.level,
                assumed=part.rule.fact not in advice.facts.values and part.level != UNKNOWN,
                weight=Fraction(part.rule.weight),
                share=share,
                values=values,
                products=tuple(share * value for value in values),
                contribution=part.contribution,
                reason=part.rule.reason_at(part.level),
                source=part.rule.source,
            )
        )
    return _sum_up(tuple(rows), tuple(names[i] for i in places), whole, (first, second))


def _sum_up(
    rows: tuple[CalculationRow, ...],
    options: tuple[Approach, ...],
    whole: Fraction,
    pair: tuple[Approach, Approach],
) -> Calculation:
    zero = Fraction(0)
    gained = sum((row.contribution for row in rows if row.contribution > 0), zero)
    lost = -sum((row.contribution for row in rows if row.contribution < 0), zero)
    scores = tuple(sum((row.products[i] for row in rows), zero) for i in range(len(options)))
    radius = max(zero, (gained - lost) / (gained + lost)) if gained + lost else zero
    return Calculation(
        options=options,
        rows=rows,
        weight_sum=whole,
        scores=scores,
        winner=pair[0],
        other=pair[1],
        margin=gained - lost,
        for_winner=gained,
        against_winner=lost,
        radius=radius,
    )
