"""Claims: what each wording in a text says of a fact, with negation and hedges taken in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from advisors.facts import FactValue
from advisors.intake.readings import NOTHING, Reading
from advisors.intake.scope import Scope
from advisors.intake.sheet import Sheet
from advisors.intake.vocabulary import Vocabulary

AMOUNTS = frozenset({"number", "percent", "money"})
EXAMPLES = "labelled_examples"
DAILY = 30
"""How often a day comes in a month."""
FEW = 10
"""So few in a period may be what each of many people does: "25,000 farmers, 2 texts each week"."""
FAR_MORE = 10
"""So many times more people than what they do: "1,000 customers ask 3 questions" is 3 each."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one wording says of one fact.

    Attributes:
        fact: The fact.
        value: The value; None when the words are hypothetical, in doubt, or only denied.
        first: The first token of the evidence.
        last: The token after its last.
        size: How many characters the wording covers: the longest of rivals is believed.
        amount: The token of the number it rests on, or None.
        currency: The currency of that number, or "".
        weak: Whether the words only suggest it.
        heads: The token of the number it is multiplied by (of people, of pages), or None.
    """

    fact: str
    value: FactValue | None
    first: int
    last: int
    size: int
    amount: int | None = None
    currency: str = ""
    weak: bool = False
    heads: int | None = None


class Claimant:
    """Reads the claims of one text."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary, *, supposing: bool = False) -> None:
        """Prepare a text; `supposing` takes its what-ifs at their word."""
        self._sheet = sheet
        self._tokens = sheet.tokens
        self._vocabulary = vocabulary
        self._supposing = supposing
        self._scope = Scope(sheet, vocabulary, supposing=supposing)
        self._measured = {
            first for one in vocabulary.scopes["measured"] for first, _ in sheet.find(one)
        }
        self._heads = sorted(
            place
            for one in vocabulary.scopes["heads"]
            for first, last in sheet.find(one)
            for place in range(first, last)
            if self._kind(place) == "number"
        )

    def claims(self, asked: str = "") -> list[Claim]:
        """Return the claims of all readings; short answers count for the fact that was asked."""
        return [
            claim
            for wording, reading in self._vocabulary.wordings.possible(self._sheet.held)
            if reading.when == "always" or reading.fact == asked
            for first, last in self._sheet.find(wording)
            for claim in self._claims(reading, first, last, sure=reading.fact == asked)
        ]

    def _claims(
        self, reading: Reading, first: int, last: int, *, sure: bool = False
    ) -> Iterator[Claim]:
        size = self._tokens[last - 1].end - self._tokens[first].start
        if reading.void:
            yield Claim(reading.fact, None, first, last, size)
            return
        amount = None if reading.value is not None else self._amount(first, last, reading)
        number = amount is not None
        reading, heads = self._multiplied(reading, amount, first, last)
        if amount is not None and self._counts_otherwise(reading, amount, heads, last):
            return
        denied = self._scope.denied(first, last, number=number)
        value = reading.negated if denied else self._stated(reading, amount, first, last)
        if isinstance(value, Decimal) and (reading.each or reading.product):
            value = value * self._tokens[heads].value if heads is not None else None
        opened = self._scope.open(first, last, number=number)
        if value is None and not (number or denied):
            return
        first, last = denied or (first, last)
        for fact in filter(None, (reading.fact, reading.also)):
            stated, currency = None if opened else value, self._currency(amount)
            weak = reading.weak and not (sure or self._supposing)
            yield Claim(fact, stated, first, last, size, amount, currency, weak, heads)

    def _multiplied(
        self, reading: Reading, amount: int | None, first: int, last: int
    ) -> tuple[Reading, int | None]:
        """Return the reading as it is meant here, and the number that its own is multiplied by."""
        if amount is None:
            return reading, None
        if reading.product:
            return reading, self._amounts(first, last)[-1]
        if reading.apiece and self._is_for_each(amount, first, last):
            reading = replace(reading, each=True, weak=True)
        return reading, self._people(amount) if reading.each else None

    def _counts_otherwise(
        self, reading: Reading, amount: int, heads: int | None, last: int
    ) -> bool:
        """Tell whether the number counts something else: what comes in a period, time, or too many."""
        if not reading.rate and self._kind(last) == "period":
            return True
        if reading.fact == EXAMPLES and amount in self._measured:
            return True
        return reading.each and reading.weak and not self._far_more(heads, amount)

    def _currency(self, amount: int | None) -> str:
        money = amount is not None and self._kind(amount) == "money"
        return self._tokens[amount].text if amount is not None and money else ""

    def _amount(self, first: int, last: int, reading: Reading) -> int | None:
        """Return the place of the number; behind the people's own, where it is for each of them."""
        places = self._amounts(first, last)
        return places[-1 if reading.each else 0] if places else None

    def _amounts(self, first: int, last: int) -> list[int]:
        return [place for place in range(first, last) if self._kind(place) in AMOUNTS]

    def _people(self, amount: int) -> int | None:
        """Return the place of the number of people nearest to one that is for each of them."""
        others = (place for place in self._heads if place != amount)
        return min(others, key=lambda place: abs(place - amount), default=None)

    def _far_more(self, heads: int | None, amount: int | None) -> bool:
        """Tell whether the people are so many that a number can only be for each of them."""
        if heads is None or amount is None:
            return False
        return self._tokens[heads].value >= FAR_MORE * self._tokens[amount].value

    def _is_for_each(self, amount: int, first: int, last: int) -> bool:
        """Tell whether a few in a day or longer follow far more people in the same sentence."""
        if not 0 < self._tokens[amount].value <= FEW:
            return False
        rare = all(one.value <= DAILY for one in self._tokens[first:last] if one.kind == "period")
        before = (place for place in self._heads if place < amount)
        near = any(self._tokens[one].sentence == self._tokens[amount].sentence for one in before)
        return rare and near and self._far_more(self._people(amount), amount)

    def _kind(self, place: int) -> str:
        return self._tokens[place].kind if place < len(self._tokens) else ""

    def _stated(
        self, reading: Reading, amount: int | None, first: int, last: int
    ) -> FactValue | None:
        if reading.value is not None:
            return reading.value
        if amount is None:
            return reading.supposed if self._supposing else None
        value = self._tokens[amount].value * reading.times
        if reading.band == "ratio":
            return self._level(100 * value / self._tokens[self._amounts(first, last)[-1]].value)
        if reading.band:
            return self._level(100 - value if reading.band == "errors" else value)
        if reading.rate:
            periods = (token.value for token in self._tokens[first:last] if token.kind == "period")
            value *= next(periods, Decimal(1))
            value = _ONCE if 0 < value < _ONCE else value
        return value

    def _level(self, share: Decimal) -> FactValue | None:
        for band in self._vocabulary.bands:
            if band.value <= share <= 100:  # noqa: PLR2004  (per cent)
                return band.name
        return None


