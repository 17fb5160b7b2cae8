"""Lexing: a text becomes tokens, and words that belong together become one token."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial

from advisors.intake.phrases import Phrase, phrase
from advisors.intake.sheet import Sheet
from advisors.intake.tokens import Token, split
from advisors.intake.vocabulary import Vocabulary

Make = Callable[[Sequence[Token]], Token]
Rule = tuple[Phrase, Make]

_RANGES = [
    phrase(written, {})
    for written in (
        "# to|through #",
        "between|from # and|to #",
        "$ to|through $",
        "between $ and $",
    )
]
_SHARES = [phrase(written, {}) for written in ("# %", "# percent|pct|prozent", "# per cent")]
_NEGATIVE = [phrase(written, {}) for written in ("minus|negative #", "minus|negative $")]


_MIL = phrase("# mil", {})
SPANISH = 2
"""So many Spanish words make a text Spanish."""


@lru_cache(maxsize=32)
def lex(text: str, vocabulary: Vocabulary) -> Sheet:
    """Turn a text into tokens ready for matching; one turn reads the same words in many ways."""
    tokens = [
        _spelt_out(one, vocabulary) for one in split(text, vocabulary.scales, vocabulary.units)
    ]
    tokens = _scaled(merge(tokens, _idioms(vocabulary)), vocabulary)
    tokens = _scaled(_words_as_numbers(tokens), vocabulary)
    tokens = merge(tokens, [(_MIL, partial(_mil, spanish=_is_spanish(tokens, vocabulary)))])
    if any(token.kind == "number" for token in tokens):
        tokens = merge(tokens, [(one, _range) for one in _RANGES])
        tokens = merge(tokens, _amounts(vocabulary))
        tokens = merge(tokens, [*((one, _range) for one in _RANGES), *_negatives()])
    tokens = merge(tokens, _periods(vocabulary))
    return _bounded(tokens, vocabulary)


def merge(tokens: list[Token], rules: Iterable[Rule]) -> list[Token]:
    """Replace what the rules find by one token each: the longest first come wins."""
    sheet = Sheet(tokens)
    found = [(start, -end, make) for one, make in rules for start, end in sheet.find(one)]
    if not found:
        return tokens
    merged, place = [], 0
    for start, minus_end, make in sorted(found, key=lambda hit: hit[:2]):
        if start >= place:
            merged += [*tokens[place:start], make(tokens[start:-minus_end])]
            place = -minus_end
    return merged + tokens[place:]


def _spelt_out(token: Token, vocabulary: Vocabulary) -> Token:
    """Put the word in the place of its abbreviation."""
    word = vocabulary.abbreviations.get(token.text)
    return token._replace(kind="word", text=word) if word else token


def _is_spanish(tokens: list[Token], vocabulary: Vocabulary) -> bool:
    found = Sheet(tokens)
    return sum(1 for one in vocabulary.scopes["spanish"] for _ in found.find(one)) >= SPANISH


def _mil(parts: Sequence[Token], *, spanish: bool) -> Token:
    """Read a number of "mil": thousands in Spanish; in English some mean millions, so none."""
    number = parts[0]
    if not spanish:
        return _joined("unsure", number.value, parts)
    return _joined("number", number.value * 1000, parts)._replace(scale=Decimal(1000))


def _joined(kind: str, value: Decimal, parts: Sequence[Token], text: str | None = None) -> Token:
    """Return one token in the place of several."""
    words = " ".join(part.text for part in parts) if text is None else text
    return parts[0]._replace(kind=kind, text=words, end=parts[-1].end, value=value)


class _Spoken:
    """A token as text2num wants to see it."""

    def __init__(self, token: Token, before: Token | None) -> None:
        self._token = token
        self._apart = before is None or before.clause != token.clause

    def text(self) -> str:
        return self._token.text

    def text_lowercase(self) -> str:
        return self._token.text

    def nt_separated(self, _previous: object) -> bool:
        return self._apart

    def not_a_number_part(self) -> bool:
        return self._token.kind != "word"


def _words_as_numbers(tokens: list[Token]) -> list[Token]:
    """Read number words: all English ones; of other languages those that mean nothing else."""
    from text_to_num import find_numbers  # noqa: PLC0415  (heavy: loaded when first used)

    pairs = zip(tokens, [None, *tokens], strict=False)
    spoken = [_Spoken(token, before) for token, before in pairs]
    best: list[tuple[int, int, Decimal]] = []
    for language, least in (("en", 0), ("de", 200), ("fr", 200), ("es", 200)):
        found = [
            (one.start, one.end, Decimal(one.text))
            for one in find_numbers(spoken, language, threshold=0)
            if one.text.isdigit() and one.text != "1" and one.value >= least
        ]
        best = max(best, found, key=_covered)
    return _replaced(tokens, best)


def _covered(found: list[tuple[int, int, Decimal]]) -> int:
    return sum(end - start for start, end, _ in found)


def _replaced(tokens: list[Token], found: list[tuple[int, int, Decimal]]) -> list[Token]:
    merged, place = [], 0
    for start, end, value in found:
        kind = "number" if tokens[start].kind == "word" else tokens[start].kind
        number = _joined(kind, value, tokens[start:end])
        merged += [*tokens[place:start], number if kind == "number" else tokens[start]]
        place = end
    return merged + tokens[place:]


def _idioms(vocabulary: Vocabulary) -> Iterator[Rule]:
    for one in vocabulary.scopes["mask"]:
        yield one, _masked
    for quantity in vocabulary.quantities:
        for one in quantity.phrases:
            yield one, partial(_joined, "number", quantity.value)


def _masked(parts: Sequence[Token]) -> Token:
    """Make one word of several ("nomatter"), so that none of them is met alone."""
    return _joined("mask", Decimal(0), parts, text="".join(part.text for part in parts))


def _scaled(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Multiply a number by the scale that follows it: "350 million", "2 k"."""
    merged: list[Token] = []
    for token in tokens:
        scale = vocabulary.scales.get(token.text) if token.kind == "word" else None
        last = merged[-1] if merged else None
        if scale and last and last.kind == "number" and last.sentence == token.sentence:
            merged[-1] = last._replace(end=token.end, value=last.value * scale, scale=scale)
        else:
            merged.append(token)
    return merged


