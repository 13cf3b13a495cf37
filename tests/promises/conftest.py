"""Lets the long runs tell what they found; with PROMISES_REPORT set it is written to that file."""

import os
import sqlite3
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.conftest import uses_database
from tests.promises.recorder import Finding, write
from tests.snapshot import SecondDatabase

FINDINGS = pytest.StashKey[list[Finding]]()
Tell = Callable[..., None]


@pytest.fixture(scope="module")
def empty_database(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """A migrated database that other processes can reach: a file, or the name of a database.

    Made once for a module, before the transaction of its first test: SQLite waits for ever with
    the copy of a database that the same connection is about to write to.
    """
    name = Path(request.path).stem
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            path = tmp_path_factory.mktemp(name) / "empty.sqlite3"
            connection.ensure_connection()
            assert not connection.in_atomic_block
            with sqlite3.connect(path) as copy:
                connection.connection.backup(copy)
            copy.close()
            yield str(path)
            return
        second = SecondDatabase.like_the_current(name)
        connection.close()
    yield second.name
    with django_db_blocker.unblock():
        second.drop()


@pytest.fixture
def promise(request: pytest.FixtureRequest) -> Tell:
    """Return what a long test calls with its figure, before it compares that with the target."""
    started = time.monotonic()

    def tell(text: str, *, figure: object, target: object, seed: int | None = None) -> None:
        finding = Finding(
            promise=text,
            figure=str(figure),
            target=str(target),
            database=database_name() if uses_database(request.node) else "none",
            seed="none" if seed is None else str(seed),
            duration=f"{time.monotonic() - started:.0f} s",
        )
        request.node.user_properties.append(("promise", asdict(finding)))

    return tell


def database_name() -> str:
    """Return which database this run uses, with its version."""
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Collect what a test told `promise`, with whether it held."""
    report = yield
    if report.when == "call":
        findings = item.config.stash.setdefault(FINDINGS, [])
        for name, found in item.user_properties:
            if name == "promise" and isinstance(found, dict):
                findings.append(Finding(**found | {"kept": "yes" if report.passed else "**no**"}))
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the findings down where that was asked for."""
    page, findings = os.environ.get("PROMISES_REPORT"), session.config.stash.get(FINDINGS, [])
    if page and findings:
        write(Path(page), findings)
