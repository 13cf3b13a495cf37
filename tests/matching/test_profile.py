"""Impossible answers are refused by name; possible ones are frozen values."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from typing import Any

import pytest

from matching import DayRange, LanguageLevel, MatchingError, ProfileError
from matching.answers import day_of, join_spans, working_day, working_spans
from matching.mapping import FrozenMapping
from tests.matching.makers import MONDAY, days, host, visitor

NAN = float("nan")


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("identifier", "", "is not a name of 1 to 200 characters"),
        ("identifier", "  ", "is not a name of 1 to 200 characters"),
        ("identifier", "x" * 201, "is not a name of 1 to 200 characters"),
        ("identifier", None, "is not a name of 1 to 200 characters"),
        ("organisation", 7, "is not a name"),
        ("organisation_type", "", "is not a name"),
        ("country", None, "is not a name"),
        ("region", "", "is not a name"),
        ("partnership", 3, "is not a name"),
        ("role", "visitor", "is not one of: visitor, host"),
        ("role", None, "is not one of: visitor, host"),
        ("development", "rich", "is not one of: less developed, transition, more developed"),
        ("maturity", 1, "is not one of: emerging, developing, mature"),
        ("ecosystem", "same", "is not one of: same, different, either"),
        ("mode", "both", "is not one of: physical, virtual, either"),
        ("topics", "t1", "is not a set of options"),
        ("topics", {"t1": 1}, "is not a set of options"),
        ("seeks", {1}, "is not a name"),
        ("offers", [f"o{i}" for i in range(101)], "has more than 100 options"),
        ("offers", tuple(range(1_000_000)), "has more than 100 options"),
        ("availability", [days(0, 1)], "is not a tuple of day ranges"),
        ("availability", (MONDAY,), "is not a tuple of day ranges"),
        ("availability", (days(0, 1),) * 101, "has more than 100 ranges"),
        ("length", 0, "is not a whole number from 1 to 10000"),
        ("length", NAN, "is not a whole number"),
        ("length", 3.0, "is not a whole number"),
        ("group_size", 0, "is not a whole number from 1"),
        ("group_size", True, "is not a whole number"),
        ("places", -1, "is not a whole number from 0 to 10000"),
        ("places", 10_001, "is not a whole number from 0 to 10000"),
        ("text", None, "is not a text of at most 20000 characters"),
        ("text", "x" * 20_001, "is not a text of at most 20000 characters"),
        ("languages", ["en"], "is not a mapping"),
        ("languages", {"": LanguageLevel.BASIC}, "is not a name"),
        ("choices", 3, "is not a mapping"),
        ("scales", {f"s{i}": 1 for i in range(101)}, "has more than 100 entries"),
    ],
)
def test_an_impossible_answer_is_refused_by_name(name: str, value: Any, problem: str) -> None:
    with pytest.raises(ProfileError, match=problem) as caught:
        host(**{name: value} if name != "identifier" else {"identifier": value})
    assert caught.value.field == name
    if name != "identifier":
        assert caught.value.subject == "h"
        assert str(caught.value).startswith(f"h: {name}: ")


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("languages", {"en": 3.5}, "languages.en"),
        ("languages", {"en": 3}, "languages.en"),
        ("scales", {"budget": NAN}, "scales.budget"),
        ("scales", {"budget": 1_000_001}, "scales.budget"),
        ("scales", {"budget": -1_000_001}, "scales.budget"),
        ("choices", {"many": "m1"}, "choices.many"),
        ("choices", {"many": {""}}, "choices.many"),
    ],
)
def test_an_impossible_entry_is_refused_by_name(name: str, value: Any, field: str) -> None:
    with pytest.raises(ProfileError) as caught:
        visitor(**{name: value})
    assert caught.value.field == field


@pytest.mark.parametrize("kind", ["countries", "types"])
def test_a_contradiction_is_refused(kind: str) -> None:
    wishes: dict[str, Any] = {f"preferred_{kind}": {"a", "b"}, f"excluded_{kind}": {"b", "c"}}
    with pytest.raises(ProfileError, match=f"excluded_{kind}: also stands in preferred_{kind}"):
        visitor(**wishes)


def test_reversed_and_other_dates_are_refused() -> None:
    with pytest.raises(ProfileError, match="last day is before the first") as caught:
        DayRange(date(2026, 3, 2), date(2026, 3, 1))
    assert (caught.value.field, caught.value.value) == ("availability", "2026-03-02..2026-03-01")
    wrong: Any = "2026-03-02"
    with pytest.raises(ProfileError, match="availability: first is not a date"):
        DayRange(wrong, date(2026, 3, 2))
    with pytest.raises(ProfileError, match="availability: last is not a date"):
        DayRange(date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC))


def test_largest_and_smallest_answers_are_accepted() -> None:
    full = host(places=0, length=10_000, text="x" * 20_000, topics=[f"t{i}" for i in range(100)])
    assert (full.places, full.length, len(full.topics)) == (0, 10_000, 100)
    assert visitor(group_size=10_000, scales={"s": -1_000_000}).scales == {"s": -1_000_000}
    assert host("x" * 200, organisation="o").identifier == "x" * 200


def test_a_profile_is_frozen_equal_hashable_and_can_be_pickled() -> None:
    one = visitor(languages={"en": LanguageLevel.BASIC}, choices={"many": ["m1", "m1"]})
    two = visitor(languages={"en": LanguageLevel.BASIC}, choices={"many": {"m1"}})
    assert one == two
    assert hash(one) == hash(two)
    assert pickle.loads(pickle.dumps(one)) == one
    assert one.choices["many"] == frozenset({"m1"})
    with pytest.raises(FrozenInstanceError):
        one.country = "BE"  # type: ignore[misc]


def test_a_frozen_mapping_does_not_follow_its_source() -> None:
    source = {"b": 1, "a": 2}
    frozen = FrozenMapping(source)
    source["c"] = 3
    assert list(frozen) == ["a", "b"]
    assert len(frozen) == 2
    assert repr(frozen) == "{'a': 2, 'b': 1}"
    assert frozen == {"a": 2, "b": 1}


def test_long_values_are_cut_in_messages() -> None:
    error = MatchingError("text", "x" * 500, "is wrong")
    assert str(error) == f"text: is wrong (got 'xx{'x' * 74}...)"
    assert error.value == "x" * 500


@pytest.mark.parametrize(
    ("day", "forward", "back"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 6), date(2026, 3, 6), date(2026, 3, 6)),
        (date(2026, 3, 7), date(2026, 3, 9), date(2026, 3, 6)),
        (date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 6)),
    ],
)
def test_working_days_are_counted_and_found_again(day: date, forward: date, back: date) -> None:
    assert day_of(working_day(day, forward=True)) == forward
    assert day_of(working_day(day, forward=False)) == back


def test_spans_join_over_a_weekend_and_drop_it() -> None:
    start = working_day(MONDAY, forward=True)

    def spans(*ranges: DayRange) -> Any:
        return [(first - start, last - start) for first, last in working_spans(ranges)]

    assert spans(days(0, 4), days(7, 8)) == [(0, 6)]
    assert spans(days(7, 8), days(0, 3)) == [(0, 3), (5, 6)]
    assert spans(days(5, 6)) == []
    assert spans(days(0, 30), days(2, 3)) == [(0, 22)]
    assert join_spans([(5, 6), (1, 3), (4, 4)]) == ((1, 6),)
