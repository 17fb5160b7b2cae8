"""Odd files: binary data named as text, hidden files, default titles, many bad ones at once."""

import io
from pathlib import Path

import docx
import pytest

from bot.cli.reading import read_content
from bot.errors import UsageError
from knowledge import Library, ReloadError
from knowledge.documents.reading import read
from knowledge.errors import DocumentError
from tests.knowledge.world import BOSS, PETS, TEAM


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01\x01\0\0words", b"\x01\x02\x03 a few words"])
def test_binary_data_is_not_read_as_text(content: bytes) -> None:
    with pytest.raises(DocumentError, match="binary"):
        read("program.txt", content)


def test_a_word_file_with_the_title_of_its_template_is_called_by_its_name() -> None:
    file, plain = docx.Document(), io.BytesIO()
    file.core_properties.title = "Word Document"
    file.add_paragraph("Tuning is dear at first.")
    file.save(plain)
    assert read("costs.docx", plain.getvalue()).title == "costs"


async def test_hidden_files_of_a_folder_are_left_out(library: Library, tmp_path: Path) -> None:
    (tmp_path / "docs" / ".git").mkdir(parents=True)
    for name in ("pets.md", ".secret.md", ".git/notes.md"):
        (tmp_path / "docs" / name).write_bytes(PETS + name.encode())
    done = await library.add_folder(TEAM, tmp_path / "docs", by=BOSS)
    assert [name for name in done.added if not name.startswith("guidance/")] == ["pets.md"]


async def test_every_bad_document_of_a_folder_is_named(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    names = [f"bad{number}.md" for number in range(9)]
    for name in names:
        (folder / name).write_bytes(b"")
    with pytest.raises(ReloadError) as refused:
        await library.add_folder(TEAM, folder, by=BOSS)
    assert [name for name in names if name not in str(refused.value)] == []


def test_only_a_plain_file_is_read_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(PETS)
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    assert read_content(tmp_path / "real.md") == PETS
    for odd in (tmp_path / "link.md", tmp_path):
        with pytest.raises(UsageError, match="not a plain file"):
            read_content(odd)
