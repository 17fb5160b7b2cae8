"""What `--json` gives to other programs: the keys that the help documents, and nothing else."""

import json
import re
from pathlib import Path

import pytest

from tests.terminal.program import advisor

ON = ("--as-of", "2026-11-22", "--set", "gap=knowledge", "--set", "requests_per_month=50000")
BAD = json.dumps([{"type": "section"}])
GOOD = json.dumps([{"type": "divider"}])


def documented(command: str) -> set[str]:
    return set(re.findall(r'"(\w+)"', advisor(command, "--help").stdout))


def keys(document: object) -> set[str]:
    if isinstance(document, list):
        return {key for one in document for key in keys(one)}
    if not isinstance(document, dict):
        return set()
    return set(document).union(*(keys(one) for one in document.values()))


def test_the_calculation_has_the_documented_keys_and_adds_up() -> None:
    told = json.loads(advisor("explain", *ON, "--json").stdout)
    rows, by_option = told["rows"], ("scores", "values", "products")

    assert set(told) | keys(rows) - set(told["options"]) == documented("explain")
    assert all(list(one) == told["options"] for one in [told["scores"], rows[0]["values"]])
    assert all(name in documented("explain") for name in by_option)
    for option, score in told["scores"].items():
        assert sum(row["products"][option] for row in rows) == pytest.approx(score)
    assert sum(row["contribution"] for row in rows) == pytest.approx(told["margin"])
    assert told["for_winner"] - told["against_winner"] == pytest.approx(told["margin"])
    assert sum(row["weight"] for row in rows) == pytest.approx(told["weight_sum"])


def test_the_calculation_and_the_recommendation_tell_the_same_costs() -> None:
    explained, recommended = (
        json.loads(advisor(command, *ON, "--json").stdout) for command in ("explain", "recommend")
    )

    assert explained["cost"] == recommended["cost"]
    assert explained["winner"] == recommended["approach"]
    assert explained["margin"] == recommended["margin"]


@pytest.mark.parametrize(("given", "ok"), [(BAD, False), (GOOD, True)])
def test_faults_of_blocks_come_as_json(given: str, *, ok: bool) -> None:
    run = advisor("lint-blocks", "-", "--json", given=given)
    told = json.loads(run.stdout)

    assert (run.returncode, told["ok"], bool(told["faults"])) == (0 if ok else 1, ok, not ok)
    assert keys(told) <= documented("lint-blocks")
    assert ok or keys(told) == documented("lint-blocks")


def test_the_doctor_tells_each_part_as_json(tmp_path: Path) -> None:
    run = advisor("doctor", "--json", data=tmp_path)
    told = json.loads(run.stdout)
    parts = {one["part"]: one for one in told["parts"]}

    assert (run.returncode, told["ok"]) == (1, False)
    assert keys(told) == documented("doctor")
    assert parts["rules and prices"]["ok"]
    assert "SLACK_BOT_TOKEN" in parts["Slack"]["found"]
    assert parts["Slack"]["mend"]
