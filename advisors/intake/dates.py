"""Dates: "by next Friday" becomes a number of days from the day it was written."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from advisors.intake.claims import Claim
from advisors.intake.sheet import Sheet
from advisors.intake.tokens import Token
from advisors.intake.vocabulary import Vocabulary

DEADLINE = "deadline_days"
LONGEST = 5
"""How many words a date can have ("the 15th of January 2027")."""
MOST = 6
"""How many places of one text are tried as dates: people state one or two."""
LANGUAGES = ["en", "de", "fr", "es"]
YEAR = re.compile(r"20\d\d")


def find_dates(
    sheet: Sheet, vocabulary: Vocabulary, on: date, *, bare: bool = False
) -> list[Claim]:
    """Return a claim in days for each deadline given as a date.

    Args:
        sheet: The text.
        vocabulary: The wordings that announce a deadline and those that begin a date.
        on: The day the words were written.
        bare: Whether a date counts without an announcement, as in an answer.
    """
    dates = {start for one in vocabulary.scopes["date"] for start, _ in sheet.find(one)}
    starts = {end: start for one in vocabulary.scopes["deadline"] for start, end in sheet.find(one)}
    for end in {end for one in vocabulary.scopes["appointment"] for _, end in sheet.find(one)}:
        starts.pop(end, None)
    if bare:
        starts = {**{start: start for start in dates}, **starts}
    tried = sorted((place, start) for place, start in starts.items() if place in dates)[:MOST]
    return [claim for place, start in tried for claim in _claim(sheet, start, place, on)]


def _claim(sheet: Sheet, start: int, place: int, on: date) -> Iterator[Claim]:
    last = place + 1
    while last < min(place + LONGEST, len(sheet.tokens)) and _goes_on(
        *sheet.tokens[last - 1 : last + 1]
    ):
        last += 1
    for end in range(last, place, -1):
        words = " ".join(token.text for token in sheet.tokens[place:end])
        day = _day(words, on)
        if day is not None:
            size = sheet.tokens[end - 1].end - sheet.tokens[start].start
            yield Claim(DEADLINE, Decimal((day - on).days), start, end, size)
            return


def _goes_on(before: Token, word: Token) -> bool:
    """Tell whether a date goes on: behind a mark only with a year ("15 January, 2027")."""
    if YEAR.fullmatch(word.text):
        return word.sentence == before.sentence
    return word.start <= before.end + 1


def _day(words: str, on: date) -> date | None:
    """Return the day some words mean; the end of a week, month, quarter or year by calendar."""
    plain = words.removeprefix("the ").removeprefix("end ").removeprefix("of ").removeprefix("the ")
    ends = {"week": 7, "month": 1, "quarter": 3, "year": 12}
    unit = plain.removeprefix("this ").removeprefix("the ")
    if unit == "week":
        return on + timedelta(days=6 - on.weekday())
    if unit in ends:
        month = -(-on.month // ends[unit]) * ends[unit]
        return date(on.year, month, calendar.monthrange(on.year, month)[1])
    day = _parsed(plain, on)
    if day and "end" in words.split()[:2]:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day


def _parsed(words: str, on: date) -> date | None:
    import dateparser  # noqa: PLC0415  (heavy: loaded when first used)

    settings = {
        "RELATIVE_BASE": datetime(on.year, on.month, on.day),  # noqa: DTZ001  (a day, not a moment)
        "PREFER_DATES_FROM": "future",
        # "by March" is the same on every day; "next month" is a month from today
        "PREFER_DAY_OF_MONTH": "current" if "month" in words else "first",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    try:
        found = dateparser.parse(words, languages=LANGUAGES, settings=settings)
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None
