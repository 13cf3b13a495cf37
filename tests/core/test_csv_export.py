"""Tables for spreadsheets run nothing."""

import csv
import io
from collections.abc import Iterator

import pytest

from core.csv_export import csv_response, csv_stream, safe_cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+32 2 123", "'+32 2 123"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("  =x", "'  =x"),
        ("＝x", "'＝x"),
        ("Linen = Works", "Linen = Works"),
        (-5, "-5"),
        (0, "0"),
        (None, ""),
        ("a\x00b", "ab"),
    ],
)
def test_what_a_spreadsheet_would_run_is_text(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


def test_the_file_is_read_back_as_it_was() -> None:
    rows = [["Ábel; Ana", 'a "quoted", text'], ["two\nlines", 3]]
    response = csv_response(["Näme", "Text"], rows, name="people")
    assert response["Content-Disposition"] == 'attachment; filename="people.csv"'
    read = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert read == [["Näme", "Text"], ["Ábel; Ana", 'a "quoted", text'], ["two\nlines", "3"]]


def test_a_long_table_is_read_while_it_is_sent() -> None:
    read: list[int] = []

    def portions() -> Iterator[list[list[int]]]:
        for number in range(3):
            read.append(number)
            yield [[number], [number]]

    response = csv_stream(["Number"], portions(), name="numbers")
    parts = iter(response.streaming_content)

    assert (next(parts), read) == (b"\xef\xbb\xbfNumber\r\n", [])
    assert (next(parts), read) == (b"0\r\n0\r\n", [0])
    assert b"".join(parts) == b"1\r\n1\r\n2\r\n2\r\n"
    assert response["Content-Disposition"] == 'attachment; filename="numbers.csv"'
