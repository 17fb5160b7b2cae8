"""Search: the legs, their fusion, and what happens when one of them is gone."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from knowledge.answers.hits import hits
from knowledge.editions.edition import Edition
from knowledge.index.embedding import HashedEmbedder, Vectors
from knowledge.index.lexical import load, post
from knowledge.index.segments import Segment, build
from knowledge.search.finding import WORDS_ALONE, find
from knowledge.search.ranking import ranked
from knowledge.words.names import alias_spans
from knowledge.words.terms import terms
from tests.knowledge.world import contents, edition_of

FILES = {
    "leave.md": "# Handbook\n\n## Leave\n\nEvery employee has thirty days of holiday a year.",
    "pets.md": "# Pets\n\n## Iguanas\n\nAn iguana may come to the office on Tuesdays.",
    "travel.md": "# Travel\n\n## Trains\n\nTrains are preferred to aeroplanes below six hours.",
    "code.md": "# Code\n\n## Settings\n\nSet `maxBatchSize` and retry_count in the file.",
    "tuning.md": "# Tuning\n\n## Rewards\n\nReinforcement learning fine-tuning needs a grader.",
}


def found(edition: Edition, question: str) -> list[tuple[str, str, float]]:
    shown = hits(find(edition, question, 5).found, 5)
    return [(hit.source, hit.section, hit.score) for hit in shown]


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("How many holidays does an employee get?", "Handbook"),
        ("iguanas in the office", "Pets"),
        ("train or aeroplane?", "Travel"),
        ("what is the batch size?", "Code"),
        ("retry count", "Code"),
        ("Is RLHF worth it?", "Tuning"),
    ],
)
def test_a_question_finds_its_document(question: str, source: str, tmp_path: Path) -> None:
    with edition_of(contents(FILES), tmp_path) as edition:
        assert found(edition, question)[0][0] == source


def test_a_hit_is_its_place_letter_for_letter(tmp_path: Path) -> None:
    held = contents(FILES)
    texts = {content.title: content.text for content in held}
    with edition_of(held, tmp_path) as edition:
        for hit in hits(find(edition, "office holiday trains", 5).found, 5):
            assert texts[hit.source][hit.start : hit.end] == hit.text
            assert 0 <= hit.score <= 1


def test_a_short_section_is_shown_once_and_whole_a_long_one_by_its_passages(tmp_path: Path) -> None:
    tale = " ".join(f"The iguana rode tram number {number} to the harbour." for number in range(30))
    saga = " ".join(
        f"The walrus rode tram number {number} to the station." for number in range(200)
    )
    held = contents({"tale.md": f"## Tale\n\n{tale}", "saga.md": f"## Saga\n\n{saga}"})
    assert len(held[0].passages) > 1
    with edition_of(held, tmp_path) as edition:
        whole, *others = hits(find(edition, "iguana", 9).found, 9)
        pieces = hits(find(edition, "walrus", 9).found, 9)
    assert tale in whole.text
    assert "tale" not in {each.source for each in others}
    assert len({piece.start for piece in pieces}) == len(pieces) > 3
    assert all(piece.text in saga for piece in pieces[1:])


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 1_000))
def test_the_order_of_loading_is_not_seen(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    held = contents(FILES)
    shuffled = Random(seed).sample(held, len(held))  # noqa: S311  (an order, no secret)
    questions = ["office", "holiday a year", "below six hours", "the file"]
    with (
        edition_of(held, tmp_path_factory.mktemp("one")) as one,
        edition_of(shuffled, tmp_path_factory.mktemp("two")) as two,
    ):
        assert [found(one, each) for each in questions] == [found(two, each) for each in questions]


def test_the_way_a_base_came_about_is_not_seen(tmp_path: Path) -> None:
    """One segment, or two with removed documents masked: the same hits with the same scores."""
    held = contents(FILES)
    gone = contents({"old.md": "# Old\n\n## Leave\n\nEvery employee had twenty days of holiday."})
    embedder = HashedEmbedder()
    segments = []
    for part in ([*held[:3], *gone], held[3:]):
        ordered = sorted(part, key=lambda content: content.key)
        vectors = embedder.embed([text for content in ordered for text in content.indexed()])
        segments.append(Segment(build(tmp_path, embedder.identity, part, vectors, lambda _: None)))
    grown = Edition(held, segments, embedder)
    whole = tmp_path / "whole"
    with edition_of(held, whole) as edition:
        for question in ("employee holiday", "office", "grader"):
            assert found(grown, question) == found(edition, question)
    for segment in segments:
        segment.close()


def test_only_the_named_sources_are_searched(tmp_path: Path) -> None:
    with edition_of(contents(FILES), tmp_path) as edition:
        sources = {each.place.content.title for each in find(edition, "the", 5, ["Pets"]).found}
        assert sources == {"Pets"}
        assert find(edition, "office", 5, ["Nothing"]).found == ()


@pytest.mark.parametrize("question", ["", "the of and", "???", "\0", "🦎" * 50, "x" * 20_000])
def test_any_question_is_answered_without_an_error(question: str, tmp_path: Path) -> None:
    with edition_of(contents(FILES), tmp_path) as edition:
        assert len(find(edition, question, 5).found) <= 5


def test_a_broken_vector_index_leaves_the_words_and_says_so(tmp_path: Path) -> None:
    held = contents(FILES)
    with edition_of(held, tmp_path):
        pass
    for file in tmp_path.rglob("chroma.sqlite3"):
        file.write_bytes(file.read_bytes()[:5_000])
    folder = next(each for each in tmp_path.iterdir() if each.is_dir())
    segment = Segment(folder)
    edition = Edition(held, [segment], HashedEmbedder())
    finding = find(edition, "iguana", 5)
    assert finding.found[0].place.content.title == "Pets"
    assert finding.degraded is not None
    assert str(tmp_path) not in finding.degraded
    segment.close()


def test_an_embedder_that_fails_leaves_the_words_and_says_so_without_its_own_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Dead(HashedEmbedder):
        @override
        def embed(self, texts: Sequence[str]) -> Vectors:
            raise TimeoutError("no answer to the key sk-canary at https://models.example")

    with edition_of(contents(FILES), tmp_path) as edition:
        edition.embedder = Dead()
        finding = find(edition, "iguana", 5)
    assert finding.found[0].place.content.title == "Pets"
    assert finding.degraded == WORDS_ALONE
    assert "TimeoutError" in caplog.text
    assert "canary" not in caplog.text


def test_inverted_lists_survive_the_disk(tmp_path: Path) -> None:
    lists = post(["fine tuning", "", "prompt prompt tuning"])
    lists.save(tmp_path / "lists.npz")
    again = load(tmp_path / "lists.npz")
    assert again.vocabulary == lists.vocabulary
    for term in ("tune", "prompt", "absent"):
        assert [part.tolist() for part in again.of(term)] == [p.tolist() for p in lists.of(term)]


def test_names_of_code_are_found_by_their_parts() -> None:
    assert {"batch", "size"} <= set(terms("maxBatchSize"))
    assert {"retri", "count"} <= set(terms("retry_count"))


def test_an_abbreviation_brings_its_meanings() -> None:
    rest, ways = alias_spans("RLHF or dpo?")
    assert [way[0] for way in ways] == ["RLHF", "DPO"]
    assert "RLHF" not in rest


def test_what_is_shown_first_speaks_of_most_of_the_question(tmp_path: Path) -> None:
    files = {
        "walrus.md": "# Sea\n\n## Walrus\n\nWalrus, walrus, walrus: a walrus is a walrus.",
        "kelp.md": "# Shore\n\n## Kelp\n\nKelp feeds a walrus and shelters an otter.",
        "other.md": "# Land\n\n## Goats\n\nGoats climb, and an otter does not.",
    }
    with edition_of(contents(files), tmp_path) as edition:
        shown = ranked(edition, "walrus otter kelp shelter", 5)
        assert shown[0].place.content.title == "Shore"


@pytest.mark.parametrize("limit", [1, 3, 40])
@pytest.mark.parametrize("question", ["office holiday trains", "iguana", "", "the"])
def test_ranking_loses_and_adds_nothing(question: str, limit: int, tmp_path: Path) -> None:
    with edition_of(contents(FILES), tmp_path) as edition:
        shown = ranked(edition, question, limit)
        searched = find(edition, question, limit).found
        assert {each.place.order for each in shown} == {each.place.order for each in searched}
        assert all(0 <= each.score <= 1 for each in shown)
        scores = [round(each.score, 9) for each in shown]
        assert scores == sorted(scores, reverse=True)
