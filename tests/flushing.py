"""Lets the tests empty the tables although the database keeps the audit trail."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection

KEPT = "core_auditentry"
ALLOW = (
    "INSERT INTO core_auditremoval (at, reason, entries, is_open) "
    "VALUES ('2000-01-01', 'tests', 0, {})"
)


def allow_flushing_the_audit_trail(patch: pytest.MonkeyPatch) -> None:
    """Open a removal first; its row goes with all others.

    The entries go next, because SQLite empties one table after the other.
    """
    operations = type(connection.ops)
    stock = operations.sql_flush
    true = "1" if connection.vendor == "sqlite" else "TRUE"

    def sql_flush(self: Any, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        ordered = sorted(tables, key=lambda table: table != KEPT)
        statements = list(stock(self, style, ordered, **options))
        return [ALLOW.format(true), *statements] if KEPT in tables else statements

    patch.setattr(operations, "sql_flush", sql_flush)
