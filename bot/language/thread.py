"""Thread: what was said before, within a number of tokens."""

import re
from collections.abc import Sequence
from typing import Final

from bot.language.model_request import BYTES_A_TOKEN

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s")
_WHOLE: Final = 2
"""So many of the newest messages are kept as they are; of older ones the first sentence."""
_LONGEST_FIRST: Final = 160
_LEFT_OUT: Final = "…"


def summarise(said: Sequence[str], tokens: int) -> str:
    r"""Return what was said, oldest first, newest kept best, within a number of tokens.

    >>> summarise(["We sort mail. It is a lot.", "About 50k a month.", "Why not tune?"], 100)
    'We sort mail.\nAbout 50k a month.\nWhy not tune?'
    """
    room = tokens * BYTES_A_TOKEN
    kept: list[str] = []
    for age, message in enumerate(reversed(said)):
        words = " ".join(message.split())
        text = words if age < _WHOLE else _SENTENCE_END.split(words, maxsplit=1)[0][:_LONGEST_FIRST]
        size = len(text.encode()) + 1
        if size > room:
            kept.append(text.encode()[: max(0, room - 4)].decode(errors="ignore") + _LEFT_OUT)
            break
        kept.append(text)
        room -= size
    return "\n".join(reversed(kept))
