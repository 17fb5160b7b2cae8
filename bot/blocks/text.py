"""Text: the one door through which words reach Slack, so that none of them can act there.

Words of people, documents and models are shown, never obeyed: no mention, no channel call, no
link comes out of them. Escaping is the last step, after it a text is only cut at the border of
an entity.
"""

import re
import unicodedata
from typing import Final

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]|[\U000e0000-\U000e0fff]"
)
_ANSWERING = re.compile(r"<(?=[!@#]|https?:|mailto:|tel:)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<=[A-Za-z0-9])://")
_CALL = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
_ENTITY_CUT = re.compile(r"&[a-z]{0,4}$")
_ESCAPES: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
ELLIPSIS: Final = "…"


def clean(text: str) -> str:
    """Return a text in NFC without invisible characters, control sequences and live addresses.

    Every character that could steer a reader's screen goes: controls, direction marks, tags. An
    opening `<!`, `<@` or `<https:` gets a look-alike bracket, `://` a look-alike slash and
    `@channel` a full-width sign, so that the words stay readable and nothing can be triggered.
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    harmless = _CALL.sub("＠", _ADDRESS.sub(":∕∕", _ANSWERING.sub("‹", plain)))
    # taking an invisible character out can let two others join
    return unicodedata.normalize("NFC", harmless)


def words(text: str, limit: int, otherwise: str = "–") -> str:
    """Return a text for a plain_text object or a table cell: clean, never empty, never too long."""
    return shorten(clean(text).strip() or otherwise, limit)


def escape(text: str, limit: int | None = None) -> str:
    """Return a text for mrkdwn: clean, `& < >` escaped last, cut at the border of an entity.

    Args:
        text: Words from anywhere.
        limit: Longest result in characters, entities counted as Slack counts them.
    """
    escaped = clean(text)
    for character, entity in _ESCAPES:
        escaped = escaped.replace(character, entity)
    if limit is None or len(escaped) <= limit:
        return escaped
    cut = escaped[: limit - len(ELLIPSIS)]
    return _ENTITY_CUT.sub("", cut) + ELLIPSIS


def shorten(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters that says by "…" when it was cut."""
    return text if len(text) <= limit else text[: limit - len(ELLIPSIS)].rstrip() + ELLIPSIS


def split(text: str, limit: int) -> tuple[str, ...]:
    """Cut a long text into pieces at line ends, else at spaces, else anywhere; nothing is lost."""
    pieces = []
    rest = text
    while len(rest) > limit:
        head = rest[:limit]
        whole = limit - len(head) + len(_ENTITY_CUT.sub("", head))
        place = next((p for p in (head.rfind("\n"), head.rfind(" ")) if p > limit // 2), whole)
        pieces.append(rest[:place])
        rest = rest[place:].lstrip(" \n") if place < whole else rest[place:]
    return (*pieces, rest) if rest else tuple(pieces)
