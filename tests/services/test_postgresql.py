"""The real PostgreSQL of the tests."""

import pytest
from django.db import connection

from tools.services import postgresql


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_tests_run_on_the_supported_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10_000
        cursor.execute("SHOW listen_addresses")
        addresses = cursor.fetchone()[0]
    assert (encoding, version, addresses) == ("UTF8", postgresql.VERSION, "")
