"""The record of a score in words, written to the visitor."""

from typing import Any

import pytest

from exchanges.matching_module.criteria import QUESTIONS
from exchanges.matching_module.reasons import (
    QUESTION_LABELS,
    Reason,
    Reasons,
    Words,
    give_reasons,
    option_labels,
    points,
)
from matching import (
    EcosystemWish,
    LanguageLevel,
    Matcher,
    Role,
    explain_pair,
    pilot_criteria,
)
from tests.exchanges.matching_module.test_ranking import CRITERIA, LISTS, days, host, visitor

FLUENT = LanguageLevel.FLUENT


def reasons(asker: dict[str, Any], offer: dict[str, Any]) -> Reasons:
    you, them = visitor(**asker), host(1, **offer)
    return give_reasons(explain_pair(CRITERIA, you, them), you, option_labels(LISTS))


def words(question: str, asker: dict[str, Any], offer: dict[str, Any]) -> Words | None:
    """What is said of one question; None when it has no row."""
    rows = {row.question: row.words for row in reasons(asker, offer).rows}
    return rows.get(question)


def test_every_question_has_a_label() -> None:
    assert set(QUESTION_LABELS) >= QUESTIONS
    assert set(QUESTION_LABELS) == {question.name for question in pilot_criteria().questions}


@pytest.mark.parametrize(
    ("question", "asker", "offer", "expected"),
    [
        (
            "topics",
            {"topics": {"t0", "t1", "t2"}},
            {"topics": {"t0", "t1", "t4"}},
            Words(
                "In common: Topic 0 and Topic 1",
                "Topic 0 and Topic 1",
                ("Not in this offer: Topic 2", "Also in this offer: Topic 4"),
            ),
        ),
        (
            "topics",
            {"topics": {"t0"}},
            {"topics": {"t1"}},
            Words(missing=("Not in this offer: Topic 0", "Also in this offer: Topic 1")),
        ),
        (
            "sectors",
            {"sectors": {"wool"}, "ecosystem": EcosystemWish.SAME},
            {"sectors": {"textile"}},
            Words("In common: Textile", "Textile", ("Not in this offer: Wool",)),
        ),
        (
            "sectors",
            {"sectors": {"wool"}, "ecosystem": EcosystemWish.DIFFERENT},
            {"sectors": {"wool"}},
            Words(missing=("No sector that is new to you",)),
        ),
        (
            "languages",
            {"languages": {"en": FLUENT, "de": FLUENT}},
            {"languages": {"en": FLUENT}},
            Words("You can work in English", "English"),
        ),
        (
            "languages",
            {"languages": {"en": FLUENT}},
            {"languages": {"sl": FLUENT}},
            Words(missing=("No language in common",)),
        ),
        (
            "countries",
            {"preferred_countries": {"SI", "PT"}},
            {},
            Words("You would like to go to SI", "SI"),
        ),
        (
            "countries",
            {"preferred_countries": {"PT"}},
            {},
            Words(missing=("You would rather go to PT",)),
        ),
        (
            "organisation-types",
            {},
            {"preferred_types": {"SME"}},
            Words("Welcome here: SME", "SME"),
        ),
        (
            "period",
            {"availability": days(0, 11), "length": 5},
            {"availability": days(0, 30)},
            Words(
                "Your dates and the host's share 5 working days in a row",
                "your dates share 5 working days in a row",
            ),
        ),
        (
            "period",
            {"availability": days(0, 3), "length": 5},
            {"availability": days(0, 30)},
            Words(missing=("Your dates share 4 working days in a row, you need 5",)),
        ),
        (
            "words",
            {"text": "boats of flax"},
            {"text": "flax boats"},
            Words("2 words of yours stand in the offer"),
        ),
        (
            "words",
            {"text": "boats"},
            {"text": "looms"},
            Words(missing=("None of your own words stands in the offer",)),
        ),
        ("topics", {"topics": {"t0"}}, {}, None),
        ("organisation-types", {}, {}, None),
    ],
)
def test_each_question_in_words(
    question: str, asker: dict[str, Any], offer: dict[str, Any], expected: Words | None
) -> None:
    assert words(question, asker, offer) == expected


def test_a_sector_that_is_new() -> None:
    asker = {"sectors": {"wool"}, "ecosystem": EcosystemWish.DIFFERENT}
    found = reasons(asker, {"sectors": {"textile"}}).rows
    assert [row.question for row in found] == ["sectors"]


def test_bars_are_the_parts_of_the_score() -> None:
    asker = {"topics": {"t0", "t1"}, "languages": {"en": FLUENT}}
    offer = {"topics": {"t0"}, "languages": {"en": FLUENT}}
    explanation = explain_pair(CRITERIA, visitor(**asker), host(1, **offer))
    found = give_reasons(explanation, visitor(**asker), option_labels(LISTS))
    parts = {(part.question, part.direction.name): part for part in explanation.parts}
    for row in found.rows:
        for bar, direction in ((row.visitor, "VISITOR_TO_HOST"), (row.host, "HOST_TO_VISITOR")):
            part = parts[row.question, direction]
            assert (bar.points, bar.possible) == (points(part.contribution), points(part.weight))
            assert bar.percent == part.reached * 100 // part.of
    assert found.points == points(explanation.score)
    assert found.percent == explanation.score // 10_000
    assert (found.visitor_points, found.host_points) == (
        points(explanation.visitor_score),
        points(explanation.host_score),
    )


def test_what_brings_most_stands_first_and_the_worst_gap_is_named() -> None:
    asker = {
        "topics": {"t0", "t1"},
        "activities": {"networking"},
        "languages": {"en": FLUENT},
    }
    offer = {"topics": {"t0"}, "activities": {"networking"}, "languages": {"en": FLUENT}}
    found = reasons(asker, offer)
    assert [row.label for row in found.rows] == ["Topics", "Languages", "Kinds of activity"]
    assert [row.words.brief for row in found.best] == ["Topic 0", "English", "Networking"]
    assert found.gap == "Not in this offer: Topic 1"


def test_silence_is_told_and_who_was_silent() -> None:
    found = reasons({"topics": {"t0"}}, {"technologies": {"looms"}})
    assert found.no_preference == ("Country", "Kind of organisation")
    assert found.not_answered == (
        "Topics (the host)",
        "Sectors (you)",
        "Languages (you)",
        "Technologies (you)",
        "Time (you)",
        "Kinds of activity (you)",
        "Your own words (you)",
        "Length of the stay (you)",
    )
    assert (found.rows, found.best, found.gap) == ((), (), "")


def test_sentences_leave_out_what_is_empty() -> None:
    found = reasons({"topics": {"t0", "t1"}}, {"topics": {"t0"}})
    [row] = found.rows
    assert isinstance(row, Reason)
    assert row.sentences == ("In common: Topic 0", "Not in this offer: Topic 1")


def test_the_same_pair_in_the_list_has_the_same_reasons() -> None:
    you, them = visitor(topics={"t0"}), host(1, topics={"t0"})
    [explanation] = Matcher(CRITERIA, [them]).explain(Role.VISITOR, you, [them.identifier])
    labels = option_labels(LISTS)
    assert give_reasons(explanation, you, labels) == reasons({"topics": {"t0"}}, {"topics": {"t0"}})


@pytest.mark.parametrize(("score", "shown"), [(0, "0.0"), (701_999, "70.1"), (1_000_000, "100.0")])
def test_points_are_out_of_a_hundred(score: int, shown: str) -> None:
    assert points(score) == shown
