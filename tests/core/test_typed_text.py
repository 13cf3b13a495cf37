"""What people type, as it is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.typed_text import one_line, several_lines


@pytest.mark.parametrize(
    ("typed", "line", "lines"),
    [
        ("  Ana  ", "Ana", "Ana"),
        ("Łódź 🧵 ウール", "Łódź 🧵 ウール", "Łódź 🧵 ウール"),
        ("e\u0301te\u0301", "été", "été"),
        ("one\r\ntwo\rthree\n", "one two three", "one\ntwo\nthree"),
        ("a\tb", "a b", "a\tb"),
        ("a\x00b\x07c\x7f", "abc", "abc"),
        ("a\u2028b\x0bc", "a b c", "a\u2028b c"),
        ("👩\u200d🏭", "👩\u200d🏭", "👩\u200d🏭"),
        ("\u202eright to left\u202c", "\u202eright to left\u202c", "\u202eright to left\u202c"),
        ("\u200b\u2060\ufeff", "", ""),
        ("a  b", "a  b", "a  b"),
        ("\ud800x", "x", "x"),
        ("", "", ""),
    ],
)
def test_texts_are_normalised_and_nothing_else(typed: str, line: str, lines: str) -> None:
    assert (one_line(typed), several_lines(typed)) == (line, lines)


@given(st.text(max_size=200))
def test_a_stored_text_is_stored_as_it_is(text: str) -> None:
    for normalise in (one_line, several_lines):
        stored = normalise(text)
        assert normalise(stored) == stored
        assert unicodedata.is_normalized("NFC", stored)
        assert stored == stored.strip()
        assert "\0" not in stored
        stored.encode("utf-8")
