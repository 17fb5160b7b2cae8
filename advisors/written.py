"""Written: exact numbers as JSON has them, the last step before the edge: there floats begin."""

from decimal import Decimal
from fractions import Fraction


def json_number(value: Fraction | Decimal) -> int | float:
    """Return an exact number as the nearest JSON number; a whole one without a fraction."""
    whole = int(value)
    return whole if whole == value else float(value)
