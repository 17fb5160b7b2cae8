"""Programs: output for other programs, one JSON document."""

import json
from decimal import Decimal
from fractions import Fraction

from advisors.written import json_number


def print_json(document: object) -> None:
    """Print one JSON document; decimals and fractions as numbers."""
    print(json.dumps(document, indent=2, ensure_ascii=False, default=_number))


def _number(value: object) -> object:
    return json_number(value) if isinstance(value, Decimal | Fraction) else str(value)
