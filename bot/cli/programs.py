"""Programs: output for other programs, one JSON document."""

import json
from decimal import Decimal
from fractions import Fraction


def print_json(document: object) -> None:
    """Print one JSON document; decimals and fractions as numbers."""
    print(json.dumps(document, indent=2, ensure_ascii=False, default=_number))


def _number(value: object) -> object:
    if isinstance(value, Decimal | Fraction):
        exact = float(value)
        return int(exact) if exact == int(exact) else exact
    return str(value)
