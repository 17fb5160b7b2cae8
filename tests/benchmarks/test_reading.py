"""Reading: what the intake takes from free text is mostly there and mostly right."""

from collections import Counter
from collections.abc import Sequence

import pytest

from tests.benchmarks.intake import Description, compare, read_descriptions

HALVES = [
    pytest.param([one for one in read_descriptions() if one.studied is studied], id=name)
    for studied, name in ((True, "studied"), (False, "kept back"))
]


@pytest.mark.parametrize("texts", HALVES)
def test_what_is_stated_is_right_and_little_is_missed(texts: Sequence[Description]) -> None:
    verdicts = Counter(verdict for one in texts for verdict, _, _ in compare(one))
    found = verdicts["right"] + verdicts["~right"]

    assert verdicts["right"] >= 0.9 * (verdicts["right"] + verdicts["wrong"])
    assert found >= 0.75 * (found + verdicts["missed"] + verdicts["wrong"])
