"""Content: one document as a generation serves it, cut into passages."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.documents.reading import Document
from knowledge.passages.cutting import SEPARATOR, Passage, cut, indexed

Key = tuple[str, str]
"""(owner, digest): the workspace a document belongs to, and the hash of what it says."""


@dataclass(frozen=True, slots=True)
class Content:
    """One document, immutable.

    Attributes:
        key: Whose it is, and the hash of what it says.
        title: What citations call it.
        link: An https address, or an empty string.
        dated: Its own date, or an empty string.
        text: Markdown; every quote is a substring of it.
        asked: What people ask its sections: (heading, question). They are searched, never quoted.
        passages: Its passages in order.
    """

    key: Key
    title: str
    link: str
    dated: str
    text: str
    passages: tuple[Passage, ...]
    asked: tuple[tuple[str, str], ...] = ()

    def indexed(self) -> Iterator[str]:
        """Yield what is embedded and searched for each passage, with what people ask its section.

        People ask in other words than a text answers in, and questions written beside it meet them
        half-way (Nogueira and colleagues, Document Expansion by Query Prediction, 2019).
        """
        said = indexed(self.title, self.text, self.passages)
        for passage, text in zip(self.passages, said, strict=True):
            yield "\n".join((text, *self.asked_of(passage.section)))

    def asked_of(self, section: str) -> Iterator[str]:
        """Yield what people ask the section of a heading path."""
        own = section.rsplit(SEPARATOR, maxsplit=1)[-1]
        return (question for heading, question in self.asked if heading == own)

    def passage_id(self, position: int) -> str:
        """Return the stable id of a passage; it lives as long as the document is unchanged."""
        return f"{self.key[1][:16]}-{position}"


def content_of(workspace: str, document: Document) -> Content:
    """Cut a document into passages."""
    return Content(
        key=(workspace, document.digest(workspace)),
        title=document.title,
        link=document.link,
        dated=document.dated,
        text=document.text,
        passages=cut(document.text),
        asked=document.asked,
    )
