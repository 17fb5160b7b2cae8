"""The databases of these tests, and a Slack that fails on cue."""

from tests.databases import database, postgres, sqlite_file, url
from tests.faults.saying import stage

__all__ = ["database", "postgres", "sqlite_file", "stage", "url"]
