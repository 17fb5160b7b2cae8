"""Chunking: recall and precision at 5 on chunking_evaluation, beside what others published.

The data (Chroma, brandonstarxel/chunking_evaluation, MIT) is not part of this repository: the
folder holds `questions_df.csv` and `corpora/*.md`. A reference counts by the characters found.
"""

import csv
import json
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.editions.edition import Place
from knowledge.passages.content import Content
from knowledge.passages.cutting import cut
from tests.benchmarks.retrieval.legs import LEGS, WORDS, edition_of

PUBLISHED = (
    ("text-embedding-3-large, published", "88.1 / 7.0", "88.1 / 3.3"),
    ("best published chunker with it", "91.9 / 3.9", ""),
    ("MiniLM, published", "75.7", "79.4"),
    ("BM25 stemmed, another set-up", "83.5 / 6.3", "93.0 / 3.3"),
    ("SQLite FTS5 porter, another set-up", "84.3 / 6.4", "92.7 / 3.3"),
    (".3 hashed + .7 BM25, another set-up", "84.4 / 6.5", "92.0 / 3.3"),
)
SIZES = ((200, 0), (400, 200))
TARGETS = {(200, 0): 84.0, (400, 200): 92.0}


@dataclass(frozen=True)
class Question:
    """A question and the stretches of one corpus that answer it."""

    text: str
    corpus: str
    stretches: tuple[tuple[int, int], ...]


def questions(folder: Path) -> list[Question]:
    """Return the 472 questions."""
    with (folder / "questions_df.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Question(
                row["question"],
                row["corpus_id"],
                tuple((r["start_index"], r["end_index"]) for r in json.loads(row["references"])),
            )
            for row in csv.DictReader(stream)
        ]


def corpora(folder: Path, size: int, overlap: int) -> list[Content]:
    """Return the corpora cut to a size; their text is left as it is, so that offsets hold."""
    files = sorted((folder / "corpora").glob("*.md"))
    texts = {file.stem: file.read_bytes().decode() for file in files}
    return [
        Content(("benchmark", name), name, "", "", text, cut(text, size=size, overlap=overlap))
        for name, text in texts.items()
    ]


def scored(question: Question, places: list[Place]) -> tuple[float, float]:
    """Return (recall, precision) by characters."""
    found: set[int] = set()
    for place in places:
        if place.content.title == question.corpus:
            for start, end in question.stretches:
                found.update(range(max(start, place.start), min(end, place.end)))
    wanted = sum(end - start for start, end in question.stretches)
    return len(found) / wanted, len(found) / sum(place.end - place.start for place in places)


def measured(folder: Path, size: int, overlap: int) -> dict[str, tuple[float, float]]:
    """Return mean (recall, precision) at 5 in per cent for each leg."""
    asked = questions(folder)
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        edition = edition_of(corpora(folder, size, overlap), Path(scratch), stack)
        result = {}
        for name, leg in LEGS.items():
            pairs = [scored(question, leg(edition, question.text, 5)) for question in asked]
            recall, precision = np.mean(pairs, axis=0) * 100
            result[name] = (float(recall), float(precision))
        return result


def report(folder: Path) -> bool:
    """Print the table; returns whether the targets are met."""
    tables = {size: measured(folder, *size) for size in SIZES}
    print("\nchunking_evaluation, recall / precision at 5, per cent")
    print(f"{'':38}{'200 / 0':>14}{'400 / 200':>14}")
    for name in LEGS:
        cells = [f"{tables[size][name][0]:.1f} / {tables[size][name][1]:.1f}" for size in SIZES]
        print(f"{name:38}{cells[0]:>14}{cells[1]:>14}")
    for name, small, large in PUBLISHED:
        print(f"{name:38}{small:>14}{large:>14}")
    fused = {size: tables[size]["fused"] for size in SIZES}
    met = all(fused[size][0] >= TARGETS[size] for size in SIZES)
    precise = all(round(fused[s][1], 1) >= round(tables[s][WORDS][1], 1) for s in SIZES)
    print("targets: recall 84 at 200 / 0, 92 at 400 / 200:", "met" if met else "MISSED")
    print("precision no lower than that of words alone:", "met" if precise else "MISSED")
    return met and precise
