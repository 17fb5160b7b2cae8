"""Unplaced: numbers and other news in a text that no fact was made of, so that none is lost unseen."""

import re
from collections.abc import Iterator, Sequence

from advisors.intake.claims import AMOUNTS, Claim
from advisors.intake.sheet import Sheet
from advisors.intake.tokens import Token
from advisors.intake.vocabulary import Vocabulary

FOLLOWING = 3
"""How many words behind a number tell what it counts."""
SHOWN = 5
"""How many of them a message names."""
LONGEST_SHOWN = 60
"""How many characters of each."""
_YEAR = re.compile(r"(19|20)\d\d")


def find_unplaced(
    text: str, sheet: Sheet, claims: Sequence[Claim], vocabulary: Vocabulary
) -> Iterator[str]:
    """Yield, in the order of the text, what it tells beside the facts; each wording once.

    Args:
        text: The text.
        sheet: Its tokens.
        claims: What facts were made of.
        vocabulary: The wordings that are heard though no fact has a place for them.
    """
    taken = {place for claim in claims for place in range(claim.first, claim.last)}
    taken |= {claim.heads for claim in claims if claim.heads is not None}
    spans = [*_numbers(text, sheet, vocabulary), *_heard(sheet, vocabulary)]
    shown: set[str] = set()
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            words = " ".join(text[sheet.tokens[first].start : sheet.tokens[last - 1].end].split())
            if words.lower() not in shown:
                shown.add(words.lower())
                yield words


def show_unplaced(unplaced: Sequence[str]) -> str:
    """Return one sentence that names what has no place among the facts; the first few of many."""
    more = f" and {len(unplaced) - SHOWN} more" if len(unplaced) > SHOWN else ""
    quotes = (
        one if len(one) <= LONGEST_SHOWN else f"{one[: LONGEST_SHOWN - 1]}…"
        for one in unplaced[:SHOWN]
    )
    return f"I could not place: {', '.join(quotes)}{more}."


def _heard(sheet: Sheet, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    for one in vocabulary.scopes["heard"]:
        yield from sheet.find(one)


def _numbers(text: str, sheet: Sheet, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Find each number in figures with what it counts; a bare one, or a year, tells nothing."""
    particles, predicates = (
        {start for one in vocabulary.scopes[scope] for start, _ in sheet.find(one)}
        for scope in ("particle", "predicate")
    )
    dated = {last for one in vocabulary.scopes["dated"] for _, last in sheet.find(one)}
    for place, token in enumerate(sheet.tokens):
        figures = text[token.start : token.end]
        if token.kind in {*AMOUNTS, "unsure"} and any(sign.isdigit() for sign in figures):
            last = _counted(sheet.tokens, place, particles, predicates)
            bare = token.kind == "number" and last == place + 1
            if not bare and not (place in dated and _YEAR.fullmatch(figures)):
                yield place, last


def _counted(tokens: Sequence[Token], place: int, particles: set[int], predicates: set[int]) -> int:
    """Return where the words end that tell what a number counts: behind no particle."""
    last = place + 1
    for following in range(place + 1, min(place + 1 + FOLLOWING, len(tokens))):
        token, here = tokens[following], tokens[place]
        apart = (token.clause, token.pause) != (here.clause, here.pause)
        if apart or following in predicates or token.kind not in {"word", "period"}:
            break
        if following not in particles:
            last = following + 1
    return last
