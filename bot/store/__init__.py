"""Storage: tables, sessions bound to a workspace, migrations."""

from bot.store.columns import now
from bot.store.database import Database, open_database
from bot.store.folder import lock_folder
from bot.store.migration import check, downgrade, upgrade
from bot.store.session import Session
from bot.store.tables import metadata
from bot.store.tenancy import EVERY, WorkspaceMissingError

__all__ = [
    "EVERY",
    "Database",
    "Session",
    "WorkspaceMissingError",
    "check",
    "downgrade",
    "lock_folder",
    "metadata",
    "now",
    "open_database",
    "upgrade",
]
