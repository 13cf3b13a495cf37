"""Plain text in, rich text out, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchanges.plain_prose import as_plain_text, as_rich_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One.", "<p>One.</p>"),
        ("One.\nTwo.\n\n\nThree.", "<p>One.<br/>Two.</p><p>Three.</p>"),
        (
            "<script>alert(1)</script> & more",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>",
        ),
        ("One.\r\n\r\nTwo.", "<p>One.</p><p>Two.</p>"),
    ],
)
def test_paragraphs(text: str, html: str) -> None:
    assert as_rich_text(text) == html


def test_layout_is_left_out() -> None:
    html = "<h3>Day one</h3><ul><li>See <b>looms</b></li><li>Talk</li></ul>"
    assert as_plain_text(html) == "Day one\n\nSee looms\n\nTalk"


words = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)


@given(st.lists(st.lists(words, min_size=1, max_size=3).map("\n".join), max_size=4))
def test_what_was_written_comes_back(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert as_plain_text(as_rich_text(text)) == text
