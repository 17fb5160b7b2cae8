"""The databases of these tests."""

from tests.databases import database, postgres, sqlite_file, url

__all__ = ["database", "postgres", "sqlite_file", "url"]
