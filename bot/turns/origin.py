"""Origin: what a form remembers while it is open, and hands back when it is sent in."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class FormOrigin:
    """Where a form came from.

    Attributes:
        consultation: Id of the consultation it changes; "" where it begins one.
        asked_at: Message it was asked for, "channel:ts": it is answered there; or "".
        version: Version of the consultation it was filled from.
    """

    consultation: str = ""
    asked_at: str = ""
    version: int = 0

    def pack(self) -> str:
        """Return it as a window's `private_metadata`."""
        return f"{self.consultation}|{self.asked_at}|{self.version}"

    @classmethod
    def parse(cls, packed: str) -> Self:
        """Return what `pack` wrote; what others wrote says nothing."""
        consultation, _, rest = packed.partition("|")
        asked_at, _, version = rest.rpartition("|")
        return cls(consultation, asked_at, int(version) if version.isdecimal() else 0)