_ONCE = Decimal(1)
"""A rate below once a month counts as once: 0 a month cannot be priced."""


def _rank(claim: Claim, asked: str) -> tuple[int, bool, bool, bool, bool]:
    """Put the longest first; of equals what was asked, a product, nothing, what is said outright."""
    stated = claim.value is not None
    return (-claim.size, claim.fact != asked, claim.heads is None, stated, claim.weak)


def settle(claims: list[Claim], asked: str = "") -> list[Claim]:
    """Keep the longest of rival claims: on one fact that overlap, or on one number.

    A claim without a value, or of no fact, holds its ground and is then left out. Words around a
    statement make it no weaker.
    """
    kept: list[Claim] = []
    covered: set[tuple[str, int]] = set()
    owners: dict[int, tuple[int, int]] = {}
    for claim in sorted(claims, key=lambda claim: _rank(claim, asked)):
        span = (claim.first, claim.last)
        ground = {(claim.fact, place) for place in range(*span)}
        owner = span if claim.amount is None else owners.setdefault(claim.amount, span)
        if owner == span and covered.isdisjoint(ground):
            if claim.heads is not None:
                owners.setdefault(claim.heads, span)
            kept.append(claim)
            covered |= ground
    stated = [one for one in kept if one.value is not None and one.fact != NOTHING]
    said = [one for one in claims if not one.weak]
    sure = (
        replace(one, weak=one.weak and not any(_says(each, one) for each in said)) for one in stated
    )
    return sorted(sure, key=lambda claim: (claim.first, claim.fact))


def _says(said: Claim, suggested: Claim) -> bool:
    """Tell whether words of a suggestion state the same outright."""
    together = suggested.first < said.last and said.first < suggested.last
    return together and (said.fact, said.value) == (suggested.fact, suggested.value)
