"""The house keeps its own rules: front doors, sizes, one reader of the environment, sources."""

import ast
import re
import subprocess
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
ROOMS = ("advisors", "knowledge", "bot")
SHORT, LONGEST, LONGEST_FILE = 20, 40, 250
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "common", "base", "misc"}


def tracked(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def sources() -> list[Path]:
    found = list(chain.from_iterable(tracked(f"{room}/*.py") for room in ROOMS))
    return [path for path in found if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node) is not None
            start = (first.end_lineno if documented else node.lineno) or node.lineno
            yield (
                f"{path.relative_to(ROOT)}:{node.lineno} {node.name}",
                ((node.end_lineno or start) - start),
            )


def test_no_function_is_longer_than_forty_lines_and_nine_in_ten_are_short() -> None:
    lengths = dict(chain.from_iterable(functions(path) for path in sources()))

    assert [name for name, lines in lengths.items() if lines > LONGEST] == []
    short = sum(lines <= SHORT for lines in lengths.values())
    assert short / len(lengths) >= 0.9


def test_no_file_is_longer_than_two_hundred_and_fifty_lines() -> None:
    pages = chain(sources(), tracked("bot/playground/page/*"))
    long = [
        (str(path.relative_to(ROOT)), lines)
        for path in pages
        if path.suffix in {".py", ".js", ".css", ".html"}
        and (lines := path.read_text().count("\n")) > LONGEST_FILE
    ]

    assert long == []


def test_no_room_is_named_after_nothing() -> None:
    assert [path for path in sources() if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_front_door_lists_its_names_in_order(room: str) -> None:
    for door in (ROOT / room).rglob("__init__.py"):
        tree = ast.parse(door.read_text())
        listed = [
            ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign)
            and any(isinstance(one, ast.Name) and one.id == "__all__" for one in node.targets)
        ]
        imported = any(isinstance(node, ast.ImportFrom) for node in tree.body)
        assert len(listed) == imported, f"{door} has no __all__"
        for names in listed:
            assert names == sorted(names, key=_isort_order), door


def _isort_order(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_every_file_says_what_it_is_in_its_first_line() -> None:
    silent = [path for path in sources() if not ast.get_docstring(ast.parse(path.read_text()))]

    assert silent == []


def test_only_settings_read_the_environment_and_only_the_clock_reads_the_time() -> None:
    reading = re.compile(r"os\.(environ|getenv)")
    telling = re.compile(r"date\.today\(|datetime\.now\(|time\.time\(")

    readers = {path.name for path in sources() if reading.search(path.read_text())}
    clocks = {path.name for path in sources() if telling.search(path.read_text())}

    assert readers <= {"settings.py"}
    assert clocks == {"clock.py"}


def test_nothing_unfinished_and_no_place_of_a_developer_is_left_in_the_tree() -> None:
    marks = re.compile("TO[D]O|FIX[M]E|NotImplemented[E]rror|/r[o]ot/|/w[o]rk/")
    kinds = {".py", ".md", ".toml", ".js", ".css", ".html", ".yaml", ".yml", ""}
    found = [
        str(path.relative_to(ROOT))
        for path in tracked(".")
        if path != Path(__file__)
        and path.suffix in kinds
        and marks.search(path.read_text(errors="replace"))
    ]

    assert found == []


def test_every_setting_is_read_somewhere() -> None:
    code = "".join(path.read_text() for path in sources())

    read = set(re.findall(r"\b(?:settings|self)\.(\w+)", code))
    assert [name for name in Settings.model_fields if name not in read] == []
