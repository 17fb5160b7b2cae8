"""What is declared is what is imported, and the other way round."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from tests.house.test_structure import ROOMS, ROOT, tracked

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
BY_NAME = {"aiosqlite", "asyncpg", "jinja2", "python-multipart", "websockets"}
"""Loaded by SQLAlchemy, Starlette and uvicorn, which are told the name or look for it."""


def bare(requirement: str) -> str:
    """Return the name of a distribution as registries compare it."""
    name = re.split(r"[\[<>=!~; ]", requirement)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*groups: str) -> set[str]:
    listed = [PROJECT["dependency-groups"][group] for group in groups]
    rows = [*PROJECT["project"]["dependencies"], *(row for group in listed for row in group)]
    return {bare(row) for row in rows if isinstance(row, str)}


def imported(*rooms: str) -> Iterator[str]:
    """Yield every module outside the standard library that the files of some rooms import."""
    ours = {*sys.stdlib_module_names, *ROOMS, "tests"}
    for path in (path for room in rooms for path in tracked(f"{room}/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            yield from (name for one in names if (name := one.split(".")[0]) not in ours)


def owners(*rooms: str) -> dict[str, set[str]]:
    """Return the distributions that can give each module that is imported."""
    found = packages_distributions()
    return {name: {bare(one) for one in found[name]} for name in set(imported(*rooms))}


@pytest.mark.parametrize(
    ("rooms", "groups"), [(ROOMS, ()), (("tests",), ("test",))], ids=["product", "tests"]
)
def test_whatever_is_imported_is_declared(rooms: tuple[str, ...], groups: tuple[str, ...]) -> None:
    known = declared(*groups)
    assert {name for name, gives in owners(*rooms).items() if not gives & known} == set()


def test_whatever_is_declared_is_imported_or_loaded_by_its_name() -> None:
    used = set().union(*owners(*ROOMS).values())
    assert declared() - used == BY_NAME
