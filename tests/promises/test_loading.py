"""Loading the content again changes nothing."""

import hashlib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from partnerships.models import Country
from tests.promises.conftest import Tell

LONG = 20
# Says when something was last looked at, not what it holds.
NOT_CONTENT = {"django_session"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_content")]


def fingerprint() -> dict[str, tuple[int, str]]:
    """Return for each table how many rows it has and a digest of them."""
    return {
        table: (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
        for table, rows in tables()
    }


def tables() -> Iterator[tuple[str, list[str]]]:
    """Yield every table of the site's models with its rows as text."""
    models = apps.get_models(include_auto_created=True)
    names = sorted({model._meta.db_table for model in models} - NOT_CONTENT)
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            yield name, sorted(repr(row) for row in cursor.fetchall())


def load_again() -> None:
    """Do what `make run` does after a change of the data files."""
    call_command("load_programme", verbosity=0)
    call_command("load_samples", verbosity=0)


def test_loading_twice_changes_nothing() -> None:
    before = fingerprint()
    load_again()
    assert fingerprint() == before


def test_the_fingerprint_sees_a_change() -> None:
    before = fingerprint()
    countries = Country.objects.order_by("pk")
    countries.filter(pk=countries[0].pk).update(code="ZZ")
    changed = {table for table, state in fingerprint().items() if state != before[table]}
    assert changed == {"partnerships_country"}


@pytest.mark.promise
def test_loading_many_times_changes_nothing(promise: Tell) -> None:
    before = fingerprint()
    for _ in range(LONG):
        load_again()
    after = fingerprint()
    changed = sorted(table for table in before if after[table] != before[table])
    promise(
        f"Loading the content {LONG} times more changes no row of any table",
        figure=f"{len(changed)} tables changed",
        target="0 tables changed",
    )
    assert changed == []
