"""Actions: what a press or a choice tells the bot."""

from dataclasses import dataclass

from bot.errors import UsageError
from bot.playground.changes import Json
from bot.playground.forms import Filled, entry, options_of
from bot.playground.posting import elements_of


@dataclass(frozen=True, slots=True)
class Touch:
    """An element that somebody touched, and the block it stands in."""

    block: Json
    element: Json

    def as_action(self, ts: str, chosen: Filled) -> Json:
        """Return the entry of `actions` in a block_actions payload."""
        action: Json = {
            "type": self.element["type"],
            "action_id": self.element["action_id"],
            "block_id": self.block["block_id"],
            "action_ts": ts,
        }
        if self.element["type"] in {"button", "icon_button", "workflow_button"}:
            return action | self._button(self.element)
        if self.element["type"] == "feedback_buttons":
            return action | self._button(self._feedback(chosen))
        return action | entry(self.element, chosen)

    def _button(self, button: Json) -> Json:
        return {name: button[name] for name in ("text", "value", "style") if name in button}

    def _feedback(self, chosen: Filled) -> Json:
        """Return the one of the two buttons whose value or label was chosen."""
        for name in ("positive_button", "negative_button"):
            button: Json = self.element[name]
            if chosen in {button.get("value"), button["text"]["text"]}:
                return button
        raise UsageError(f"feedback has no button {chosen!r}", "Use its value or its label.")


def find(blocks: list[Json], wanted: str) -> Touch:
    """Find an element by its action id or, failing that, by the words on it.

    Raises:
        UsageError: Nothing there can be pressed by that name.
    """
    touches = [Touch(block, e) for block in blocks for e in elements_of(block)]
    for touch in touches:
        if touch.element["action_id"] == wanted:
            return touch
    for touch in touches:
        if wanted in labels(touch.element):
            return touch
    names = ", ".join(sorted({label for t in touches for label in labels(t.element)}))
    raise UsageError(f"nothing here is called {wanted!r}", f"There are: {names or 'no buttons'}.")


def labels(element: Json) -> set[str]:
    """Return the words a person sees on an element."""
    own = (element.get("text") or {}).get("text") if isinstance(element.get("text"), dict) else ""
    words = [own, (element.get("placeholder") or {}).get("text")]
    words += [option["text"]["text"] for option in options_of(element)]
    for name in ("positive_button", "negative_button"):
        if name in element:
            words.append(element[name]["text"]["text"])
    return {word for word in words if word}
