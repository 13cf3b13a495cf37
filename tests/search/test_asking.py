"""What words ask for, and what means the same."""

import pytest

from search.asking import MOST_MEANT, Ask, ask_for, parse_synonyms

AI = parse_synonyms("AI, artificial intelligence, Künstliche Intelligenz")
WOOL = parse_synonyms("wool, Wolle")
AI_OTHERS = (("artificial", "intelligence"), ("kunstliche", "intelligenz"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wool, Wolle", (("wool",), ("wolle",))),
        (" AI ,artificial  intelligence", (("ai",), ("artificial", "intelligence"))),
        ("wool, WOOL, Wöol", (("wool",),)),
        (",, %, ", ()),
        ("", ()),
    ],
)
def test_expressions_are_read_from_a_line(text: str, expected: object) -> None:
    assert parse_synonyms(text) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ()),
        # The last word typed may be the beginning of one.
        (("spin", "woo"), (Ask((("spin",),)), Ask((), ("woo",)))),
        (("wool",), (Ask((("wolle",),), ("wool",)),)),
        (("wool", "x"), (Ask((("wool",), ("wolle",))), Ask((), ("x",)))),
        (("ai",), (Ask(AI_OTHERS, ("ai",)),)),
        (
            ("artificial", "intelligence"),
            (Ask((("ai",), AI_OTHERS[1]), ("artificial", "intelligence")),),
        ),
        (("artificial", "intel"), (Ask((("artificial",),)), Ask((), ("intel",)))),
    ],
)
def test_what_is_asked_for(words: tuple[str, ...], expected: object) -> None:
    assert ask_for(words, [AI, WOOL]) == expected


def test_the_longest_expression_counts() -> None:
    groups = [parse_synonyms("solar, sun"), parse_synonyms("solar wind, plasma")]
    assert ask_for(("solar", "wind", "x"), groups) == (
        Ask((("solar", "wind"), ("plasma",))),
        Ask((), ("x",)),
    )


def test_groups_with_the_same_word_come_together() -> None:
    groups = [parse_synonyms("oil, Öl"), parse_synonyms("oil, petroleum")]
    assert ask_for(("oil", "x"), groups)[0] == Ask((("oil",), ("ol",), ("petroleum",)))


def test_a_thing_is_asked_for_once() -> None:
    once = (Ask((("wool",), ("wolle",))), Ask((("wolle",),), ("wool",)))
    assert ask_for(("wool",) * 12, [WOOL]) == once


def test_no_more_is_meant_than_can_be_looked_for() -> None:
    groups = [
        parse_synonyms(f"oil, {', '.join(f'x{line}y{n}' for n in range(19))}") for line in "abc"
    ]
    [ask] = ask_for(("oil",), groups)
    assert len(ask.expressions) == MOST_MEANT
