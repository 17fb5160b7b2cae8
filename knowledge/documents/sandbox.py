"""Sandbox: hostile files are parsed in a child process that may use little memory and time."""

import json
import subprocess
import sys
from pathlib import Path

from knowledge.errors import DocumentError

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 30
MAX_TEXT = 20_000_000
PARSER = Path(__file__).with_name("formats.py")


def parse_apart(name: str, kind: str, content: bytes, memory: int = MEMORY) -> tuple[str, str]:
    """Return (title, Markdown text) of an HTML, PDF or DOCX file, read with so many bytes.

    Raises:
        DocumentError: The child found the file damaged or unsafe, or ran into its limits.
    """
    command = [sys.executable, "-I", str(PARSER), kind, str(memory), str(CPU_SECONDS)]
    try:
        child = subprocess.run(  # noqa: S603  (our own parser, by its own path)
            command, input=content, capture_output=True, timeout=WALL_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(name, "takes too long to read") from error
    if child.returncode != 0 or len(child.stdout) > MAX_TEXT:
        raise _refused(name, "needs too much memory or time to read")
    return _answer(name, child.stdout)


def _answer(name: str, output: bytes) -> tuple[str, str]:
    try:
        found = json.loads(output)
    except ValueError as error:
        raise _refused(name, "cannot be read") from error
    if "refused" in found:
        raise _refused(name, str(found["refused"]))
    return str(found["title"]), str(found["text"])


def _refused(name: str, reason: str) -> DocumentError:
    return DocumentError(f"{name}: {reason}", "Open it in its own program and save it again.")
