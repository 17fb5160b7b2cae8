"""Vault: the tokens of installations, unreadable without a key that the database does not hold."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import SettingsError
from bot.store import Installation

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_HOW: Final = "Make one with `advisor keys new`; several are separated by commas, the newest first."


@dataclass(frozen=True, slots=True)
class Grant:
    """What Slack lets an installation do.

    Attributes:
        token: The bot token.
        refresh_token: What the next token is had for; "" when tokens do not expire.
        expires_at: Seconds since 1970; 0 when it does not expire.
    """

    token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    expires_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Vault:
    """Encrypts with its first key and decrypts with any (AES-256-GCM).

    The workspace is bound to the ciphertext, so that a row copied to another workspace opens
    nothing there.

    Attributes:
        keys: Pairs of an id, which stands beside the ciphertext, and a key.
    """

    keys: tuple[tuple[str, bytes], ...] = field(repr=False)

    @property
    def newest(self) -> str:
        """Id of the key that encrypts."""
        return self.keys[0][0]

    def knows(self, key_id: str) -> bool:
        """Tell whether a key is at hand."""
        return key_id in dict(self.keys)

    def seal(self, workspace: str, grant: Grant) -> tuple[bytes, str]:
        """Return a grant as ciphertext, and the id of its key."""
        key_id, key = self.keys[0]
        nonce = secrets.token_bytes(_NONCE_BYTES)
        plain = json.dumps([grant.token, grant.refresh_token, grant.expires_at]).encode()
        return nonce + AESGCM(key).encrypt(nonce, plain, workspace.encode()), key_id

    def open(self, workspace: str, kept: Installation) -> Grant:
        """Return the grant of an installation.

        Raises:
            SettingsError: No key fits.
        """
        nonce, cipher = kept.secret[:_NONCE_BYTES], kept.secret[_NONCE_BYTES:]
        try:
            key = AESGCM(dict(self.keys)[kept.key_id])
            plain = key.decrypt(nonce, cipher, workspace.encode())
        except (KeyError, InvalidTag) as error:
            raise SettingsError(
                f"ADVISOR_ENCRYPTION_KEYS has no key that opens the tokens of {workspace}.",
                f"Put the key {kept.key_id} back, or install the app there again.",
            ) from error
        token, refresh, expires = json.loads(plain)
        return Grant(str(token), str(refresh), float(expires))


def read_vault(text: str) -> Vault:
    """Return the vault of the keys in a setting.

    Raises:
        SettingsError: There is none, or one is not 32 bytes in base64.
    """
    written = [one.strip() for one in text.split(",") if one.strip()]
    if not written:
        raise SettingsError("ADVISOR_ENCRYPTION_KEYS is not set.", _HOW)
    return Vault(tuple(_read_key(one) for one in written))


def new_key() -> str:
    """Return a new key, as it is written in the setting."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _read_key(written: str) -> tuple[str, bytes]:
    try:
        key = base64.urlsafe_b64decode(written)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise SettingsError("A key in ADVISOR_ENCRYPTION_KEYS is not 32 bytes in base64.", _HOW)
    return hashlib.sha256(key).hexdigest()[:8], key
