"""Ledger: spending in the database, where every process sees it."""

from dataclasses import dataclass

from bot.language.budget import Limits, Spending
from bot.store import Database, Session, Use, preferences, records


class _OverdrawnError(Exception):
    """A limit forbids it: what was written in this transaction is undone."""


@dataclass(frozen=True, slots=True)
class StoreLedger:
    """Spending in the table of the store.

    Each call has a transaction of its own, which ends before the model is asked: a turn that
    waits for the model must not have begun to write.
    """

    database: Database

    async def reserve(self, spending: Spending, limits: Limits) -> bool:
        """See `Ledger`; the row of the workspace lets one at a time through this check."""
        try:
            async with self.database.writing(spending.workspace) as session:
                await _add(session, spending, sign=1)
                await _check(session, spending, limits)
        except _OverdrawnError:
            return False
        return True

    async def settle(self, reserved: Spending, spent: Spending) -> None:
        """See `Ledger`."""
        async with self.database.writing(reserved.workspace) as session:
            await _add(session, reserved, sign=-1)
            await _add(session, spent, sign=1)


async def _add(session: Session, spending: Spending, sign: int) -> None:
    use = Use(sign * spending.calls, sign * spending.tokens, sign * spending.micro_usd)
    await records.add_use(session, spending.on, spending.user, use)


async def _check(session: Session, spending: Spending, limits: Limits) -> None:
    month = await records.used(session, spending.on.replace(day=1), spending.on)
    today = await records.used(session, spending.on, spending.on, spending.user)
    allowed = await preferences.tokens_allowed(session, limits.workspace_month)
    if month.tokens > allowed or today.tokens > limits.user_day:
        raise _OverdrawnError
