"""Formats: HTML, PDF and DOCX to Markdown, in a process of its own (see `sandbox`).

This file imports nothing of the house: it is run by its path, so that the child loads only the one
parser it needs and the memory limit counts what the document costs. Bytes come on standard input,
one JSON object {"title", "text"} or {"refused"} goes to standard output.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

MAX_UNPACKED = 100_000_000
MAX_RATIO = 100
SMALL = 1_000_000  # below a megabyte a good ratio is harmless
MAX_MEMBERS = 1_000
MAX_PAGES = 2_000
ARCHIVES = (".zip", ".docx", ".xlsx", ".pptx", ".gz", ".7z", ".rar", ".tar", ".jar")
SPACE = re.compile(r"[ \t\xa0\n]+")
DEFAULT_TITLE = "Word Document"  # of an empty template, so it names nothing
HIDDEN = ("script", "style", "noscript", "template", "svg", "nav", "form", "iframe", "head")


class RefusedError(Exception):
    """The file is damaged or unsafe; the text says how."""


def from_html(content: bytes) -> tuple[str, str]:
    """Return (title, Markdown) of a page, without scripts, navigation and hidden elements."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  (heavy: loaded when first used)

    page = BeautifulSoup(content.decode("utf-8", "replace"), "lxml")
    title = page.title.get_text(" ", strip=True) if page.title else ""
    for element in page.find_all(HIDDEN):
        element.decompose()
    for element in page.select("[hidden]"):
        element.decompose()
    for element in page.select(
        '[style*="display:none"], [style*="display: none"], [aria-hidden="true"]'
    ):
        element.decompose()
    body = page.body or page
    return title, "\n\n".join(_html_blocks(body))


def _html_blocks(body: Any) -> Iterator[str]:
    """Yield one Markdown block for each heading, paragraph, list item and table."""
    names = [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "li",
        "table",
        "pre",
        "blockquote",
        "dd",
        "dt",
        "figcaption",
    ]
    found = body.find_all(names)
    if not found:
        yield from (block for block in body.get_text("\n").split("\n\n") if block.strip())
    taken: set[int] = set()
    for element in found:
        if any(id(parent) in taken for parent in element.parents):
            continue
        text = _table(_html_rows(element)) if element.name == "table" else _flat(_words(element))
        if element.name in {"table", "pre", "p", "dd", "dt"} or not element.find(names):
            taken.add(id(element))
        elif element.name in {"li", "blockquote"}:
            text = _flat(" ".join(element.find_all(string=True, recursive=False)))
        if text:
            yield _prefix(element.name) + text


def _words(element: Any) -> str:
    """Return the words of an element; only line breaks part them, bold type does not."""
    for line in element.find_all("br"):
        line.replace_with("\n")
    return str(element.get_text(" " if element.name == "blockquote" else ""))


def _prefix(name: str) -> str:
    if name[0] == "h" and name[1:].isdigit():
        return "#" * int(name[1:]) + " "
    return "- " if name == "li" else ""


def _html_rows(table: Any) -> list[list[str]]:
    return [
        [_flat(cell.get_text(" ")) for cell in row.find_all(["td", "th"])]
        for row in table.find_all("tr")
    ]


def from_pdf(content: bytes) -> tuple[str, str]:
    """Return (title, text) of a PDF, pages apart by blank lines; encrypted ones are refused."""
    from pypdf import PdfReader  # noqa: PLC0415  (heavy: loaded when first used)

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise RefusedError("is encrypted")
    if len(reader.pages) > MAX_PAGES:
        raise RefusedError(f"has more than {MAX_PAGES} pages")
    pages = [(page.extract_text() or "").strip() for page in reader.pages]
    title = str(reader.metadata.title or "") if reader.metadata else ""
    return title, "\n\n".join(page for page in pages if page)


def from_docx(content: bytes) -> tuple[str, str]:
    """Return (title, Markdown) of a Word document: headings, paragraphs, lists and tables."""
    check_archive(content)
    from docx import Document  # noqa: PLC0415  (heavy: loaded when first used)
    from docx.table import Table  # noqa: PLC0415  (heavy: loaded when first used)

    file = Document(io.BytesIO(content))
    blocks = [
        _table([[_flat(cell.text) for cell in row.cells] for row in item.rows])
        if isinstance(item, Table)
        else _paragraph(item)
        for item in file.iter_inner_content()
    ]
    title = str(file.core_properties.title or "")
    return "" if title == DEFAULT_TITLE else title, "\n\n".join(block for block in blocks if block)


def _paragraph(item: Any) -> str:
    text = _flat(item.text)
    style = str(item.style.name) if item.style is not None else ""
    if not text:
        return ""
    if style == "Title":
        return f"# {text}"
    if style.startswith("Heading ") and style[8:].isdigit():
        return "#" * min(int(style[8:]), 6) + f" {text}"
    return f"- {text}" if style.startswith("List") else text


def check_archive(content: bytes) -> None:
    """Refuse zip bombs, nested archives, overlapping members and lying sizes.

    Raises:
        RefusedError: One of them was found; nothing has been unpacked to disk.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise RefusedError(f"holds more than {MAX_MEMBERS} files")
        if any(member.filename.lower().endswith(ARCHIVES) for member in members):
            raise RefusedError("holds another archive")
        _check_places(members)
        total = 0
        for member in members:
            total += _unpacked(archive, member, MAX_UNPACKED - total)


def _check_places(members: list[zipfile.ZipInfo]) -> None:
    """Refuse members that share bytes (CVE-2024-0450)."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    for first, second in pairwise(ordered):
        if first.header_offset + first.compress_size > second.header_offset:
            raise RefusedError("holds files that overlap")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowed: int) -> int:
    """Return the true size of a member, counted while it is unpacked."""
    size = 0
    with archive.open(member) as stream:
        while chunk := stream.read(65_536):
            size += len(chunk)
            if size > allowed:
                raise RefusedError("unpacks to more than 100 MB")
            if size > SMALL and size > MAX_RATIO * max(member.compress_size, 1):
                raise RefusedError("is packed more than 100 times")
    return size


def _table(rows: list[list[str]]) -> str:
    kept = [row for row in rows if any(row)]
    width = max((len(row) for row in kept), default=0)
    lines = [
        "| " + " | ".join(cell.replace("|", "¦") for cell in row + [""] * (width - len(row))) + " |"
        for row in kept
    ]
    return "\n".join([*lines[:1], "|" + "---|" * width, *lines[1:]]) if kept else ""


def _flat(text: str) -> str:
    return SPACE.sub(" ", text).strip()


READERS: dict[str, Callable[[bytes], tuple[str, str]]] = {
    "html": from_html,
    "pdf": from_pdf,
    "docx": from_docx,
}


def convert(kind: str, content: bytes) -> dict[str, str]:
    """Return {"title", "text"}, or {"refused"} with the reason."""
    try:
        title, text = READERS[kind](content)
    except RefusedError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "needs too much memory to read"}
    except Exception as error:  # noqa: BLE001  (parsers raise anything on hostile bytes)
        return {"refused": f"is damaged ({type(error).__name__})"}
    return {"title": title, "text": text}


def main(kind: str, memory: int, seconds: int) -> None:
    """Read bytes from standard input, write one JSON object to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.write(json.dumps(convert(kind, sys.stdin.buffer.read())))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
