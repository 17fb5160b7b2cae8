"""Questions: which unknown fact is worth asking next, and when to stop."""

from dataclasses import dataclass
from fractions import Fraction

from advisors.advice import Approach, Choice, Question
from advisors.answers import Answers, list_answers, list_open, list_shares
from advisors.catalogue import Catalogue
from advisors.facts import FactDefinition, Facts
from advisors.race import Race
from advisors.reading import show_value
from advisors.techniques import choose_technique, find_technique_shares
from advisors.uncertainty import find_shares

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the open questions can still change.

    Attributes:
        acceptability: Share of all answers under which the winner stays.
        sureness: The same over all that is unknown: what nobody knows is no better known for it.
        technique: Share of all answers under which its technique stays.
        open_facts: The facts that may be asked, in the order of the conversation.
        likelier: The option that wins over more of what is unknown, with its share, if any does.
    """

    acceptability: Fraction
    sureness: Fraction
    technique: Fraction
    open_facts: tuple[str, ...]
    likelier: tuple[Approach, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class _Worth:
    """What one answer could change.

    Attributes:
        fact: The fact asked for.
        approach: Chance that its answer alone leads to another approach.
        technique: Chance that its answer alone leads to another technique.
        sway: Variance that its answers give to the lead over the runner-up, in points squared.
    """

    fact: str
    approach: Fraction
    technique: Fraction
    sway: Fraction


def find_doubt(race: Race, facts: Facts) -> Doubt:
    """Weigh every answer to the open questions, alone and together."""
    book = race.book
    open_facts = list_open(book.scales.values(), (*facts.values, *facts.skipped))
    winner = race.winner()
    approach = race.approach(winner)
    won = find_shares(race, open_facts)
    unknown = list_open(book.scales.values(), facts.values)
    sure = won if unknown == open_facts else find_shares(race, unknown)
    shares = {fact: list_shares(book.scales[fact], race.likely(fact)) for fact in open_facts}
    techniques = find_technique_shares(book, approach, race.levels, shares)
    taken = choose_technique(book, approach, race.levels).technique
    stays = techniques.get(taken, Fraction(0))
    sureness = sure.get(winner, Fraction(0))
    most = max(sure, key=lambda option: (sure[option], -option))
    likelier = (race.approach(most), sure[most]) if sure[most] > sureness else None
    return Doubt(won.get(winner, Fraction(0)), sureness, stays, open_facts, likelier)


def list_questions(race: Race, doubt: Doubt) -> list[tuple[str, Fraction]]:
    """Return the facts worth asking, best first, each with the chance that it changes something.

    Empty when no answer, alone or with others, can change approach or technique beyond the
    stated tolerance; a fact marked "always" is asked as long as it alone can change the approach.
    """
    judgement = race.book.judgement
    askable = sum(scale.ask != "no" for scale in race.book.scales.values())
    # what was told counts like an answer: so no conversation can ask more, however it began
    if askable - len(doubt.open_facts) >= judgement.most_questions:
        return []
    worths = [_weigh(race, fact) for fact in doubt.open_facts]
    in_doubt = _ONE - doubt.acceptability > judgement.stop_approach
    unsure_how = _ONE - doubt.technique > judgement.stop_technique
    wanted = [
        worth
        for worth in worths
        if (in_doubt and worth.sway)
        or (unsure_how and worth.technique)
        or (race.book.scales[worth.fact].ask == "always" and worth.approach)
    ]
    wanted.sort(key=lambda worth: _order(worth, in_doubt=in_doubt))
    return [(worth.fact, worth.approach + worth.technique) for worth in wanted]


def _order(worth: _Worth, *, in_doubt: bool) -> tuple[Fraction, Fraction, str]:
    """Put first what moves the approach while it is in doubt, then what moves the technique."""
    if in_doubt:
        return (-worth.sway, -worth.approach - worth.technique, worth.fact)
    return (-worth.approach - worth.technique, -worth.sway, worth.fact)


def _weigh(race: Race, fact: str) -> _Worth:
    now = race.winner()
    technique = choose_technique(race.book, race.approach(now), race.levels).technique
    answers = list_answers(race.book.at(race.levels), fact, race.likely(fact))
    approach_moves = technique_moves = 0
    for level, share, _ in answers.levels:
        if race.winner_with([(fact, level)]) != now:
            approach_moves += share
            continue
        levels = {**race.levels, fact: level}
        if choose_technique(race.book, race.approach(now), levels).technique != technique:
            technique_moves += share
    moves = Fraction(approach_moves, answers.total), Fraction(technique_moves, answers.total)
    return _Worth(fact, *moves, _sway(race, answers))


def _sway(race: Race, answers: Answers) -> Fraction:
    """Return the variance of the lead over the runner-up; 0 when nobody else is open."""
    ranking = race.ranking()
    if len(ranking) == 1:
        return Fraction(0)
    first, second = ranking[:2]
    leads = []
    for level, share, _ in answers.levels:
        points = race.points_with({answers.fact: level})
        leads.append((points[first] - points[second], share))
    mean = sum(lead * share for lead, share in leads)
    squares = sum((lead * answers.total - mean) ** 2 * share for lead, share in leads)
    return Fraction(squares, answers.total**3)


def word_question(fact: str, value: Fraction, catalogue: Catalogue) -> Question:
    """Return the question for a fact, with its choices."""
    definition = catalogue.facts[fact]
    choices = _choices(definition)
    return Question(fact, definition.question, definition.why, choices, value)


def _choices(definition: FactDefinition) -> tuple[Choice, ...]:
    levels = tuple(Choice(level.value, level.label) for level in definition.levels)
    numbers = tuple(Choice(n, show_value(definition, n)) for n in definition.choices)
    return levels or numbers
