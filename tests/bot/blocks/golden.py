"""Golden Block Kit: one small file a card, in tests/bot/blocks/golden_cards.

Write them anew with `python -m tests.bot.blocks.golden`, then read the difference.
"""

import json
from pathlib import Path
from typing import Final

from bot.blocks import render
from bot.conversation.replies import Card
from tests.bot.blocks.samples import CARDS

FOLDER: Final = Path(__file__).parent / "golden_cards"


def as_json(card: Card) -> str:
    """Return a rendered card as the file holds it."""
    shown = render(card)
    payload = shown.view or {"text": shown.text, "blocks": list(shown.blocks)}
    return json.dumps(payload, indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    """Write every card."""
    FOLDER.mkdir(exist_ok=True)
    for name, card in CARDS.items():
        (FOLDER / f"{name}.json").write_text(as_json(card), "utf-8")


if __name__ == "__main__":
    write()
