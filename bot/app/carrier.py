"""Carrier: what becomes of an outbox row: a call of Slack, or a picture drawn and uploaded."""

import asyncio
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from advisors import Catalogue, read_facts
from bot.app.tenants import export_everything
from bot.delivery import Arrival, Outgoing, Refused, Store
from bot.slack import SlackGateway, Streaming
from bot.store import Database
from bot.turns import (
    CHART,
    EXPORT,
    HOME_PAGE,
    STREAM,
    Opened,
    RootRefused,
    Visit,
    arrival_of,
)

_CLOSED_DOORS: Final = frozenset(
    {"channel_not_found", "is_archived", "not_in_channel", "restricted_action"}
)
"""Slack's reasons to refuse a root message in a channel the bot cannot write in."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """The gateway of the sender.

    Attributes:
        slack: Calls Slack.
        streaming: Writes long answers.
        catalogue: Facts and prices, for pictures.
        database: What an export is written from.
        store: Takes in what sending leads to: a refused root is a visit of its own.
    """

    slack: SlackGateway
    streaming: Streaming
    catalogue: Catalogue
    store: Store
    database: Database

    async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
        """Carry one row out; see `bot.delivery.Gateway`."""
        if outgoing.method == CHART:
            await self._chart(outgoing)
            return None
        if outgoing.method == EXPORT:
            await self._export(outgoing)
            return None
        if outgoing.method == HOME_PAGE:
            await self.store(_home_opened(outgoing))
            return None
        if outgoing.method == STREAM:
            return await self.streaming.send(outgoing)
        try:
            return await self.slack.send(outgoing, ts=ts)
        except Refused as refused:
            if outgoing.slot == "root" and refused.code in _CLOSED_DOORS:
                await self.store(_shut_out(outgoing, refused.code))
            raise

    async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
        """Look for a message that an earlier attempt may have left."""
        if outgoing.method == STREAM:
            return await self.streaming.find(outgoing, since=since)
        return await self.slack.find(outgoing, since=since)

    async def _chart(self, outgoing: Outgoing) -> None:
        order = outgoing.payload
        picture = await asyncio.to_thread(_draw, dict(order), self.catalogue)
        alt, words = str(order["alt"]), str(order.get("words", ""))
        await self.slack.upload(outgoing, picture, name="cost-chart.png", alt=alt, words=words)

    async def _export(self, outgoing: Outgoing) -> None:
        """Write everything kept about a workspace, without tokens, and send it to who asked."""
        kept = await export_everything(self.database, outgoing.workspace)
        written = json.dumps(kept, ensure_ascii=False, indent=1, default=str).encode()
        await self.slack.upload(outgoing, written, name="advisor-export.json", alt="")


def _draw(order: dict[str, object], catalogue: Catalogue) -> bytes:
    from advisors import cost_curve  # noqa: PLC0415  (drawn seldom, off the event loop)
    from bot.chart import draw_chart  # noqa: PLC0415  (the same)

    values, skipped, presumed = order["facts"], order["skipped"], order.get("presumed", {})
    if not isinstance(values, dict) or not isinstance(skipped, list):
        raise TypeError("a chart is ordered with facts and the names of skipped ones")
    if not isinstance(presumed, dict):
        raise TypeError("what a chart presumes is facts by name")
    facts = read_facts(values, skipped, catalogue, presumed)
    on, recommended = date.fromisoformat(str(order["on"])), str(order.get("recommended", ""))
    return draw_chart(cost_curve(facts, on=on, catalogue=catalogue, recommended=recommended))


def _home_opened(outgoing: Outgoing) -> Arrival:
    """Return the visit that shows a page anew, as if its person had opened it."""
    user = str(outgoing.payload["user"])
    return arrival_of(
        Visit(
            key=outgoing.key,
            at="0",
            workspace=outgoing.workspace,
            user=user,
            channel="",
            act=Opened("home"),
        )
    )


def _shut_out(outgoing: Outgoing, code: str) -> Arrival:
    origin = outgoing.key.rpartition("#")[0]
    act = RootRefused(outgoing.consultation, origin, code)
    visit = Visit(
        key=f"refused:{outgoing.consultation}",
        at="0",
        workspace=outgoing.workspace,
        user="",
        channel=outgoing.channel,
        act=act,
    )
    return replace(arrival_of(visit), user="")
