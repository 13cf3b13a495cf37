"""Migrates the test database once and keeps a copy: migrating takes longer than most tests."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import wagtail
from django.core.management.commands import migrate
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
COPIES = ROOT / "build" / "test-databases"
# Whatever decides what is in a migrated database: tables, first rows, permissions.
DECIDING = (
    "requirements*.lock",
    "*/migrations/*.py",
    "*/models.py",
    "*/models/*.py",
    "*/apps.py",
    "*/indexes.py",
    "site/clusterxchange/settings/*.py",
)

original = migrate.Command.handle


def migrate_or_copy(command: migrate.Command, *arguments: Any, **options: Any) -> None:
    """Take the place of `manage.py migrate` once, when pytest makes its database."""
    migrate.Command.handle = original  # type: ignore[assignment,method-assign]
    if connection.vendor != "sqlite":
        original(command, *arguments, **options)
        return
    copy = COPIES / f"{fingerprint()}.sqlite3"
    connection.ensure_connection()
    if copy.exists():
        with sqlite3.connect(copy) as source:
            source.backup(connection.connection)
        source.close()
        return
    original(command, *arguments, **options)
    COPIES.mkdir(parents=True, exist_ok=True)
    for old in COPIES.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    # Another process may be writing the same: the last one to rename wins.
    unfinished = copy.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(unfinished) as target:
        connection.connection.backup(target)
    target.close()
    unfinished.rename(copy)


def fingerprint() -> str:
    """A name for the code that the copy was made with."""
    installed = (sqlite3.sqlite_version, django.VERSION, wagtail.VERSION)
    digest = hashlib.sha256(repr(installed).encode())
    for path in deciding_files():
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def deciding_files() -> Iterator[Path]:
    """The files that decide, in a fixed order."""
    for pattern in DECIDING:
        yield from sorted(ROOT.glob(pattern))
