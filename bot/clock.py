"""The only clock: everything else takes the day or the time as an argument."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def seconds() -> float:
    """Return the present moment in seconds since 1970."""
    return now().timestamp()


def today() -> date:
    """Return the present day in UTC."""
    return now().date()
