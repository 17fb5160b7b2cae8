"""Databases for the tests of the wire."""

from tests.databases import database, postgres, sqlite_file, url

__all__ = ["database", "postgres", "sqlite_file", "url"]
