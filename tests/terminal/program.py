"""The `advisor` command as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ON = ("--as-of", "2026-11-22")


def advisor(
    *words: str, given: str = "", data: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": "random"}
    if data is not None:
        environment["ADVISOR_DATA_DIR"] = str(data)
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def recommended(*words: str, given: str = "") -> dict[str, Any]:
    run = advisor("recommend", *ON, *words, "--json", given=given)
    assert run.returncode == 0, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer
