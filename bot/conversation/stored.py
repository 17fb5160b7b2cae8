"""Stored: nouns read back from the JSON that they were stored as."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

_T = TypeVar("_T")


def read_noun(noun: type[_T], stored: object) -> _T:
    """Return a noun of a kind; what such nouns had once and have no longer is passed over.

    Raises:
        pydantic.ValidationError: It was stored as something else.
    """
    reader: TypeAdapter[_T] = _reader(noun)  # type: ignore[arg-type]  # a class is hashable
    return reader.validate_python(stored)


@cache
def _reader(noun: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(noun)  # made when first needed: it takes a moment
