"""Decoding: bytes to clean text, with a word on what had to be mended."""

import re
import unicodedata

BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
MAX_CONTROLS = 0.02
FEW_CONTROLS = 2
"""Signs that a stray copy may leave in a text; they are taken out."""
JOINERS = "\u200c\u200d"
"""The two format signs that Persian, Indic scripts and emoji need."""


def decode(content: bytes, declared: str | None = None) -> tuple[str, str]:
    r"""Return (text, note): UTF-8 first, then the declared encoding, then Windows-1252.

    >>> decode(b"caf\xe9")
    ('café', 'read as cp1252')
    """
    for bom, name in BOMS:
        if content.startswith(bom):
            return content.decode(name, "replace"), f"read as {name}"
    for name in ("utf-8-sig", declared or "utf-8-sig"):
        try:
            return content.decode(name), "" if name == "utf-8-sig" else f"read as {name}"
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace"), "read as cp1252"


def cleaned(text: str) -> tuple[str, int]:
    r"""Return the text without control and invisible signs, and how many were taken out.

    Line breaks become "\n". NUL and lone surrogates go since PostgreSQL refuses them; bidirectional
    overrides and tag characters go since they show a reader other words than a machine reads.

    >>> cleaned("a\x00b\u202ec")
    ('abc', 2)
    """
    broken = LINE_BREAKS.sub("\n", text)
    gone = {ord(sign): None for sign in set(broken) if not _is_kept(sign)}
    kept = broken.translate(gone) if gone else broken
    return kept, len(broken) - len(kept)


def is_binary(text: str) -> bool:
    r"""Tell whether a text is no text: more than a few of its signs, and of fifty one, are controls.

    >>> is_binary("\x00\x01\x02\x03"), is_binary("a\tb\r\n"), is_binary("a stray\x00 sign")
    (True, False, False)
    """
    controls = len(CONTROLS.findall(text))
    return controls > max(FEW_CONTROLS, MAX_CONTROLS * len(text))


def _is_kept(sign: str) -> bool:
    if sign in "\n\t" or sign.isprintable() or sign in JOINERS:
        return True
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Cn", "Co"}
