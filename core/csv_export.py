"""Tables as CSV files that a spreadsheet opens without running anything in them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

# A cell that begins so is a formula to a spreadsheet (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CONTENT_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"


def safe_cell(value: Any) -> str:
    """A value as text; an apostrophe goes before what a spreadsheet would take for a formula.

    Numbers stay numbers: only what somebody may have typed is a text.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_response(head: Sequence[str], rows: Iterable[Sequence[Any]], *, name: str) -> HttpResponse:
    """A file to be saved; spreadsheets need the mark at the beginning to read it as UTF-8."""
    response = HttpResponse(b"".join(encoded(head, [rows])), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = attachment(name)
    return response


def csv_stream(
    head: Sequence[str], portions: Iterable[Iterable[Sequence[Any]]], *, name: str
) -> StreamingHttpResponse:
    """The same for a long table: each portion of rows is read when those before it are sent."""
    response = StreamingHttpResponse(encoded(head, portions), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = attachment(name)
    return response


def encoded(head: Sequence[str], portions: Iterable[Iterable[Sequence[Any]]]) -> Iterator[bytes]:
    """The bytes of a file, portion by portion."""
    yield (BYTE_ORDER_MARK + written([head])).encode()
    for rows in portions:
        yield written(rows).encode(errors="replace")


def written(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as lines."""
    text = io.StringIO()
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def attachment(name: str) -> str:
    """Lets a browser save the file under a name."""
    return f'attachment; filename="{name}.csv"'
