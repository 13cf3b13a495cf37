"""What was asked for is marked, and nothing else gets into the page."""

import pytest

from search.asking import ask_for
from search.highlights import EXCERPT_LENGTH, Marker, excerpt, marked


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Spin recycled wool", ("wool",), "Spin recycled <mark>wool</mark>"),
        ("Müller in Česko", ("muller", "ces"), "<mark>Müller</mark> in <mark>Česko</mark>"),
        ("Mu\u0308ller", ("muller",), "<mark>Müller</mark>"),
        ("x\u0302yz and", ("xyz",), "<mark>x\u0302yz</mark> and"),
        ("ﬁnance, Straße", ("finance", "strasse"), "<mark>ﬁnance</mark>, <mark>Straße</mark>"),
        # Only the last may be a beginning.
        ("wool woollen loom", ("wool", "loo"), "<mark>wool</mark> woollen <mark>loom</mark>"),
        ("wool", (), "wool"),
        (
            "<b>wool & co</b>",
            ("wool", "b"),
            "&lt;<mark>b</mark>&gt;<mark>wool</mark> &amp; co&lt;/<mark>b</mark>&gt;",
        ),
        ("a\n b", ("x",), "a b"),
        ("½ litre", ("2",), "<mark>½</mark> litre"),
    ],
)
def test_words_are_marked(text: str, asked: tuple[str, ...], expected: str) -> None:
    assert marked(text, marker(*asked)) == expected


def marker(*words: str) -> Marker:
    """Marks these words, and what begins as the last one."""
    return Marker.of(ask_for(words))


def test_synonyms_are_marked() -> None:
    asked = ask_for(("ai", "wool"), [(("ai",), ("artificial", "intelligence"))])
    assert marked("Artificial intelligence, AI, wools", Marker.of(asked)) == (
        "<mark>Artificial</mark> <mark>intelligence</mark>, <mark>AI</mark>, <mark>wools</mark>"
    )


def test_the_first_text_with_a_hit_is_shown() -> None:
    assert excerpt(["About yarn.", "About wool."], marker("wool")) == "About <mark>wool</mark>."
    assert excerpt(["", "About yarn.", "About wool."], marker("felt")) == "About yarn."
    assert excerpt(["", " "], marker("felt")) == ""


def test_a_long_text_is_cut_between_words_around_the_hit() -> None:
    text = "before " * 50 + "wool " + "after " * 50
    shown = excerpt([text], marker("wool"))
    assert shown.startswith("… before before")
    assert shown.endswith("after …")
    assert "<mark>wool</mark>" in shown
    bare = shown.replace("<mark>", "").replace("</mark>", "").strip("… ")
    assert bare in text
    assert len(bare) <= EXCERPT_LENGTH


def test_a_word_longer_than_the_passage_is_cut() -> None:
    assert len(excerpt(["y" * 5_000], marker("y"))) < EXCERPT_LENGTH + 30
