"""Carrier: what becomes of an outbox row: a call of Slack, or a file made and uploaded."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from advisors import Catalogue, Facts, estimate, estimate_as_json, export_csv, read_facts
from advisors.costs import for_approach
from bot.app.tenants import export_everything
from bot.delivery import Arrival, Outgoing, Refused, Store
from bot.slack import SlackGateway, Streaming
from bot.store import Database
from bot.turns import (
    EXPORT,
    FILES,
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

_NAMES: Final = {"chart": "cost-chart.png", "csv": "costs.csv", "json": "costs.json"}


@dataclass(frozen=True, slots=True)
class Carrier:
    """The gateway of the sender.

    Attributes:
        slack: Calls Slack.
        streaming: Writes long answers.
        catalogue: Facts and prices, for files of the costs.
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
        if outgoing.method in FILES:
            await self._file(outgoing)
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

    async def _file(self, outgoing: Outgoing) -> None:
        order, shape = outgoing.payload, outgoing.method
        made = await asyncio.to_thread(make_file, shape, order, self.catalogue)
        alt, words = str(order["alt"]), str(order.get("words", ""))
        await self.slack.upload(outgoing, made, name=_NAMES[shape], alt=alt, words=words)

    async def _export(self, outgoing: Outgoing) -> None:
        """Write everything kept about a workspace, without tokens, and send it to who asked."""
        kept = await export_everything(self.database, outgoing.workspace)
        written = json.dumps(kept, ensure_ascii=False, indent=1, default=str).encode()
        await self.slack.upload(outgoing, written, name="advisor-export.json", alt="")


def make_file(shape: str, order: Mapping[str, object], catalogue: Catalogue) -> bytes:
    """Return the file of the costs that was ordered: a chart, or every line as CSV or as JSON."""
    facts, on = _read(order, catalogue)
    recommended = str(order.get("recommended", ""))
    if shape == "chart":
        from advisors import cost_curve  # noqa: PLC0415  (drawn seldom, off the event loop)
        from bot.chart import draw_chart  # noqa: PLC0415  (the same)

        return draw_chart(cost_curve(facts, on=on, catalogue=catalogue, recommended=recommended))
    costs = for_approach(estimate(facts, on=on, catalogue=catalogue), recommended)
    if shape == "csv":
        return export_csv(costs).encode()
    return json.dumps(estimate_as_json(costs), ensure_ascii=False, indent=1).encode()


def _read(order: Mapping[str, object], catalogue: Catalogue) -> tuple[Facts, date]:
    values, skipped, presumed = order["facts"], order["skipped"], order.get("presumed", {})
    if not isinstance(values, dict) or not isinstance(skipped, list):
        raise TypeError("a file is ordered with facts and the names of skipped ones")
    if not isinstance(presumed, dict):
        raise TypeError("what a file presumes is facts by name")
    facts = read_facts(values, skipped, catalogue, presumed)
    return facts, date.fromisoformat(str(order["on"]))


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
