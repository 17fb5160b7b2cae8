"""Slack's rate limits, as the stand-in keeps them when told to be strict."""

from collections.abc import Callable
from dataclasses import dataclass, field

PER_MINUTE = {
    "chat.postMessage": 0,
    "chat.update": 50,
    "chat.delete": 50,
    "chat.postEphemeral": 100,
    "chat.startStream": 20,
    "chat.appendStream": 100,
    "chat.stopStream": 20,
    "views.open": 100,
    "views.update": 100,
    "views.publish": 100,
    "conversations.history": 50,
    "conversations.replies": 50,
    "users.info": 100,
}
"""Calls a minute for each method and workspace; 0: the channel rule alone (PLATFORM 2.3).

Source: docs.slack.dev rate limits, tiers 2 to 4; internal apps are exempt from the narrower
limits on history."""

BURST = 5
"""Messages a channel takes at once before one a second holds; Slack says "short bursts"."""


@dataclass(eq=False)
class Rates:
    """Leaky buckets: one for each method, one for each channel that messages are posted to."""

    clock: Callable[[], float]
    strict: bool = False
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    def wait(self, team: str, method: str, channel: str) -> int:
        """Return the seconds a caller must wait, 0 when the call is within its limits."""
        if not self.strict:
            return 0
        if method == "chat.postMessage":
            return self._fill(f"{team}:{channel}", BURST, 1.0)
        most = PER_MINUTE.get(method)
        return self._fill(f"{team}:{method}", most, most / 60) if most else 0

    def _fill(self, name: str, size: int, leak: float) -> int:
        now = self.clock()
        level, since = self._buckets.get(name, (0.0, now))
        level = max(0.0, level - (now - since) * leak)
        if level + 1 > size:
            return max(1, round((level + 1 - size) / leak))
        self._buckets[name] = (level + 1, now)
        return 0
