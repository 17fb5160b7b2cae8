"""Light: a recommendation in the terminal loads nothing that it does not need."""

import subprocess
import sys

import pytest

_HEAVY = {
    "asyncio",
    "bot.conversation",
    "bot.settings",
    "chromadb",
    "knowledge",
    "langchain_core",
    "numpy",
    "openai",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
}
_RUN = """
import sys
sys.argv = ["advisor", *sys.argv[1:]]
from bot.cli import app
try:
    app()
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["recommend", "explain"])
def test_a_recommendation_loads_no_database_no_vectors_and_no_loop(command: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _RUN, command, "--set", "gap=knowledge"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(run.stderr.split())

    assert "advisors.advising" in loaded
    assert not loaded & _HEAVY
