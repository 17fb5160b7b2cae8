"""Hashed n-grams: the built-in embedder, without a model, a download or a state."""

from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.words.terms import TOKEN, stop_words, terms

DIMENSION = 512
GRAMS = (3, 4, 5)
MIX = np.uint64(0x9E3779B97F4A7C15)
BASE = np.uint64(0x100000001B3)
WORD_WEIGHT = 4.0


def embed(text: str) -> NDArray[np.float32]:
    """Return the unit vector of a text: character 3- to 5-grams and stemmed words, hashed.

    The same text gives the same vector on every machine; a text without letters gives zeros but
    for its first component, since a cosine needs a direction.
    """
    features, weights = _features(text)
    columns = (features >> np.uint64(33)) % np.uint64(DIMENSION)
    signs = np.where(features & np.uint64(1 << 32), 1.0, -1.0)
    vector = np.bincount(columns.astype(np.int64), weights * signs, minlength=DIMENSION)
    length = float(np.sqrt((vector * vector).sum()))
    if length == 0:
        vector[0] = length = 1.0
    return (vector / length).astype(np.float32)


def _features(text: str) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    words = terms(text)
    kept = [word.lower() for word in TOKEN.findall(text) if word.lower() not in stop_words()]
    codes = _codes(" ".join(["", *kept, ""]))
    grams = np.concatenate([_grams(codes, size) for size in GRAMS])
    names = np.array([_hashed(word) for word in words], dtype=np.uint64)
    found, counts = np.unique(grams, return_counts=True)
    named, often = np.unique(names, return_counts=True)
    weights = np.concatenate([1 + np.log(counts), WORD_WEIGHT * (1 + np.log(often))])
    return np.concatenate([found, named]), weights


def _codes(text: str) -> NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)


def _grams(codes: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    count = len(codes) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    value = np.full(count, size, dtype=np.uint64)
    for place in range(size):
        value = (value ^ codes[place : place + count]) * BASE
    value ^= value >> np.uint64(29)
    return value * MIX


@lru_cache(maxsize=100_000)
def _hashed(word: str) -> int:
    return int((crc32(word.encode()) * int(MIX)) & 0xFFFFFFFFFFFFFFFF)
