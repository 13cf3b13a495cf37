"""What people type, made safe to search for and to write down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.words import (
    WORD_LENGTH,
    WORDS_SEARCHED,
    fold,
    is_cut,
    may_be_logged,
    query_words,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("Mu\u0308ller", "muller"),
        ("Česko", "cesko"),
        ("STRASSE Straße ẞ", "strasse strasse ss"),
        ("Øresund Łódź Đorđe Æbleskiver Œuvre", "oresund lodz dorde aebleskiver oeuvre"),
        ("þorn Eðvarð Ħamrun kapı İzmir", "thorn edvard hamrun kapi izmir"),
        ("ΆΣΟΣ άσος", "ασοσ ασοσ"),
        ("Йога", "иога"),
        ("ﬁnance ＡＢＣ ①", "finance abc 1"),
        ("şçğ ñ ő ț", "scg n o t"),
        ("日本", "日本"),
        ("", ""),
    ],
)
def test_case_accents_and_ligatures_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_are_bare_and_find_themselves(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words
    assert all(0 < len(word) <= WORD_LENGTH for word in words)


@given(st.text(), st.text())
def test_an_accent_does_not_part_a_word(first: str, second: str) -> None:
    joined = f"{first}x\u0302y{second}"
    assert words_of(joined) == words_of(f"{first}xy{second}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ('"', ()),
        ("'\"()*^:-+~\\%_", ()),
        ("title:Łódź OR b*", ("title", "lodz", "or", "b")),
        ("a\x00b", ("a", "b")),
        ("\ud800", ()),
        ("\u202eclusters", ("clusters",)),
        ("three-day l’eau", ("three", "day", "l", "eau")),
        ("x" * 500, ("x" * WORD_LENGTH,)),
    ],
)
def test_a_query_is_reduced_to_its_words(text: str, expected: tuple[str, ...]) -> None:
    assert query_words(text) == expected


def test_a_query_has_twelve_words_at_most() -> None:
    letters = "abcdefghijklmnop"
    assert query_words(" ".join(letters)) == tuple(letters[:WORDS_SEARCHED])
    assert len(query_words("a " * 500_000)) == WORDS_SEARCHED


@pytest.mark.parametrize(
    ("text", "cut"),
    [("x" * 200, False), ("x" * 201, True), ("x " * 12, False), ("x " * 13, True)],
)
def test_more_than_two_hundred_characters_or_twelve_words_are_cut(text: str, cut: bool) -> None:
    assert is_cut(text) is cut
    assert len("".join(query_words("x y " * 300))) <= 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("textile clusters", True),
        ("anna@example.org", False),
        ("who is anna@example.org please", False),
        ("anna＠example.org", False),
        ("anna﹫example.org", False),
        ("anna @ example.org", False),
        ("anna%40example.org", False),
        ("anna (AT) example.org", False),
        ("anna[at]example.org", False),
        ("+49 170 1234567", False),
        ("AI at work in 2026", True),
    ],
)
def test_addresses_are_not_logged(text: str, expected: bool) -> None:
    assert may_be_logged(text) is expected
