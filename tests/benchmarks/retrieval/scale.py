"""Scale: search and an incremental reload over many passages, on this machine."""

import asyncio
import resource
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter, process_time

import numpy as np
from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine

from knowledge import Library, metadata
from tests.benchmarks.figures import Figure, tell

PER_DOCUMENT = 100
QUERIES = 200
SEARCH_MS = 30
FEW = 10_000
CHANGE_SECONDS, CHANGE_SECONDS_FEW = 2, 1
"""What a changed document may take among many passages, and among at most `FEW`."""
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
    "va",
    "we",
    "xi",
    "yo",
    "zu",
]


def vocabulary(chance: Random) -> list[str]:
    """Return 20,000 made-up words."""
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]


def document(chance: Random, words: list[str], weights: list[float]) -> bytes:
    """Return a document of about a hundred passages, its words as unevenly used as real ones."""
    parts = []
    for _ in range(PER_DOCUMENT):
        said = chance.choices(words, cum_weights=weights, k=90)
        parts.append(f"## {' '.join(said[:4])}\n\n{' '.join(said[4:])}.\n")
    return "\n".join(parts).encode()


async def measured(passages: int, scratch: Path) -> dict[str, float]:
    """Load so many passages, search them, change one document; returns seconds and megabytes."""
    chance = Random(7)  # noqa: S311  (made-up words, no secrets)
    words = vocabulary(chance)
    weights = np.cumsum(1 / np.arange(1, len(words) + 1)).tolist()
    folder = scratch / "documents"
    await asyncio.to_thread(folder.mkdir)
    for number in range(passages // PER_DOCUMENT):
        (folder / f"{number:05}.md").write_bytes(document(chance, words, weights))
    changed = document(chance, words, weights)
    queries = [" ".join(chance.choices(words, cum_weights=weights, k=6)) for _ in range(QUERIES)]
    engine = create_async_engine(f"sqlite+aiosqlite:///{scratch}/scale.sqlite3")
    event.listen(engine.sync_engine, "connect", lambda c, _: c.execute("PRAGMA journal_mode=WAL"))
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    library = await Library.open(engine, scratch, clock=lambda: datetime.now(UTC))
    try:
        return await timed(library, folder, queries, changed)
    finally:
        await library.close()
        await engine.dispose()


async def timed(
    library: Library, folder: Path, queries: list[str], changed: bytes
) -> dict[str, float]:
    """Return how long a load, each query and a change take, and how much of the processor."""
    marks, spent = [perf_counter()], [process_time()]

    def mark() -> None:
        marks.append(perf_counter())
        spent.append(process_time())

    await library.add_folder("scale", folder, by="benchmark")
    mark()
    times = []
    for query in queries:
        began = perf_counter()
        await library.search(query, workspace="scale")
        times.append(perf_counter() - began)
    mark()
    await library.add("scale", "00000.md", changed, by="benchmark")
    mark()
    p50, p95 = np.percentile(times, [50, 95]) * 1000
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    load, _, change = np.diff(marks)
    load_cpu, search_cpu, change_cpu = np.diff(spent)
    return {
        "load": load,
        "load_cpu": load_cpu,
        "p50": p50,
        "p95": p95,
        "search_cpu": 1000 * search_cpu / len(queries),
        "change": change,
        "change_cpu": change_cpu,
        "memory": memory,
    }


def report(passages: int) -> bool:
    """Print the figures; returns whether the targets are met."""
    with tempfile.TemporaryDirectory() as scratch:
        found = asyncio.run(measured(passages, Path(scratch)))
    name = f"{passages:,} passages"
    most = CHANGE_SECONDS if passages > FEW else CHANGE_SECONDS_FEW
    missed = tell(
        [
            Figure(f"{name}: full reload", found["load"], "s"),
            Figure(f"{name}: full reload, processor", found["load_cpu"], "s"),
            Figure(f"{name}: full reload, pace", passages / found["load"], "passages/s"),
            Figure(f"{name}: one changed document live", found["change"], "s", most),
            Figure(f"{name}: one changed document live, processor", found["change_cpu"], "s"),
            Figure(f"{name}: search p50", found["p50"], "ms"),
            Figure(f"{name}: search p95", found["p95"], "ms", SEARCH_MS),
            Figure(f"{name}: search, processor", found["search_cpu"], "ms"),
            Figure(f"{name}: memory, most", found["memory"], "MB"),
        ]
    )
    return not missed
