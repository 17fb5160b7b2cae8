"""Serving: questions during reloads, damaged indexes, other processes, other embedders."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import dumps, loads
from pathlib import Path

import pytest
from typing_extensions import override

from bot.store import Database
from knowledge import EmbeddingEndpoint, Library, ReloadError
from knowledge.editions import shelf
from knowledge.index import hashing, segments
from knowledge.index.dense import DenseError, DenseIndex
from tests.knowledge.world import BOSS, PETS, TEAM, TRAVEL, Clock


def paint(folder: Path, colour: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in ("one", "two"):
        text = f"# {name}\n\nThe {colour} hedgehog sleeps in box {name}.\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


async def test_questions_go_on_through_twenty_reloads(library: Library, tmp_path: Path) -> None:
    """Four askers, twenty reloads: no error, no mixed versions, no short answer."""
    folder = tmp_path / "docs"
    paint(folder, "red")
    await library.add_folder(TEAM, folder, by=BOSS)
    done = asyncio.Event()
    seen: Counter[str] = Counter()

    async def ask() -> None:
        while not done.is_set():
            hits = await library.search("hedgehog sleeps in box", workspace=TEAM, limit=2)
            colours = {"red" if "red" in hit.text else "blue" for hit in hits}
            seen["short"] += len(hits) != 2
            seen["mixed"] += len(colours) != 1
            seen["asked"] += 1

    askers = [asyncio.create_task(ask()) for _ in range(4)]
    for number in range(20):
        paint(folder, "red" if number % 2 else "blue")
        assert (await library.reload(TEAM, by=BOSS)).changed == ("one.md", "two.md")
    done.set()
    await asyncio.gather(*askers)
    assert seen["asked"] >= 20
    assert (seen["short"], seen["mixed"]) == (0, 0)


async def test_another_process_follows_the_pointer(
    library: Library, database: Database, tmp_path: Path, clock: Clock
) -> None:
    replica = await Library.open(database.engine, tmp_path / "elsewhere", clock=clock)
    assert not (await replica.ask("May an iguana come?", workspace=TEAM)).grounded
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    clock.move(2)
    async with asyncio.timeout(30):
        while not (await replica.ask("May an iguana come?", workspace=TEAM)).grounded:  # noqa: ASYNC110  (the event would be the replica's own)
            await asyncio.sleep(0)  # lets the replica open what it has noticed
    assert (await replica.status(TEAM)).version == 1
    await replica.close()


async def test_a_lost_folder_is_built_anew(
    library: Library, database: Database, tmp_path: Path, clock: Clock
) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    await library.close()
    again = await Library.open(database.engine, tmp_path / "empty", clock=clock)
    assert (await again.ask("May an iguana come to the office?", workspace=TEAM)).grounded
    assert (await again.status(TEAM)).version == 1
    await again.close()


def test_an_index_that_cannot_be_written_is_told_without_a_path_of_the_machine(
    tmp_path: Path,
) -> None:
    error = OSError(28, "No space left on device", str(tmp_path / "segments" / "lexical.npz"))
    assert shelf.said_of(error) == "No space left on device"
    assert shelf.said_of(OSError()) == "OSError"
    assert shelf.said_of(DenseError("the vector index is absent")) == "the vector index is absent"


@pytest.mark.parametrize(
    "file", ["chroma.sqlite3", "data_level0.bin", "lexical.npz", "manifest.json"]
)
async def test_a_damaged_index_still_answers_and_a_reload_mends_it(
    file: str, library: Library, database: Database, tmp_path: Path, clock: Clock
) -> None:
    await library.close()
    for each in (tmp_path / "data").rglob(file):
        each.write_bytes(each.read_bytes()[: each.stat().st_size // 3])
    again = await Library.open(database.engine, tmp_path / "data", clock=clock)
    answer = await again.ask("What is the initial investment?", workspace=TEAM)
    assert answer.grounded
    if answer.degraded:
        assert not all(check.passed for check in await again.verify(TEAM))
        assert (await again.status(TEAM)).degraded
    await again.reload(TEAM, by=BOSS)
    mended = await again.ask("What is the initial investment?", workspace=TEAM)
    assert (mended.grounded, mended.degraded) == (True, None)
    assert all(check.passed for check in await again.verify(TEAM))
    await again.close()


async def test_a_question_waits_until_the_vectors_are_open_and_a_probe_does_not(
    library: Library,
    database: Database,
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question = "What is the initial investment?"
    before = await library.ask(question, workspace=TEAM)
    await library.close()
    begun, let = threading.Event(), threading.Event()

    class Slow(DenseIndex):
        def __init__(self, folder: Path) -> None:
            begun.set()
            let.wait(60)
            super().__init__(folder)

    monkeypatch.setattr(segments, "DenseIndex", Slow)
    again = await Library.open(database.engine, tmp_path / "data", clock=clock)
    assert not begun.is_set()
    asking = asyncio.create_task(again.ask(question, workspace=TEAM))
    await asyncio.to_thread(begun.wait, 60)
    assert await again.finds(question, workspace=TEAM)
    assert not await again.finds("xyzzy plugh", workspace=TEAM)
    assert not asking.done()
    let.set()
    assert await asking == before
    assert await again.finds(question, workspace=TEAM)
    await again.close()


class Embeddings(ThreadingHTTPServer):
    """An OpenAI-compatible endpoint on loopback; `broken` makes it fail, `asked` counts texts."""

    broken = False
    asked = 0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def endpoint(self) -> EmbeddingEndpoint:
        return EmbeddingEndpoint(f"http://127.0.0.1:{self.server_port}/v1", "sk-none", "toy")

    def vectors(self, texts: Sequence[str]) -> list[list[float]]:
        self.asked += len(texts)
        return [hashing.embed(text)[:64].tolist() for text in texts]


class _Handler(BaseHTTPRequestHandler):
    server: Embeddings

    def do_POST(self) -> None:
        body = loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        rows = [] if self.server.broken else self.server.vectors(texts)
        data = [{"object": "embedding", "index": n, "embedding": row} for n, row in enumerate(rows)]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        answer = dumps({"object": "list", "data": data, "model": "toy", "usage": usage}).encode()
        self.send_response(400 if self.server.broken else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def embeddings() -> Iterator[Embeddings]:
    server = Embeddings()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


async def test_an_endpoint_embeds_each_text_once(
    embeddings: Embeddings, database: Database, tmp_path: Path, clock: Clock
) -> None:
    opened = await Library.open(
        database.engine, tmp_path / "a", clock=clock, endpoint=embeddings.endpoint
    )
    status = await opened.status(TEAM)
    assert status.embedder.startswith("endpoint/toy@")
    before = embeddings.asked
    assert before >= status.passages
    await opened.add(TEAM, "pets.md", PETS, by=BOSS)
    await opened.close()
    elsewhere = await Library.open(
        database.engine, tmp_path / "b", clock=clock, endpoint=embeddings.endpoint
    )
    assert (await elsewhere.ask("May an iguana come to the office?", workspace=TEAM)).grounded
    assert embeddings.asked < before + status.passages
    await elsewhere.close()


async def test_a_setting_that_names_another_embedder_counts_from_the_next_reload_on(
    embeddings: Embeddings, database: Database, tmp_path: Path, clock: Clock
) -> None:
    folder, question = tmp_path / "a", "What is the initial investment?"
    before = await Library.open(database.engine, folder, clock=clock)
    await before.close()
    opened = await Library.open(database.engine, folder, clock=clock, endpoint=embeddings.endpoint)
    assert (await opened.status(TEAM)).embedder.startswith("hashed-ngrams")
    reloading = asyncio.create_task(opened.reload(TEAM, by=BOSS))
    answers = []
    while not reloading.done():
        answers.append(await opened.ask(question, workspace=TEAM))
    assert (await reloading).flipped
    answers.append(await opened.ask(question, workspace=TEAM))
    assert (await opened.status(TEAM)).embedder.startswith("endpoint/toy@")
    assert all(one.grounded and one.degraded is None for one in answers)
    await opened.close()


async def test_an_endpoint_that_fails_leaves_the_words_and_keeps_the_version(
    embeddings: Embeddings, database: Database, tmp_path: Path, clock: Clock
) -> None:
    opened = await Library.open(
        database.engine, tmp_path / "a", clock=clock, endpoint=embeddings.endpoint
    )
    embeddings.broken = True
    answer = await opened.ask("What is the initial investment?", workspace=TEAM)
    assert answer.grounded
    assert answer.degraded is not None
    with pytest.raises(ReloadError, match="endpoint"):
        await opened.add(TEAM, "travel.md", TRAVEL, by=BOSS)
    assert (await opened.status(TEAM)).shared
    await opened.close()


async def test_an_endpoint_that_is_down_at_the_first_start_gives_way_to_what_is_built_in(
    embeddings: Embeddings, database: Database, tmp_path: Path, clock: Clock
) -> None:
    embeddings.broken = True
    opened = await Library.open(
        database.engine, tmp_path / "a", clock=clock, endpoint=embeddings.endpoint
    )
    assert (await opened.status(TEAM)).embedder.startswith("hashed-ngrams")
    assert (await opened.ask("What is the initial investment?", workspace=TEAM)).degraded is None
    embeddings.broken = False
    assert (await opened.reload(TEAM, by=BOSS)).flipped
    assert (await opened.status(TEAM)).embedder.startswith("endpoint/")
    await opened.close()
