"""The guidance as the tests read it: documents, their front matter, sections, and statements."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
GUIDANCE = HERE.parents[2] / "knowledge" / "guidance"
RULE = re.compile(r"^\|[-| ]+\|$")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the statements under it: paragraphs, bullets, and table rows.

    Attributes:
        document: Name of the file without its ending.
        heading: The heading's words.
        statements: Paragraphs, bullets, and table rows without header rows.
        text: All of it in lower case, for looking up phrases.
    """

    document: str
    heading: str
    statements: tuple[str, ...]
    text: str

    @property
    def name(self) -> str:
        """Return "file > heading", as questions.toml names it."""
        return f"{self.document} > {self.heading}"


@dataclass(frozen=True, slots=True)
class Document:
    """One Markdown file of the guidance."""

    name: str
    front: dict[str, Any]
    body: str
    lines: int

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections in order."""
        return tuple(self._each_section())

    def _each_section(self) -> Iterator[Section]:
        for block in re.split(r"^(?=#{1,6} )", self.body, flags=re.MULTILINE)[1:]:
            first, _, rest = block.partition("\n")
            yield Section(
                self.name, first.lstrip("# ").strip(), tuple(_statements(rest)), block.lower()
            )


def _statements(text: str) -> Iterator[str]:
    lines = text.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_table_head = RULE.match(line) or RULE.match(following)
        if line.strip() and not is_table_head:
            yield line.strip()


@cache
def documents() -> tuple[Document, ...]:
    """Return every document of the guidance, by name."""
    return tuple(_read(path) for path in sorted(GUIDANCE.glob("*.md")))


def _read(path: Path) -> Document:
    text = path.read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    return Document(path.stem, yaml.safe_load(front), body, len(text.splitlines()))


def sections(kind: str | None = None) -> list[Section]:
    """Return every section, or only those of documents of one kind."""
    chosen = [each for each in documents() if kind in (None, each.front["kind"])]
    return [section for each in chosen for section in each.sections]


def statements(kind: str) -> list[str]:
    """Return every statement of the documents of one kind."""
    return [statement for section in sections(kind) for statement in section.statements]


@cache
def table(name: str, folder: Path = HERE) -> dict[str, Any]:
    """Return a TOML file beside the tests, or in `folder`."""
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
