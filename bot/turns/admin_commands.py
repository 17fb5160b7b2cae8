"""Administrators' commands: how each is written, and what it takes to carry it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.blocks import Form
from bot.conversation import NoticeCard

SLASH: Final = "/advise-admin"


@dataclass(frozen=True, slots=True)
class AdminCommand:
    """One command.

    Attributes:
        usage: An example of it, without the slash command; "" where only buttons give it.
        meaning: What it does; where only buttons give it, how to come by the button.
        needs_words: True where it means nothing without more words.
        asked_twice: The question before it is done, {rest} for its words, and the words of the
            button that does it; None where it is done at once.
        form: The form that asks for its words, or None.
        slow: True where it shows how far it is, and so has opened a window when it ends.
    """

    usage: str
    meaning: str
    needs_words: bool = False
    asked_twice: tuple[str, str] | None = None
    form: Form | None = None
    slow: bool = False

    @property
    def line(self) -> str:
        """How to write it and what it does, in one line."""
        return f"{SLASH} {self.usage} – {self.meaning}" if self.usage else self.meaning


ADMIN_COMMANDS: Final[Mapping[str, AdminCommand]] = {
    "reload": AdminCommand(
        "reload",
        "read every document again and let the new version answer",
        asked_twice=("Reload the knowledge base of this workspace?", "Reload"),
        slow=True,
    ),
    "status": AdminCommand("status", "which version answers, and from what"),
    "documents": AdminCommand("documents", "your own documents"),
    "add": AdminCommand(
        "add ADDRESS",
        "take in the document at an https address",
        needs_words=True,
        form="admin-add",
        slow=True,
    ),
    "upload": AdminCommand(
        "",
        "Send the file to me in a direct message; I then ask whether to add it.",
        needs_words=True,
        slow=True,
    ),
    "remove": AdminCommand(
        "remove NAME",
        "take a document out",
        needs_words=True,
        asked_twice=("Take this document out of the knowledge base: {rest}?", "Remove"),
        slow=True,
    ),
    "versions": AdminCommand("versions", "the versions kept for going back"),
    "rollback": AdminCommand(
        "rollback 12",
        "let version 12 answer again",
        needs_words=True,
        asked_twice=("Let version {rest} answer again?", "Roll back"),
    ),
    "search": AdminCommand(
        "search WORDS", "see which passages are found", needs_words=True, form="admin-search"
    ),
    "cancel": AdminCommand("cancel", "stop a reload"),
    "channel": AdminCommand(
        "channel here mentioned", "what I do in a channel", form="admin-channel"
    ),
    "budget": AdminCommand(
        "budget 500000", "tokens the language model may use a month", form="admin-budget"
    ),
    "feedback": AdminCommand("feedback", "what people said about the advice"),
    "export": AdminCommand(
        "export",
        "everything I keep about this workspace, as a file",
        asked_twice=(
            "Write everything kept about this workspace into a file, for you alone?",
            "Export",
        ),
    ),
    "audit": AdminCommand("audit", "who did what"),
    "dismiss": AdminCommand("", "The No and Cancel of what is asked twice."),
}

HELP: Final = NoticeCard(
    "\n".join(one.line for one in ADMIN_COMMANDS.values() if one.usage),
    "The home page of this app has all of it as buttons. To add a file, send it to me directly.",
)
