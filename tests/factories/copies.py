"""Makes many copies of a page quickly, to see whether lists stay as fast with a thousand items."""

import uuid
from typing import Any

from django.db import connection
from django.db.models import Max
from wagtail.models import Page

from tests.snapshot import tell_the_planner


def multiply(page: Page, number: int) -> None:
    """Put `number` copies of a page, its fields and its many-to-many links beside it.

    Written straight into the tables: through Wagtail a thousand pages would take a minute.
    """
    parent = page.get_parent()
    path = Page.objects.child_of(parent).aggregate(last=Max("path"))["last"]
    base = Page.objects.filter(pk=page.pk).values().get()
    del base["id"]
    copies = []
    for index in range(number):
        path = Page(path=path)._inc_path()
        slug = f"copy-{page.pk}-{index}"
        copies.append(
            Page(
                **base
                | {
                    "path": path,
                    "slug": slug,
                    "title": f"{page.title} {index}",
                    "url_path": f"{parent.url_path}{slug}/",
                    "translation_key": uuid.uuid4(),
                }
            )
        )
    Page.objects.bulk_create(copies)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    _copy_rows(page.specific, f"copy-{page.pk}-%")
    tell_the_planner()


def _copy_rows(page: Any, slugs: str) -> None:
    """Copy the row of the page type and the rows of its links for each new page."""
    tables = [(page._meta.db_table, "page_ptr_id")]
    for field in page._meta.many_to_many:
        through = field.remote_field.through
        if through._meta.auto_created:
            tables.append((through._meta.db_table, field.m2m_column_name()))
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, key in tables:
            described = connection.introspection.get_table_description(cursor, table)
            columns = [column.name for column in described if column.name not in {key, "id"}]
            cursor.execute(
                f"INSERT INTO {quote(table)} ({', '.join(map(quote, [key, *columns]))}) "
                f"SELECT {', '.join(['p.id', *(f't.{quote(column)}' for column in columns)])} "
                f"FROM {quote(table)} t, wagtailcore_page p "
                f"WHERE t.{quote(key)} = %s AND p.slug LIKE %s",
                [page.pk, slugs],
            )
