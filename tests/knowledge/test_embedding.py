"""Embedding: the ladder, and the laws of the built-in rung."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.embedding import MINILM_FILES, EmbeddingEndpoint, HashedEmbedder, choose


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200))
def test_every_text_has_one_vector_of_unit_length(text: str) -> None:
    first, second = HashedEmbedder().embed([text, text])
    assert np.array_equal(first, second)
    assert abs(float(np.linalg.norm(first)) - 1) < 1e-5


def test_like_texts_are_nearer_than_unlike_ones() -> None:
    one, like, unlike = HashedEmbedder().embed(
        ["prompt engineering costs little", "the cost of engineering a prompt", "a red iguana"]
    )
    assert float(one @ like) > float(one @ unlike) + 0.2


def test_no_texts_have_no_vectors() -> None:
    assert len(HashedEmbedder().embed([])) == 0


def test_the_ladder_has_the_rungs_that_are_there(tmp_path: Path) -> None:
    assert [rung.identity for rung in choose(tmp_path, None)] == [HashedEmbedder().identity]
    folder = tmp_path / "models" / "all-MiniLM-L6-v2" / "onnx"
    folder.mkdir(parents=True)
    for name in MINILM_FILES[1:]:
        (folder / name).write_bytes(b"x")
    assert len(choose(tmp_path, None)) == 1  # one file is missing: it would be downloaded
    (folder / MINILM_FILES[0]).write_bytes(b"x")
    endpoint = EmbeddingEndpoint("https://models.example/v1", "sk-secret", "embed-large")
    names = [rung.identity.split("/")[0] for rung in choose(tmp_path, endpoint)]
    assert names == ["endpoint", "all-MiniLM-L6-v2-onnx", "hashed-ngrams-1"]


def test_the_same_model_elsewhere_is_another_embedder(tmp_path: Path) -> None:
    places = ("https://one.example/v1", "https://two.example/v1")
    found = {choose(tmp_path, EmbeddingEndpoint(each, "k", "m"))[0].identity for each in places}
    assert len(found) == 2


def test_a_key_is_not_shown() -> None:
    assert "sk-secret" not in repr(EmbeddingEndpoint("https://x.example", "sk-secret", "m"))
