"""Embedding: the ladder of what turns text into vectors.

An OpenAI-compatible endpoint if one is configured, else MiniLM if its files are present, else the
built-in hashed n-grams. Nothing is ever downloaded. Each has an identity, which is stored with the
generation it made; vectors of two identities are never compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.index import hashing

Vectors = NDArray[np.float32]
TIMEOUT_SECONDS = 5.0
BATCH = 64
MINILM_DIMENSION = 384
MINILM_FILES = (
    "config.json",
    "model.onnx",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.txt",
)
"""All that chromadb's class looks for: with one of them missing it would download."""


@dataclass(frozen=True, slots=True)
class EmbeddingEndpoint:
    """An OpenAI-compatible server that embeds text.

    Attributes:
        base_url: Its address, "https://api.openai.com/v1".
        api_key: The key it asks for.
        model: The model's name there.
    """

    base_url: str
    api_key: str = field(repr=False)
    model: str


class Embedder(Protocol):
    """Something that turns texts into vectors of unit length.

    Attributes:
        identity: Name, dimension and origin; equal identities give comparable vectors.
        is_dear: True when its vectors are worth keeping in the database.
    """

    @property
    def identity(self) -> str:
        """Name, dimension and origin."""
        ...

    @property
    def is_dear(self) -> bool:
        """True when its vectors are worth keeping in the database."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text; may raise anything when the embedder is down."""
        ...


@dataclass(frozen=True, slots=True)
class HashedEmbedder:
    """The built-in embedder; making its vectors again is as fast as reading them from SQL."""

    identity: str = f"hashed-ngrams-1/{hashing.DIMENSION}"
    is_dear: bool = False

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text."""
        if not texts:
            return np.zeros((0, hashing.DIMENSION), dtype=np.float32)
        return np.stack([hashing.embed(text) for text in texts])


@dataclass(slots=True)
class EndpointEmbedder:
    """Vectors from an OpenAI-compatible server."""

    endpoint: EmbeddingEndpoint
    is_dear: bool = True
    _client: Any = None

    @property
    def identity(self) -> str:
        """The model and a hash of the address, since equal names may hide unequal models."""
        place = sha256(self.endpoint.base_url.encode()).hexdigest()[:8]
        return f"endpoint/{self.endpoint.model}@{place}"[:200]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text."""
        if self._client is None:
            self._client = self._connected()
        rows: list[list[float]] = []
        for start in range(0, len(texts), BATCH):
            rows.extend(self._client.embed_documents(list(texts[start : start + BATCH])))
        return _unit(np.asarray(rows, dtype=np.float32))

    def _connected(self) -> Any:
        from langchain_openai import OpenAIEmbeddings  # noqa: PLC0415  (heavy: loaded when first used)
        from pydantic import SecretStr  # noqa: PLC0415  (comes with it)

        return OpenAIEmbeddings(
            model=self.endpoint.model,
            openai_api_base=self.endpoint.base_url,
            openai_api_key=SecretStr(self.endpoint.api_key),
            check_embedding_ctx_length=False,  # sends text, not tokens; needs no tokenizer file
            request_timeout=TIMEOUT_SECONDS,
            max_retries=1,
        )


@dataclass(slots=True)
class MiniLmEmbedder:
    """MiniLM by chromadb's own ONNX class, from files that an operator placed."""

    folder: Path
    is_dear: bool = True
    _model: Any = None

    @property
    def identity(self) -> str:
        """The model and a hash of its weights' size and place in the ladder."""
        weights = (self.folder / "onnx" / "model.onnx").stat().st_size
        return f"all-MiniLM-L6-v2-onnx/{MINILM_DIMENSION}/{weights}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row for each text."""
        if self._model is None:
            self._model = self._loaded()
        return _unit(np.asarray(self._model(list(texts)), dtype=np.float32))

    def _loaded(self) -> Any:
        from chromadb.utils.embedding_functions import (  # noqa: PLC0415  (heavy: loaded when first used)
            ONNXMiniLM_L6_V2,
        )

        model = ONNXMiniLM_L6_V2(preferred_providers=["CPUExecutionProvider"])
        model.DOWNLOAD_PATH = self.folder
        return model


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths == 0).any():
        raise ValueError("the embedder returned a vector without a direction")
    unit: Vectors = (rows / lengths).astype(np.float32)
    return unit


def choose(folder: Path, endpoint: EmbeddingEndpoint | None) -> tuple[Embedder, ...]:
    """Return the rungs that are there, best first; the last one always works."""
    rungs: list[Embedder] = []
    if endpoint is not None:
        rungs.append(EndpointEmbedder(endpoint))
    files = folder / "models" / "all-MiniLM-L6-v2"
    if all((files / "onnx" / name).is_file() for name in MINILM_FILES):
        rungs.append(MiniLmEmbedder(files))
    return (*rungs, HashedEmbedder())
