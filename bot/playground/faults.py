"""Faults the stand-in Slack can be told to have, the same ones in the same order for one seed."""

import hashlib
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias

FaultKind: TypeAlias = Literal[
    "rate_limit", "status", "html", "text", "cut", "error", "stall", "reset", "delay"
]
FOREVER = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to do wrong.

    Attributes:
        kind: rate_limit (429), status (an HTTP status with a JSON body), html (a page where JSON is
            due), text (words of a proxy), cut (JSON that ends in the middle), error (`ok: false`
            with `code`), stall (hold the answer for `seconds`, then cut the connection), reset (cut
            it at once), delay (answer late, but well).
        method: Web API method it strikes, as a shell pattern; "upload" is the file upload.
        times: How often it strikes.
        after: How many matching calls pass before it strikes.
        accepted: Whether the call is carried out before the fault: its effect stays.
        seconds: Retry-After of a rate limit; length of a stall or delay.
        share: Part of the matching calls that it strikes, from 0 to 1.
    """

    kind: FaultKind
    method: str = "*"
    times: int = 1
    after: int = 0
    accepted: bool = False
    seconds: float = 1.0
    status: int = 500
    code: str = "internal_error"
    share: float = 1.0


@dataclass(eq=False)
class Faults:
    """The faults still to come, and those that struck.

    Attributes:
        seed: Decides which calls a `share` strikes.
        redelivered: Part of the acknowledged deliveries to send once more.
        struck: Pairs of method and fault, in the order they struck.
    """

    seed: str = "0"
    redelivered: float = 0.0
    delivery_delay: float = 0.0
    struck: list[tuple[str, Fault]] = field(default_factory=list)
    _waiting: list[Fault] = field(default_factory=list)
    _drawn: int = 0

    def add(self, fault: Fault) -> None:
        """Let one fault wait for its calls."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Behave well from now on."""
        self._waiting.clear()
        self.redelivered = 0.0
        self.delivery_delay = 0.0

    def rate_limit(self, method: str = "*", *, times: int = 1, retry_after: float = 1) -> None:
        """Answer 429 with Retry-After, as Slack does above its rates."""
        self.add(Fault("rate_limit", method, times, seconds=retry_after))

    def fail(self, method: str, code: str, *, times: int = 1) -> None:
        """Answer `ok: false` with an error code."""
        self.add(Fault("error", method, times, code=code))

    def break_down(self, method: str = "*", *, times: int = 1, accepted: bool = False) -> None:
        """Answer 500; when accepted, after the call was carried out."""
        self.add(Fault("status", method, times, accepted=accepted))

    def answer_html(self, method: str = "*", *, times: int = 1) -> None:
        """Answer a page of HTML where JSON is due."""
        self.add(Fault("html", method, times, status=200))

    def reset(self, method: str = "*", *, times: int = 1, accepted: bool = False) -> None:
        """Cut the connection, before or after the call was carried out."""
        self.add(Fault("reset", method, times, accepted=accepted))

    def stall(self, method: str = "*", *, times: int = 1, seconds: float = 10) -> None:
        """Hold the answer, then cut the connection."""
        self.add(Fault("stall", method, times, seconds=seconds))

    def delay(self, method: str = "*", *, times: int = FOREVER, seconds: float = 0.1) -> None:
        """Answer late."""
        self.add(Fault("delay", method, times, seconds=seconds))

    def redeliver(self, share: float = 1.0) -> None:
        """Deliver a part of the acknowledged events again, as Slack does when it missed the ack."""
        self.redelivered = share

    def take(self, method: str) -> Fault | None:
        """Return the fault that strikes this call, and count it."""
        for fault in list(self._waiting):
            if fnmatchcase(method, fault.method) and self._strikes(fault):
                self.struck.append((method, fault))
                return fault
        return None

    def _strikes(self, fault: Fault) -> bool:
        """Count one matching call and say whether the fault strikes it."""
        place = self._waiting.index(fault)
        if fault.after:
            self._waiting[place] = replace(fault, after=fault.after - 1)
            return False
        if not self.draw(fault.share):
            return False
        self._waiting[place] = replace(fault, times=fault.times - 1)
        if fault.times <= 1:
            del self._waiting[place]
        return True

    def draw(self, share: float) -> bool:
        """Decide one chance: the same for the same seed and the same number of draws."""
        if share in {0.0, 1.0}:
            return bool(share)
        self._drawn += 1
        digest = hashlib.sha256(f"{self.seed}:{self._drawn}".encode()).digest()
        return int.from_bytes(digest[:8], "big") / 2**64 < share
