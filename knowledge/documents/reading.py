"""Reading: a file of any accepted kind as one clean Markdown text with a title.

Markdown, plain text and tables are read here; HTML, PDF and DOCX by a child process with limits.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

import yaml
from typing_extensions import override

from knowledge.documents.decoding import cleaned, decode, is_binary
from knowledge.documents.markdown import HEADING
from knowledge.documents.sandbox import parse_apart
from knowledge.errors import DocumentError

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000
MAX_FRONT = 20_000
QUOTED = re.compile(r'"[^"]*"')
FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
TEXT_KINDS = frozenset({".md", ".markdown", ".txt", ".text", ".rst"})
TABLE_KINDS = {".csv": ",", ".tsv": "\t"}
CHILD_KINDS = {".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx"}
KINDS = tuple(sorted({*TEXT_KINDS, *TABLE_KINDS, *CHILD_KINDS}))


@dataclass(frozen=True, slots=True)
class Document:
    """One document, ready to be cut into passages.

    Attributes:
        name: The name under which it is kept, "handbook/costs.md".
        title: What citations call it.
        text: Markdown without front matter; every quote is a substring of it.
        link: An https address, or an empty string.
        dated: The date its front matter gives, or an empty string.
        asked: What people ask its sections: (heading, question).
        note: What reading it had to mend, or an empty string.
    """

    name: str
    title: str
    text: str
    link: str = ""
    dated: str = ""
    asked: tuple[tuple[str, str], ...] = ()
    note: str = ""

    def digest(self, workspace: str) -> str:
        """Return the SHA-256 that names this content within its workspace."""
        asked = (part for pair in self.asked for part in pair)
        parts = (workspace, self.title, self.link, self.dated, self.text, *asked)
        return sha256("\0".join(parts).encode()).hexdigest()


def read(name: str, content: bytes, *, link: str = "", charset: str | None = None) -> Document:
    """Return the document that the bytes of a file hold.

    Raises:
        DocumentError: The kind is not accepted, or the file is too large, damaged or empty.
    """
    kind = PurePosixPath(name.lower()).suffix
    if len(content) > MAX_BYTES:
        raise DocumentError(f"{name}: larger than 20 MB", "Split the document or leave parts out.")
    document = _reader(name, kind)(name, content, charset)
    if is_binary(document.text):
        raise DocumentError(f"{name}: holds no text, but binary data", "Save it as a text file.")
    text, removed = cleaned(document.text)
    if not any(sign.isalnum() for sign in text):
        scanned = "A scanned document needs text recognition first."
        mend = scanned if kind == ".pdf" else "Write something into it, or leave it out."
        raise DocumentError(f"{name}: holds no text", mend)
    signs = "sign" if removed == 1 else "signs"
    notes = [document.note, f"{removed} invisible {signs} removed" if removed else ""]
    return replace(
        document,
        text=text,
        title=cleaned(document.title)[0].strip()[:200] or name,
        link=link or document.link,
        note="; ".join(note for note in notes if note),
    )


def _reader(name: str, kind: str) -> Callable[[str, bytes, str | None], Document]:
    if kind in TEXT_KINDS:
        return _from_markdown
    if kind in TABLE_KINDS:
        return _from_table
    if kind in CHILD_KINDS:
        return _from_child
    raise DocumentError(f"{name}: this kind of file is not read", f"Use one of {', '.join(KINDS)}.")


def _from_markdown(name: str, content: bytes, charset: str | None) -> Document:
    text, note = decode(content, charset)
    text = text.replace("\r\n", "\n")
    front = FRONT.match(text)
    fields = _fields(name, front.group(1)) if front else {}
    body = text[front.end() :] if front else text
    title = str(fields.get("title") or _first_heading(body) or PurePosixPath(name).stem)
    link = str(fields.get("link", ""))
    secure = link if link.startswith("https://") else ""
    asked, strange = _asked(fields.get("asked"), body)
    note = "; ".join(filter(None, (note, strange)))
    return Document(name, title, body, secure, str(fields.get("date", "")), asked, note)


def _asked(table: object, body: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return what people ask its sections, of its front matter, and a note on what was left out."""
    if table is None:
        return (), ""
    if not isinstance(table, dict):
        return (), "its `asked` was left out: it is not a list of questions under each heading"
    headings = {found.group(2) for line in body.splitlines() if (found := HEADING.match(line))}
    lists = {str(key): each if isinstance(each, list) else [each] for key, each in table.items()}
    unknown = [key for key in lists if key not in headings]
    pairs = tuple(
        (key, cleaned(str(question))[0])
        for key in lists
        if key in headings
        for question in lists[key]
    )
    left_out = ", ".join(f"“{key[:60]}”" for key in unknown)
    return pairs, f"`asked` names headings that it does not have: {left_out}" if unknown else ""


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases, which can grow without bound."""

    @override
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not accepted")
        return super().compose_node(parent, index)


def _fields(name: str, front: str) -> dict[str, object]:
    mend = "Write `key: value` lines between two lines of three dashes, or leave them out."
    if len(front) > MAX_FRONT:
        raise DocumentError(
            f"{name}: its front matter has more than {MAX_FRONT:,} signs",
            "Shorten what stands between the two lines of three dashes.",
        )
    try:
        found = yaml.load(front, Loader=_PlainLoader)  # noqa: S506  (a SafeLoader without aliases)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DocumentError(f"{name}: its front matter cannot be read", mend) from error
    if not isinstance(found, dict):
        return {}
    return {str(key): value for key, value in found.items() if value is not None}


def _first_heading(text: str) -> str:
    for line in text.splitlines():
        heading = HEADING.match(line)
        if heading and heading.group(2):
            return heading.group(2)
    return ""


def _from_table(name: str, content: bytes, charset: str | None) -> Document:
    text, note = decode(content, charset)
    text = text.replace("\0", "")
    delimiter = _delimiter(text, TABLE_KINDS[PurePosixPath(name.lower()).suffix])
    try:
        table = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise DocumentError(
            f"{name}: not a readable table ({error})",
            "Look for a quotation mark that is not closed, and save it again as CSV.",
        ) from error
    if len(table) > MAX_ROWS:
        raise DocumentError(f"{name}: more than {MAX_ROWS} rows", "Split the table.")
    return Document(name, PurePosixPath(name).stem, _pipes(table), note=note)


def _delimiter(text: str, usual: str) -> str:
    """Return what parts the cells: in much of Europe spreadsheets write semicolons as CSV.

    >>> _delimiter("city;people", ","), _delimiter("a, b; c, d", ",")
    (';', ',')
    >>> _delimiter('City, country;People;"a,b,c"', ",")
    ';'
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = QUOTED.sub("", first)
    signs = (usual, *";\t|")
    most: str = max(signs, key=bare.count)  # the usual one among equals
    return most


def _pipes(table: list[list[str]]) -> str:
    """Return the rows as a Markdown table, so that one way of reading tables serves all kinds."""
    rows = [row for row in table if any(cell.strip() for cell in row)]
    width = max((len(row) for row in rows), default=0)
    lines = [_line(row + [""] * (width - len(row))) for row in rows]
    return "\n".join([*lines[:1], "|" + "---|" * width, *lines[1:], ""])


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "¦") for cell in cells) + " |"


def _from_child(name: str, content: bytes, charset: str | None) -> Document:
    kind = CHILD_KINDS[PurePosixPath(name.lower()).suffix]
    note = ""
    if kind == "html":
        declared = CHARSET.search(content[:2048])
        text, note = decode(content, charset or (declared.group(1).decode() if declared else None))
        content = text.encode("utf-8", "replace")
    title, text = parse_apart(name, kind, content)
    title = title or _first_heading(text) or PurePosixPath(name).stem
    return Document(name, title, text, note=note)
