"""Selection: which sentences of the sections found make the answer, and in which order.

The best sentence answers; others are added while they are nearly as good and say something new. A
comparing question is answered for both of its sides, and a later remark on what the paper says is
said with it.
"""

from collections.abc import Iterable, Iterator, Sequence

from knowledge.answers.evidence import PLACE, Quote, Section, quotes
from knowledge.answers.listing import listed
from knowledge.search.coverage import Need, coverage
from knowledge.words.comparing import compares, side_of
from knowledge.words.counting import gives_number
from knowledge.words.names import with_aliases
from knowledge.words.terms import all_stems, heading_stems, terms, topic_stems

MAX_QUOTES = 3
NEAR_SHARE = 0.85
FAR_SHARE = 0.92
"""How near to the best quote another one of its section, or of another, must come to be said."""
OTHER_SIDE = 0.7
"""How near to the best quote one for the other side of a comparison must come."""
LIST = 3
"""Parts between commas that make a heading a list of things."""
SAID = 0.7
"""A sentence that shares more of its terms with one already chosen says nothing new."""
NAMED_SHARE = 0.75
"""How much of a question the sections it names must be, to be the answer by themselves."""
REMARK_SHARE = 0.6

Good = Sequence[tuple[Section, float]]
"""Sections, best first, each with how far it speaks of the question."""


def chosen(
    question: str, wanted: Sequence[Need], good: Good, things: frozenset[str]
) -> list[Quote]:
    """Return the quotes that answer a question, best first.

    Args:
        question: As it was asked.
        wanted: What it speaks of.
        good: The sections that speak of it enough.
        things: What it wants the number of.
    """
    pool = sorted(
        (quote for section, share in good for quote in quotes(section, wanted, share)),
        key=lambda quote: (-quote.score, quote.order),
    )
    pool = [quote for quote in pool if gives_number(quote.text, things)] or pool
    pool = [quote for quote in pool if not _is_on_another(question, quote)]
    if not pool:
        return []
    rows = listed(question, good)
    if rows:
        return _with_prose(rows, pool)
    picked = list(_leading(question, wanted, pool))
    picked = _without_echoes([*picked, *_near(pool)])[:MAX_QUOTES]
    return [*picked, *_remarks(picked, pool)]


def _is_on_another(question: str, quote: Quote) -> bool:
    """Tell whether a heading lists things, a question names one, and a quote is on another.

    Below "Mistral, Cohere, and Snowflake" a question for Mistral is not answered by the others.
    """
    listed_things = quote.section.shown.rsplit(":", maxsplit=1)[-1].split(",")
    if len(listed_things) < LIST:
        return False
    asked, said = frozenset(terms(question)), frozenset(terms(quote.text))
    parts = {topic for topic in map(topic_stems, listed_things) if topic}
    named = {part for part in parts if part <= asked}
    if not named or any(part <= said for part in named):
        return False
    return any(part <= said for part in parts - named)


def _with_prose(rows: Sequence[Quote], pool: Sequence[Quote]) -> list[Quote]:
    """Return the rows of a table with the sentence above it, and the best one from elsewhere."""
    section = rows[0].section
    prose = [quote for quote in pool if not quote.is_row]
    above = [quote for quote in prose if quote.section == section][:1]
    beside = [
        quote
        for quote in prose
        if quote.section != section and quote.score >= FAR_SHARE * pool[0].score
    ][:1]
    is_first = bool(beside) and beside[0] == pool[0]
    return [*beside, *above, *rows] if is_first else [*above, *rows, *beside]


def _near(pool: Sequence[Quote]) -> Iterator[Quote]:
    best = pool[0]
    for quote in pool:
        share = NEAR_SHARE if quote.section == best.section else FAR_SHARE
        if quote.score >= share * best.score:
            yield quote


def _leading(question: str, wanted: Sequence[Need], pool: Sequence[Quote]) -> Iterator[Quote]:
    """Yield what the answer opens with: a quote for each side of a comparison, else the best one."""
    if compares(question):
        named = _named(question, wanted, pool)
        if named:
            yield from named
            return
    yield pool[0]
    if compares(question) and side_of(question) in {"both", "none"}:
        yield from _other_sides(pool, side_of(pool[0].text))


def _other_sides(pool: Sequence[Quote], said: str) -> Iterator[Quote]:
    """Yield the best quote for each approach that the first one does not speak of."""
    least = OTHER_SIDE * pool[0].score
    for side in sorted({"tune", "prompt"} - {said}) if said != "both" else ():
        yield from [
            quote for quote in pool if side_of(quote.text) == side and quote.score >= least
        ][:1]


def _named(question: str, wanted: Sequence[Need], pool: Sequence[Quote]) -> list[Quote]:
    """Return the best quote of each section that the question calls by its heading.

    "Zero-shot or few-shot prompting?" names two sections and nothing else; a question that asks for
    more than it names ("... for maintenance?") is not answered by them.
    """
    asked, heard = frozenset(terms(with_aliases(question))), all_stems(with_aliases(question))
    names: dict[frozenset[str], Quote] = {}
    whole: set[frozenset[str]] = set()
    for quote in pool:
        for stems, topic in heading_stems(quote.section.name):
            if topic and topic <= asked:
                names.setdefault(topic, quote)
                whole |= {topic} if stems <= heard else set()
    widest = {
        name: quote
        for name, quote in names.items()
        if name in whole or not any(name < other for other in names)
    }
    covered = frozenset().union(*widest)
    if len(widest) < 2 or coverage(wanted, covered) < NAMED_SHARE:  # noqa: PLR2004  (two sides)
        return []
    return list(widest.values())


def _without_echoes(candidates: Iterable[Quote]) -> list[Quote]:
    kept: list[tuple[Quote, frozenset[str]]] = []
    for quote in candidates:
        said = frozenset(terms(quote.spoken))
        if said and all(_shared(said, before) < SAID for _, before in kept):
            kept.append((quote, said))
    return [quote for quote, _ in kept]


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / min(len(left), len(right))


def _remarks(picked: Sequence[Quote], pool: Sequence[Quote]) -> list[Quote]:
    """Return the best later remark on a place of the paper that is quoted, unless there is one."""
    places = frozenset().union(*(quote.section.places for quote in picked))
    if any(PLACE.search(quote.text) for quote in picked):
        return []
    about = (
        quote
        for quote in pool
        if quote.score >= REMARK_SHARE * pool[0].score
        and places.intersection(PLACE.findall(quote.text))
    )
    return list(about)[:1]
