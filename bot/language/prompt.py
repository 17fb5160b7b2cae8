"""Prompts: text files with variables, each filled completely or not at all."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template
from typing import Final

_DIVIDER: Final = "--- user ---\n"
_FENCE: Final = re.compile(r"<\s*/?\s*(?:words|thread|passages|question|facts)\b", re.IGNORECASE)
NAMES: Final = ("probe", "read-changes", "read-facts", "word-answer", "word-recommendation")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt.

    Attributes:
        name: Name of its file.
        system: What the model is told to do.
        user: What it is given to work on.
    """

    name: str
    system: Template
    user: Template

    def variables(self) -> frozenset[str]:
        """Return the names it must be filled with."""
        return frozenset([*self.system.get_identifiers(), *self.user.get_identifiers()])

    def fill(self, **values: str) -> tuple[str, str]:
        """Return what the model is told and what it is given.

        Raises:
            ValueError: A variable is missing, or a value has none.
        """
        if set(values) != self.variables():
            odd = sorted(self.variables() ^ set(values))
            raise ValueError(f"the prompt {self.name} and its values differ in {odd}")
        return self.system.substitute(values), self.user.substitute(values)


@cache
def load_prompt(name: str) -> Prompt:
    """Return the prompt with this name."""
    file = resources.files("bot.language").joinpath("prompts", f"{name}.md")
    system, _, user = file.read_text(encoding="utf-8").partition(_DIVIDER)
    return Prompt(name, Template(system.strip()), Template(user.strip()))


def fenced(text: str) -> str:
    """Return untrusted text that can open or close no fence of a prompt."""
    return _FENCE.sub(lambda tag: tag.group().replace("<", "‹"), text)
