"""Indexes that Wagtail's tables lack for what every page asks.

They are made after each migration and not by one: when a later version of Wagtail changes a table,
SQLite makes it anew with Wagtail's own indexes only.
"""

from typing import Any, Final

from django.db import connections

# The menu is a handful of pages among perhaps a hundred thousand under the same front page.
PAGES_IN_MENUS: Final = (
    'CREATE INDEX IF NOT EXISTS core_pages_in_menus ON wagtailcore_page ("depth", "path") '
    'WHERE "show_in_menus"'
)


def make_indexes(*, using: str, **_signal: Any) -> None:
    """Make those that are not there; for `post_migrate`, also after tables were taken away."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "wagtailcore_page" in connection.introspection.table_names(cursor):
            cursor.execute(PAGES_IN_MENUS)
