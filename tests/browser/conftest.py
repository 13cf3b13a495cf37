"""Chromium, and a server that shows the demo content, for the tests in a real browser.

These tests run as a pytest call of their own (`make test` does that): Playwright leaves an event
loop running in the process.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from tests.snapshot import Snapshot
from tools.services import chromium
from tools.services.process import ServiceMissingError


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, so that other calls of pytest leave it out."""
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):  # noqa: PTH120
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the operating system's Chromium instead of a browser of Playwright's."""
    try:
        executable = chromium.find()
    except ServiceMissingError as missing:
        pytest.skip(str(missing))
    return browser_type_launch_args | {
        "executable_path": str(executable),
        "args": list(chromium.ARGUMENTS),
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Let the browser be one in Brussels that speaks British English."""
    return browser_context_args | {"locale": "en-GB", "timezone_id": "Europe/Brussels"}


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveServer]:
    """Run the site's server on a free port, once for all tests."""
    with django_db_blocker.unblock():
        running = LiveServer("localhost")
        yield running
        running.stop()


@pytest.fixture
def db(demo_database: Snapshot, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a test use the database, with the demo content; afterwards it is empty again.

    This takes the place of pytest-django's fixture in this folder, and by its name pytest-django
    knows that a database has to be made: here a transaction cannot keep the tests apart.
    """
    with django_db_blocker.unblock():
        empty = Snapshot.take()
        demo_database.restore()
        cache.clear()
        yield
        empty.restore()


@pytest.fixture
def demo_site(server: LiveServer, db: None) -> str:
    """Return the address of the site with its demo content, fresh for each test.

    The test may use the database and change what it likes.
    """
    Site.objects.update(hostname=server.thread.host, port=server.thread.port)
    Site.clear_site_root_paths_cache()
    return server.url
