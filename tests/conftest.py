"""What every test may rely on: which services there are, and that nothing is left behind."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection, transaction
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from home.models import HomePage
from tests.factories.home import make_home_page
from tests.flushing import allow_flushing_the_audit_trail
from tests.migrated import migrate_or_copy
from tests.snapshot import SecondDatabase, Snapshot, tell_the_planner

TINY_PROGRAMME = Path(__file__).parent / "home" / "loading" / "tiny"
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "live_server"})
MARKERS = (
    "database: uses the database (set by itself; the PostgreSQL lane of `make test` selects it)",
    "postgresql: checks what only PostgreSQL can do",
)


def pytest_configure(config: pytest.Config) -> None:
    """Announce the marks that this file sets or reads."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Mark the tests that use the database, before ``-m`` selects; put those last that empty it.

    Whatever comes after one of these finds neither the first rows nor Django's cache of types.
    """
    for item in items:
        if uses_database(item):
            item.add_marker(pytest.mark.database)
    yield
    items.sort(key=empties_database)


def empties_database(item: pytest.Item) -> bool:
    """Tell whether a test commits, after which the whole database is emptied."""
    mark = item.get_closest_marker("django_db")
    return mark is not None and bool(mark.kwargs.get("transaction"))


def uses_database(item: pytest.Item) -> bool:
    """Tell whether a test asks for the database: by its mark, a fixture or its class."""
    if item.get_closest_marker("django_db") is not None:
        return True
    if DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ())):
        return True
    test_class = getattr(item, "cls", None)
    return test_class is not None and issubclass(test_class, TransactionTestCase)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what only PostgreSQL can do where the tests run on something else."""
    if item.get_closest_marker("postgresql") is not None:
        engine = settings.DATABASES["default"]["ENGINE"]
        if not engine.endswith("postgresql"):
            pytest.skip("PostgreSQL is not the database of this run")


def pytest_unconfigure() -> None:
    """Remove the folder that the test settings made for uploaded files."""
    if settings.configured:
        folder = Path(settings.MEDIA_ROOT).parent
        if folder.name.startswith("clusterxchange-test-"):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def flushable_audit_trail() -> Iterator[None]:
    """Let transactional tests clean up after themselves, as those of no installation may."""
    with pytest.MonkeyPatch.context() as patch:
        allow_flushing_the_audit_trail(patch)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Let pytest-django make its database from a copy that was migrated before, if there is one."""
    migrate.Command.handle = migrate_or_copy  # type: ignore[assignment,method-assign]


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Start each test with an empty cache: what one test looked up is gone in the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """Return the address of a real Elasticsearch; one server serves the whole run.

    Index names need a random part of their own.
    """
    address = os.environ.get("ELASTICSEARCH_URL", "")
    if not address:
        pytest.skip("Elasticsearch: run `python -m tools.services elasticsearch -- pytest ...`")
    return address


@pytest.fixture(scope="session")
def demo_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Snapshot | SecondDatabase]:
    """Load the programme and the samples once, into a copy of the database."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            empty = Snapshot.take()
            load_demo_content()
            loaded = Snapshot.take()
            empty.restore()
            yield loaded
            return
        second = SecondDatabase.like_the_current("demo")
        with second.in_use():
            load_demo_content()
            tell_the_planner()
        yield second
        second.drop()


@pytest.fixture(scope="module")
def demo_content(
    demo_database: Snapshot | SecondDatabase, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give the tests of a module the programme and the samples, and take them back.

    Each test that uses the database is rolled back to this state, so it may change what it likes.
    Not for transactional tests; those in the browser have `demo_site`.
    """
    with django_db_blocker.unblock():
        if isinstance(demo_database, Snapshot):
            empty = Snapshot.take()
            demo_database.restore()
            yield
            empty.restore()
            return
        with demo_database.in_use():
            yield


def load_demo_content() -> None:
    """Do what `make run` does on a new database."""
    call_command("load_programme", verbosity=0)
    call_command("load_samples", verbosity=0)


@pytest.fixture(scope="module")
def tiny_programme(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Another programme, of three partnerships and with all its own names, as `demo_content`."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_programme", data=TINY_PROGRAMME, verbosity=0)
        call_command("load_samples", data=TINY_PROGRAMME, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def home_page(db: None) -> HomePage:
    """The front page of an otherwise empty site."""
    return make_home_page()
