"""The knowledge base from the terminal: documents in, found, listed, gone back from, taken out."""

import json
from pathlib import Path

from tests.terminal.program import advisor


def test_documents_of_a_folder_are_taken_in_found_listed_and_taken_out(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "docs"
    folder.mkdir()
    front = "---\nasked:\n  Parking: where can I park?\n---\n\n"
    text = f"{front}# Handbook\n\nEmployees have thirty days of holiday.\n"
    (folder / "leave.md").write_text(text)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")

    refused = advisor("kb", "add", str(folder), data=data)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "broken.pdf" in refused.stderr
    assert "--yes" in refused.stderr

    taken = advisor("kb", "add", str(folder), "--yes", data=data)
    assert taken.returncode == 0, taken.stderr
    assert "+ leave.md" in taken.stdout
    assert not taken.stderr
    assert "! broken.pdf" in taken.stdout
    assert "* leave.md: `asked` names headings that it does not have: “Parking”" in taken.stdout

    asked = advisor("ask", "how many days of holiday?", "--json", data=data)
    (citation,) = json.loads(asked.stdout)["citations"]
    assert citation["quote"] == "Employees have thirty days of holiday."

    found = advisor("kb", "search", "holiday", "--source", "Handbook", "--json", data=data)
    assert [hit["source"] for hit in json.loads(found.stdout)] == ["Handbook"]
    assert "leave.md" in advisor("kb", "status", data=data).stdout

    assert advisor("kb", "list", data=data).stdout.startswith("Documents beside the guidance")
    assert "- leave.md" in advisor("kb", "remove", "leave.md", data=data).stdout
    assert not json.loads(advisor("ask", "how many days of holiday?", "--json", data=data).stdout)[
        "grounded"
    ]
