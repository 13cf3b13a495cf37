"""Criteria: contradictions are refused by name, weights are shared out without remainder."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import (
    POINTS,
    Criteria,
    CriteriaError,
    DayRange,
    Kernel,
    Matcher,
    ProfileError,
    Role,
    Rule,
    Scale,
    Vocabulary,
    pilot_criteria,
)
from matching.criteria import share_out
from matching.encoding import Encoder
from tests.matching.makers import MONDAY, QUESTIONS, days, host, question, small_criteria, visitor

NAN = float("nan")


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"version": ""}, "version", "is not a name"),
        ({"version": 3}, "version", "is not a name"),
        ({"fusion": "harmonic"}, "fusion", "is not a known fusion"),
        ({"rules": frozenset({"places"})}, "rules", "is not a known rule"),
        ({"minimum_days": 0}, "minimum_days", "is not a whole number from 1"),
        ({"minimum_days": NAN}, "minimum_days", "is not a whole number"),
        ({"eligible_countries": {"XX"}}, "eligible_countries", "unknown option of countries"),
        ({"admitted_visitors": {"x"}}, "admitted_visitors", "unknown option of organisation_types"),
        ({"admitted_hosts": {"x"}}, "admitted_hosts", "unknown option of organisation_types"),
        ({"questions": ()}, "questions", "there must be 1 to 60 questions"),
        ({"questions": QUESTIONS * 5}, "questions", "there must be 1 to 60 questions"),
        ({"questions": QUESTIONS[:1] * 2}, "questions", "stands in the list twice"),
        ({"scales": {"s": Scale(2, 2)}}, "scales.s.highest", "is not above the lowest value 2"),
        ({"scales": {"s": Scale(2, 2_000_000)}}, "scales.s.highest", "is not a whole number"),
        ({"scales": {"s": Scale(-2_000_000, 2)}}, "scales.s.lowest", "is not a whole number"),
        ({"vocabularies": {}}, "vocabularies", "is missing"),
    ],
)
def test_contradictions_are_refused_by_name(changes: Any, field: str, problem: str) -> None:
    with pytest.raises(CriteriaError, match=problem) as caught:
        small_criteria(**changes)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("kernel", "wants", "other", "field", "problem"),
    [
        (Kernel.CONTAINMENT, "shoes", {}, "questions.q", "has no vocabulary"),
        (Kernel.CONTAINMENT, "languages", {}, "questions.q", "has no vocabulary"),
        (Kernel.CONTAINMENT, "technologies", {}, "questions.q", "has no vocabulary"),
        (
            Kernel.CONTAINMENT,
            "topics",
            {"gives": "offers"},
            "questions.q.gives",
            "chooses from another vocabulary than topics",
        ),
        (Kernel.ECOSYSTEM, "topics", {}, "questions.q", "compares sectors"),
        (Kernel.LANGUAGES, "topics", {}, "questions.q", "compares languages"),
        (Kernel.COUNTRY, "country", {}, "questions.q", "compares countries"),
        (Kernel.ORGANISATION_TYPE, "type", {}, "questions.q", "compares types"),
        (Kernel.DIFFERENCE, "country", {}, "questions.q", "is not one of development, maturity"),
        (Kernel.PERIOD, "length", {}, "questions.q", "compares availability"),
        (Kernel.LENGTH, "availability", {}, "questions.q", "compares length"),
        (Kernel.WORDS, "words", {}, "questions.q", "compares text"),
        (Kernel.NEARNESS, "length", {}, "questions.q", "has no scale"),
        (
            Kernel.DIFFERENCE,
            "region",
            {"gives": "maturity"},
            "questions.q.gives",
            "wants and gives are the same",
        ),
    ],
)
def test_questions_about_the_wrong_field_are_refused(
    kernel: Kernel, wants: str, other: Any, field: str, problem: str
) -> None:
    with pytest.raises(CriteriaError, match=problem) as caught:
        small_criteria(questions=(question("q", kernel, wants, **other),))
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("visitor_weight", -1, "is not a whole number from 0 to 1000"),
        ("visitor_weight", 1_001, "is not a whole number from 0 to 1000"),
        ("host_weight", NAN, "is not a whole number"),
        ("host_weight", 0.5, "is not a whole number"),
        ("host_weight", True, "is not a whole number"),
        ("neutral", 1_001, "is not a whole number from 0 to 1000"),
        ("wants", "", "is not a name"),
        ("gives", 3, "is not a name"),
        ("kernel", "containment", "is not a kernel"),
    ],
)
def test_a_question_that_cannot_be_is_refused(name: str, value: Any, problem: str) -> None:
    with pytest.raises(CriteriaError, match=problem) as caught:
        replace(question("q", Kernel.CONTAINMENT, "topics"), **{name: value})
    assert caught.value.field == f"questions.q.{name}"


@pytest.mark.parametrize(
    ("options", "parents", "problem"),
    [
        (["a"], {}, "options are not a tuple"),
        (("a", "a"), {}, "stands in the list twice"),
        (("a", ""), {}, "option 2 is not a name"),
        (("a", 3), {}, "option 2 is not a name"),
        (("a", "x" * 201), {}, "option 2 is not a name"),
        (tuple(f"o{i}" for i in range(1_001)), {}, "has more than 1000 options"),
        (tuple(range(1_000_000)), {}, "has more than 1000 options"),
        (("a",), {"b": "a"}, "unknown option in the levels"),
        (("a",), {"a": "b"}, "unknown option in the levels"),
        (("a",), {"a": ["b"]}, "what a belongs to is not a name"),
        (("a", "b", "c"), {"a": "b", "b": "c"}, "has more than two levels"),
    ],
)
def test_a_vocabulary_that_cannot_be_is_refused(options: Any, parents: Any, problem: str) -> None:
    with pytest.raises(CriteriaError, match=problem) as caught:
        Vocabulary("name", options, parents)
    assert caught.value.field == "name"


def test_countries_have_one_level_and_vocabularies_are_few() -> None:
    vocabularies = small_criteria().vocabularies
    levels = Vocabulary("countries", ("AT", "BE", "CZ", "DE"), {"AT": "DE"})
    with pytest.raises(CriteriaError, match="can have one level only"):
        small_criteria(vocabularies={**vocabularies, "countries": levels})
    many = {f"x{i}": Vocabulary(f"x{i}", ("a",)) for i in range(40)}
    with pytest.raises(CriteriaError, match="vocabularies: there can be at most 40"):
        small_criteria(vocabularies={**vocabularies, **many})


def test_sectors_need_a_vocabulary() -> None:
    vocabularies = {k: v for k, v in small_criteria().vocabularies.items() if k != "sectors"}
    topics = (question("topics", Kernel.CONTAINMENT, "topics"),)
    without = small_criteria(vocabularies=vocabularies, questions=topics)
    assert Matcher(without, [host()]).rank(visitor()).identifiers == ("h",)
    with pytest.raises(ProfileError, match="sectors: the criteria do not ask this"):
        Matcher(without, [host(sectors={"yarn"})])
    with pytest.raises(CriteriaError, match="which need a vocabulary"):
        small_criteria(vocabularies=vocabularies)


def test_names_of_options_are_in_their_order_and_kept_within_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vocabulary = Vocabulary("v", ("c", "a", "b"))
    mask = vocabulary.mask(("b", "c"))
    monkeypatch.setattr("matching.vocabulary.MAX_REMEMBERED", 2)
    for _ in range(2):
        assert vocabulary.names[mask] == ("c", "b")
        assert vocabulary.names[0] == ()
        assert vocabulary.names[7] == ("c", "a", "b")
    assert len(vocabulary.names) <= 2


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=60).filter(any))
def test_weights_are_shared_out_without_remainder(weights: list[int]) -> None:
    shares = share_out(POINTS, tuple(weights), field_name="weights")
    assert sum(shares) == POINTS
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - POINTS * weight / sum(weights)) < 1
        assert (share == 0) == (weight == 0)


def test_weights_by_example() -> None:
    assert share_out(10, (1, 1, 1), field_name="w") == (4, 3, 3)
    assert share_out(10, (1, 2, 3), field_name="w") == (2, 3, 5)
    with pytest.raises(CriteriaError, match="w: all weights are zero"):
        share_out(10, (0, 0), field_name="w")


def test_personal_weights_are_checked() -> None:
    matcher = Matcher(small_criteria(), [host(), visitor()])
    with pytest.raises(CriteriaError, match=r"weights\.langs: there is no such question"):
        matcher.rank("v", weights={"langs": 3})
    weight: Any
    for weight in (-1, NAN, 1_001, "3"):
        with pytest.raises(CriteriaError, match=r"weights\.topics: is not a whole number"):
            matcher.rank("v", weights={"topics": weight})
    nothing = {question.name: 0 for question in QUESTIONS}
    with pytest.raises(CriteriaError, match="weights: all weights are zero"):
        matcher.rank("v", weights=nothing)


def test_other_weights_are_another_version() -> None:
    before = small_criteria()
    after = before.weighted("small-2", {"topics": 40})
    assert after.version == "small-2"
    changed = [q for q in after.questions if q not in before.questions]
    assert [(q.name, q.visitor_weight, q.host_weight) for q in changed] == [("topics", 40, 40)]
    assert before.weighted("small-1", {}) == before
    with pytest.raises(CriteriaError, match=r"weights\.nothing: there is no such question"):
        before.weighted("small-2", {"nothing": 1})


@pytest.mark.parametrize(
    ("answers", "field", "problem"),
    [
        ({"topics": {"t9"}}, "topics", "unknown option; topics has 4"),
        ({"seeks": {"t1"}}, "seeks", "unknown option; objectives has 5"),
        ({"country": "FR"}, "country", "unknown option; countries"),
        ({"organisation_type": "club"}, "organisation_type", "unknown option"),
        ({"preferred_countries": {"FR"}}, "preferred_countries", "unknown option"),
        ({"excluded_types": {"club"}}, "excluded_types", "unknown option"),
        ({"languages": {"xx": 1}}, "languages", "unknown option"),
        ({"choices": {"many": {"m70"}}}, "choices.many", "unknown option"),
        ({"choices": {"few": {"m1"}}}, "choices.few", "the criteria do not ask this"),
        ({"scales": {"age": 3}}, "scales.age", "the criteria do not ask this"),
        ({"scales": {"budget": 21}}, "scales.budget", "is not from -5 to 20"),
        ({"scales": {"budget": -6}}, "scales.budget", "is not from -5 to 20"),
        ({"technologies": {"x"}}, "technologies", "the criteria do not ask this"),
        ({"availability": (days(5, 6),)}, "availability", "has no working day"),
        (
            {"availability": tuple(days(14 * i, 14 * i) for i in range(61))},
            "availability",
            "has more than 60 separate periods",
        ),
    ],
)
def test_answers_that_the_criteria_do_not_know_are_refused(
    answers: Any, field: str, problem: str
) -> None:
    from matching import LanguageLevel

    if "languages" in answers:
        answers = {"languages": {"xx": LanguageLevel.BASIC}}
    with pytest.raises(ProfileError, match=problem) as caught:
        Matcher(small_criteria(), [host(**answers)])
    assert (caught.value.field, caught.value.subject) == (field, "h")


def test_sixty_separate_periods_and_four_hundred_words_are_kept() -> None:
    text = " ".join(f"word{i}" for i in range(500))
    full = host(availability=tuple(days(14 * i, 14 * i + 2) for i in range(60)), text=text)
    matcher = Matcher(small_criteria(), [full])
    asker = visitor(availability=(DayRange(MONDAY, MONDAY.replace(year=2029)),), text=text)
    (found,) = matcher.explain(Role.VISITOR, asker, ["h"])
    reached = {part.question: (part.reached, part.of) for part in found.parts[:15]}
    assert reached["period"] == (3, 3)
    assert reached["words"] == (400, 400)


def test_words_are_told_apart_without_capitals_and_accents() -> None:
    assert Encoder(small_criteria()).words("the ab Ça va: été-2026 ÉTÉ") == ("ete", "2026")
    criteria = small_criteria(stop_words=frozenset({"Für"}))
    assert Encoder(criteria).words("Wolle für FUR the") == ("wolle", "the")


def test_the_pilot_s_criteria() -> None:
    pilot: Criteria = pilot_criteria()
    assert pilot == pilot_criteria()
    assert pilot.version == "pilot-1"
    assert len(pilot.vocabularies["countries"].options) == 39
    assert len(pilot.eligible_countries) == 38
    assert "GB" not in pilot.eligible_countries
    assert pilot.vocabularies["sectors"].top.bit_count() == 14
    assert pilot.rules == frozenset(Rule) - {Rule.COMMON_LANGUAGE}
    assert pilot.minimum_days == 3
    weights = {question.name: question.visitor_weight for question in pilot.questions}
    assert sum(weights.values()) == 100
    assert weights["objectives"] == max(weights.values())
    assert pilot.admitted(Role.HOST) == {
        "cluster-organisation",
        "scaling-up-support-organisation",
        "sme",
    }
