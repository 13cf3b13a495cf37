"""Copies of the test database, which bring content back in milliseconds."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole SQLite database as it was at one moment.

    In the browser tests the server's threads share the tests' connection, so the rollback that
    cleans up after ordinary tests is not to be had there, and flushing would take the first page
    and the site with it. Elsewhere a copy saves loading the content again for each module.
    """

    copy: sqlite3.Connection

    @classmethod
    def take(cls) -> "Snapshot":
        """Copy the database as it is now."""
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        cls._current().backup(copy)
        return cls(copy)

    def restore(self) -> None:
        """Put the database back into the state of this copy."""
        self.copy.backup(self._current())

    @staticmethod
    def _current() -> sqlite3.Connection:
        connection.ensure_connection()
        current = connection.connection
        if not isinstance(current, sqlite3.Connection):
            raise TypeError("Only SQLite is copied like this.")
        return current


@dataclass(frozen=True, slots=True)
class SecondDatabase:
    """A database of its own beside the test database, on PostgreSQL.

    What is loaded into it is committed, so the planner knows it: in an open transaction a thousand
    new rows are still a handful to PostgreSQL, and a list takes seconds.
    """

    name: str

    @classmethod
    def like_the_current(cls, suffix: str) -> "SecondDatabase":
        """Make it as a copy of the test database as it is now."""
        original = connection.settings_dict["NAME"]
        second = cls(f"{original}_{suffix}")
        second.drop()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{second.name}" TEMPLATE "{original}"')
        return second

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let the connection lead here, and back to the test database at the end."""
        original = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = self.name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = original

    def drop(self) -> None:
        """Remove it; no harm when it is not there."""
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}"')


def tell_the_planner() -> None:
    """Count the rows for PostgreSQL, as its autovacuum does soon after much was written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