def _range(parts: Sequence[Token]) -> Token:
    """Take the middle of a range; "10 to 20k" shares its scale."""
    low, high = (part for part in parts if part.kind in {"number", "money"})
    first = low.value
    if low.scale == 1 and first <= high.value / high.scale:
        first *= high.scale
    return _joined(low.kind, (first + high.value) / 2, parts, text=low.text)


def _amounts(vocabulary: Vocabulary) -> Iterator[Rule]:
    for one in _SHARES:
        yield one, lambda parts: _joined("percent", parts[0].value, parts)
    for currency in vocabulary.currencies:
        for one in currency.phrases:
            yield one, partial(_money, currency.name)


def _money(code: str, parts: Sequence[Token]) -> Token:
    number = next(part for part in parts if part.kind == "number")
    sign = -1 if any(part.text == "minus" for part in parts) else 1
    return _joined("money", sign * number.value, parts, text=code)._replace(scale=number.scale)


def _negatives() -> Iterator[Rule]:
    for one in _NEGATIVE:
        yield one, lambda parts: _joined(parts[1].kind, -parts[1].value, parts, text=parts[1].text)


def _periods(vocabulary: Vocabulary) -> Iterator[Rule]:
    for period in vocabulary.periods:
        for one in period.phrases:
            yield one, partial(_joined, "period", period.value, text=period.name)


def _bounded(tokens: list[Token], vocabulary: Vocabulary) -> Sheet:
    """Count the boundaries that words make: "but" ends a sentence, "and" a clause."""
    sheet = Sheet(tokens)
    ends, pauses, links = (
        {start for one in vocabulary.scopes[scope] for start, _ in sheet.find(one)}
        for scope in ("break", "pause", "link")
    )
    bounded, clause, sentence, stretch, last = [], 0, 0, 0, 0
    for place, token in enumerate(tokens):
        sentence += place in ends
        clause += place in ends or place in pauses
        stretch += token.clause + clause != last and place not in links
        last = token.clause + clause
        bounded.append(
            token._replace(
                clause=last,
                sentence=token.sentence + sentence,
                pause=token.clause,
                stretch=stretch,
            )
        )
    denials = (span for one in vocabulary.scopes["negator"] for span in sheet.find(one))
    return Sheet(bounded, frozenset(start for start, _ in denials))
