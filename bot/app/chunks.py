"""Chunks: the file of a backup: what it says about itself, then rows, packed and encrypted.

Each chunk is bound to its place in its file, and the last one counts the others, so that nothing
can be left out, put in, or taken from another backup unnoticed.
"""

import base64
import json
import secrets
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TextIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import SettingsError
from bot.slack.vault import Vault

FORMAT: Final = 1
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says about itself, readable without a key.

    Attributes:
        format: Of the file.
        taken_at: When, ISO 8601, UTC.
        revision: Version of the tables.
        sealed_with: Id of the key it is encrypted with; "" when it is not.
        keys: Ids of the keys that its tokens are encrypted with.
    """

    format: int
    taken_at: str
    revision: str
    sealed_with: str
    keys: tuple[str, ...]


def read_contents(line: str) -> Contents:
    """Return what a backup says about itself.

    Raises:
        SettingsError: It is no backup.
    """
    try:
        said = json.loads(line)
        contents = Contents(**{**said, "keys": tuple(said["keys"])})
    except (ValueError, TypeError, KeyError) as error:
        raise SettingsError("This is no backup of the advisor.", "Name another file.") from error
    if contents.format != FORMAT:
        raise SettingsError(
            f"The backup has format {contents.format}, this program reads {FORMAT}.",
            "Restore with the program's version that made it, then upgrade.",
        )
    return contents


def check_keys(contents: Contents, vault: Vault | None) -> None:
    """Make sure that the keys are at hand, for the file and for the tokens in it.

    Raises:
        SettingsError: One is missing.
    """
    wanted = sorted({*contents.keys, contents.sealed_with} - {""})
    missing = [one for one in wanted if vault is None or not vault.knows(one)]
    if missing:
        raise SettingsError(
            f"ADVISOR_ENCRYPTION_KEYS lacks the keys {', '.join(missing)} of this backup.",
            "Put them into the setting; they are kept apart from backups.",
        )


def close_chunk(
    chunk: Mapping[str, Any], number: int, contents: Contents, vault: Vault | None
) -> str:
    """Return the line of a chunk."""
    packed = zlib.compress(json.dumps(chunk).encode())
    if vault is not None:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        place = _place(number, contents)
        packed = nonce + _cipher(vault, contents).encrypt(nonce, packed, place)
    return base64.b64encode(packed).decode()


def _place(number: int, contents: Contents) -> bytes:
    """Return what binds a chunk to its place in its file."""
    return f"backup {contents.taken_at} {number}".encode()


def _cipher(vault: Vault, contents: Contents) -> AESGCM:
    return AESGCM(dict(vault.keys)[contents.sealed_with])


def read_chunks(
    file: TextIO, contents: Contents, vault: Vault | None
) -> Iterator[Mapping[str, Any]]:
    """Yield the chunks of rows, and make sure at the end that none is missing.

    Raises:
        SettingsError: The file is damaged or cut short.
    """
    found: dict[str, int] = {}
    for number, line in enumerate(file):
        chunk = _open(line, number, contents, vault)
        if "end" in chunk:
            if {name: rows for name, rows in chunk["end"].items() if rows} == found:
                return
            break
        found[chunk["table"]] = found.get(chunk["table"], 0) + len(chunk["rows"])
        yield chunk
    raise SettingsError("The backup is cut short.", "Nothing was restored; take another one.")


def _open(line: str, number: int, contents: Contents, vault: Vault | None) -> Mapping[str, Any]:
    try:
        packed = base64.b64decode(line)
        if contents.sealed_with and vault is not None:
            nonce, cipher = packed[:_NONCE_BYTES], packed[_NONCE_BYTES:]
            packed = _cipher(vault, contents).decrypt(nonce, cipher, _place(number, contents))
        chunk: Mapping[str, Any] = json.loads(zlib.decompress(packed))
    except (ValueError, zlib.error, InvalidTag) as error:
        raise SettingsError(
            f"The backup is damaged in line {number + 2}.", "Nothing was restored; take another."
        ) from error
    return chunk
