"""Breaker: lets an endpoint rest that fails again and again."""

from dataclasses import dataclass
from typing import Final

FAILURES: Final = 4
"""So many failures in a row open it."""
REST_SECONDS: Final = 30.0
"""So long nothing is asked; then one call tries."""


@dataclass(slots=True)
class Breaker:
    """One endpoint's health, as far as this process has seen.

    Times are of a monotonic clock.
    """

    failures: int = 0
    rests_until: float = 0.0

    def lets(self, now: float) -> bool:
        """Tell whether a call may be made; after a rest one call is let through to try."""
        if self.failures < FAILURES:
            return True
        if now < self.rests_until:
            return False
        self.rests_until = now + REST_SECONDS  # the others wait for what this one finds
        return True

    def succeed(self) -> None:
        """Note an answer."""
        self.failures = 0

    def fail(self, now: float) -> None:
        """Note a failure that speaks against the endpoint."""
        self.failures += 1
        if self.failures >= FAILURES:
            self.rests_until = now + REST_SECONDS
