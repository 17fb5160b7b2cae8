"""Governing: a workspace's channels, its budget, its feedback, its records."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from bot.blocks import Console
from bot.conversation import NoticeCard
from bot.store import Session, Use, preferences, records
from bot.turns.visit import Visit
from knowledge import Library

_LINES: Final = 15
_CHANNEL: Final = re.compile(r"<#([CG]\w+)(?:\|[^>]*)?>|([CG][A-Z0-9]{2,})")
CHOICES: Final[dict[str, tuple[str, object]]] = {
    "always": ("rule", "always"),
    "mentioned": ("rule", "mentioned"),
    "muted": ("rule", "muted"),
    "usual": ("permission", "usual"),
    "allowed": ("permission", "allowed"),
    "forbidden": ("permission", "forbidden"),
}
"""Words of the channel command, and the channel setting each stands for."""
_CHANNEL_HELP: Final = (
    "Write for example /advise-admin channel here mentioned. Words: always, mentioned, muted; "
    "usual, allowed, forbidden."
)


@dataclass(frozen=True, slots=True)
class Governing:
    """The commands that concern the workspace itself; each returns what to show.

    Attributes:
        library: Tells how the knowledge base is doing.
        budget: Tokens a month that the operator allows every workspace.
        today: The day.
    """

    library: Library
    budget: int
    today: Callable[[], date]

    async def channel(self, session: Session, visit: Visit, rest: str) -> NoticeCard:
        """Say what the advisor does in a channel."""
        place, *wanted = rest.split()[:3] or [""]
        found = _CHANNEL.fullmatch(place)
        channel = (found[1] or found[2]) if found else visit.channel if place == "here" else ""
        if not channel or not wanted or any(one not in CHOICES for one in wanted):
            return NoticeCard("Which channel, and what there?", _CHANNEL_HELP, tone="problem")
        for one in wanted:
            name, value = CHOICES[one]
            await preferences.set_for_channel(session, channel, name, value)
        await records.write_audit(session, visit.user, "channel", channel, choices=wanted)
        return NoticeCard(
            f"Noted for this channel: {', '.join(wanted)}.", f"It is {channel}.", marks=(channel,)
        )

    async def set_budget(self, session: Session, visit: Visit, rest: str) -> NoticeCard:
        """Show, or lower, what the language model may use in a month."""
        if rest and not rest.isdecimal():
            return NoticeCard(f"“{rest}” is no number of tokens.", tone="problem")
        if rest:
            await preferences.set_for_workspace(
                session, preferences.MODEL_TOKENS_PER_MONTH, int(rest)
            )
            await records.write_audit(session, visit.user, "budget", rest)
        used, allowed = await self._use(session)
        return NoticeCard(
            f"Language model this month: {used.tokens:,} of {allowed:,} tokens in "
            f"{used.calls:,} calls, ${_dollars(used)}.",
            "Beyond the budget I answer without it: same recommendation, same costs, plainer words.",
        )

    async def feedback(self, session: Session, _visit: Visit, _rest: str) -> NoticeCard:
        """Show what people said about the advice."""
        helpful, unhelpful = await records.count_feedback(session)
        said = [
            f"{'Helpful' if one.helpful else 'Not helpful'}: {one.comment}"
            for one in await records.read_feedback(session, _LINES)
        ]
        return NoticeCard(f"Helpful: {helpful}. Not helpful: {unhelpful}.", "\n".join(said))

    async def audit(self, session: Session, _visit: Visit, _rest: str) -> NoticeCard:
        """Show who did what."""
        entries = await records.read_audit(session, _LINES)
        lines = [
            f"{datetime.fromtimestamp(one.at, UTC):%Y-%m-%d %H:%M} {one.action} {one.target} "
            f"by {one.actor}"
            for one in entries
        ]
        marks = tuple({mark for one in entries for mark in (one.actor, one.target)})
        return NoticeCard("\n".join(lines) or "Nobody has done anything yet.", marks=marks)

    async def console(self, session: Session) -> Console:
        """Return the figures of the console."""
        status = await self.library.status(session.workspace)
        used, allowed = await self._use(session)
        helpful, unhelpful = await records.count_feedback(session)
        return Console(
            len(status.own),
            status.degraded or "",
            used.tokens,
            allowed,
            _dollars(used),
            helpful,
            unhelpful,
        )

    async def _use(self, session: Session) -> tuple[Use, int]:
        day = self.today()
        used = await records.used(session, day.replace(day=1), day)
        return used, await preferences.tokens_allowed(session, self.budget)


def _dollars(used: Use) -> str:
    return f"{used.micro_usd / 1_000_000:,.2f}"
