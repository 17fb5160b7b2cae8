"""Price files that cannot be trusted: every problem is named with file and line, all at once."""

from pathlib import Path

import pytest

from advisors.costs import load_inputs
from advisors.costs.inputs import SHIPPED as INPUTS
from advisors.errors import CatalogueError
from advisors.prices import load_prices

GOOD = """\
vendor = "acme"

[[price]]
id = "acme/one/base"
usd_per_mtok_input = "1"
usd_per_mtok_cached_input = "0.5"
from = 2026-01-01
checked = 2026-01-01
confidence = "A"
source = "Acme price page"

[[price]]
id = "acme/one/tuned"
usd_per_mtok_input = "2"
from = 2026-01-01
checked = 2026-01-01
confidence = "A"
source = "Acme price page"

[[price]]
id = "acme/one/training"
usd_per_mtok_training = "3"
from = 2026-01-01
checked = 2026-01-01
confidence = "A"
source = "Acme price page"

[[route]]
model = "one"
methods = ["supervised"]
minimum_examples = 10
minimum_days = 3
serving = "tokens"
base = "acme/one"
checked = 2026-01-01
source = "Acme terms"
"""


def refuse(folder: Path, text: str) -> str:
    (folder / "acme.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load_prices(folder)
    assert refused.value.mend
    return str(refused.value)


def test_a_good_file_is_taken(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text(GOOD, encoding="utf-8")
    assert len(load_prices(tmp_path).rows) == 4


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ('usd_per_mtok_input = "2"', 'usd_per_token = "2"', "acme.toml:12: unknown unit"),
        ('usd_per_mtok_input = "2"', 'usd_per_mtok_input = "5"', "acme.toml:12: tuned"),
        ('usd_per_mtok_input = "2"', 'usd_per_mtok_input = "0.4"', "outside 0.5-4 x"),
        ('usd_per_mtok_input = "2"', "usd_per_mtok_input = 2", "is not in quotes"),
        ('usd_per_mtok_input = "2"', 'usd_per_mtok_input = "two"', "write a decimal number"),
        ('usd_per_mtok_input = "2"', 'usd_per_mtok_input = "-2"', "a price is zero or more"),
        ('usd_per_mtok_input = "2"', 'usd_per_mtok_input = "NaN"', "write a decimal number"),
        ('confidence = "A"', 'confidence = "C"\nrange = ["low", "2"]', "acme.toml:3: range is"),
        ('confidence = "A"', 'confidence = "C"\nrange = ["1"]', "write [low, high]"),
        ('cached_input = "0.5"', 'cached_input = "1.5"', "acme.toml:3: cached input 1.5 is above"),
        ('source = "Acme price page"', "", "acme.toml:3: no source"),
        ('confidence = "A"', 'confidence = "D"', "confidence is not A, B or C"),
        ('confidence = "A"', 'confidence = "C"', "confidence C without a range"),
        ("from = 2026-01-01", "", "no day in 'from'"),
        ('id = "acme/one/training"', 'id = "acme/two/training"', "acme.toml:28: needs the price"),
        ('serving = "tokens"', 'serving = "magic"', "acme.toml:28: serving is not one of"),
        ('model = "one"', 'model = "one"\nlasts = 3', "unknown key 'lasts'"),
        ('base = "acme/one"', 'successor = "acme/six"', "acme.toml:28: successor 'acme/six'"),
        ('vendor = "acme"', "vendor = ", "not readable as TOML"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_refused(
    tmp_path: Path, good: str, bad: str, told: str
) -> None:
    assert told in refuse(tmp_path, GOOD.replace(good, bad, 1))


STEP = """
[[price]]
id = "acme/one/training"
usd_per_mtok_training = "31"
from = 2026-06-01
checked = 2026-06-01
confidence = "A"
source = "Acme price page"
"""


def test_a_step_of_more_than_ten_times_needs_a_comment(tmp_path: Path) -> None:
    assert "acme.toml:38: acme/one/training steps from 3 to 31" in refuse(tmp_path, GOOD + STEP)


def test_two_rows_of_one_price_on_one_day_are_refused(tmp_path: Path) -> None:
    told = refuse(tmp_path, GOOD + STEP.replace('"31"', '"4"').replace("2026-06", "2026-01"))
    assert "acme.toml:38: acme/one/training begins on 2026-01-01" in told
    assert "as the row of acme.toml:20 does" in told


def test_a_step_with_its_reason_is_taken(tmp_path: Path) -> None:
    text = GOOD + STEP + 'comment = "Acme dropped its introductory price."\n'
    (tmp_path / "acme.toml").write_text(text, encoding="utf-8")
    assert load_prices(tmp_path).rows[-1].value == 31


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('source = "Acme price page"', "").replace('"A"', '"Z"')
    told = refuse(tmp_path, text).splitlines()
    assert sum("no source" in line for line in told) == 3
    assert sum("confidence is not" in line for line in told) == 3


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError):
        load_prices(tmp_path)


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ('likely = "80"', 'likely = "800"', "the likely value of hourly_rate_usd lies outside"),
        ('likely = "80"', 'likely = "much"', "cannot be read"),
        ('likely = "80"', 'likely = "NaN"', "cannot be read"),
        ('"retraining_hours"', '"retraining_hours_"', "costs.toml"),
    ],
)
def test_inputs_that_cannot_be_trusted_are_refused(
    tmp_path: Path, good: str, bad: str, told: str
) -> None:
    text = (INPUTS / "costs.toml").read_text(encoding="utf-8")
    broken = text.replace(good, bad, 1)
    if "retraining" in good:
        broken = text.replace('inputs = ["labelling_minutes"]', 'inputs = ["nonsense"]')
    (tmp_path / "costs.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(CatalogueError, match=told):
        load_inputs(tmp_path)
