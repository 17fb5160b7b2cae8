"""Storage: tables, sessions bound to a workspace, migrations, and what is kept in them."""

from bot.store import consultations, installations, messages, preferences, records
from bot.store.columns import now
from bot.store.consultations import StoredConsultation
from bot.store.database import Database, open_database
from bot.store.erasure import (
    ERASED,
    Retold,
    erase_message,
    erase_user,
    erase_workspace,
    export_workspace,
)
from bot.store.folder import lock_file, lock_folder, make_folder
from bot.store.installations import Installation
from bot.store.messages import Place
from bot.store.migration import begin, check, downgrade, upgrade
from bot.store.records import Entry, Feedback, Use
from bot.store.retention import forget_old
from bot.store.session import Session
from bot.store.tables import metadata
from bot.store.tenancy import EVERY, WorkspaceMissingError

__all__ = [
    "ERASED",
    "EVERY",
    "Database",
    "Entry",
    "Feedback",
    "Installation",
    "Place",
    "Retold",
    "Session",
    "StoredConsultation",
    "Use",
    "WorkspaceMissingError",
    "begin",
    "check",
    "consultations",
    "downgrade",
    "erase_message",
    "erase_user",
    "erase_workspace",
    "export_workspace",
    "forget_old",
    "installations",
    "lock_file",
    "lock_folder",
    "make_folder",
    "messages",
    "metadata",
    "now",
    "open_database",
    "preferences",
    "records",
    "upgrade",
]
