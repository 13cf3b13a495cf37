"""A visitor's answers as a matching profile."""

import datetime
from typing import Any

import pytest

from exchanges.application_form import choices
from exchanges.domain import questions
from exchanges.matching_module.criteria import register_criteria
from exchanges.matching_module.days import AHEAD
from exchanges.matching_module.visitor_profile import FIELDS, visitor_profile
from matching import DayRange, EcosystemWish, LanguageLevel, Mode, Profile, Role
from tests.exchanges.matching_module.test_criteria import make_lists

DAY = datetime.timedelta(days=1)
MONDAY = datetime.date(2026, 3, 2)
CRITERIA = register_criteria(make_lists(), minimum_days=3)
LEAST = {"organisation_kind": "SME", "organisation_country": "SI"}


def profile(**answers: Any) -> Profile:
    return visitor_profile({**LEAST, **answers}, CRITERIA, on=MONDAY)


def test_all_answers() -> None:
    assert profile(
        sectors=["wool"],
        ecosystem="DIFFERENT",
        sought_topics=["export"],
        own_words="Boats of flax",
        motivation="To learn",
        sought_technologies=["looms"],
        sought_activity_kinds=["networking"],
        languages={"en": "C1", "de": "B2", "it": "A2"},
        preferred_countries=["GB"],
        excluded_countries=["SI", "GB"],
        preferred_kinds=["SME", "PLATFORM"],
        period_start="2026-03-09",
        period_end="2026-03-20",
        working_days=5,
        mode="VIRTUAL",
        group_size=2,
    ) == Profile(
        identifier="you",
        role=Role.VISITOR,
        organisation="your organisation",
        organisation_type="SME",
        country="SI",
        sectors=frozenset({"wool"}),
        topics=frozenset({"export"}),
        technologies=frozenset({"looms"}),
        activities=frozenset({"networking"}),
        languages={
            "en": LanguageLevel.FLUENT,
            "de": LanguageLevel.WORKING,
            "it": LanguageLevel.BASIC,
        },
        preferred_countries=frozenset({"GB"}),
        excluded_countries=frozenset({"SI"}),
        preferred_types=frozenset({"SME"}),
        ecosystem=EcosystemWish.DIFFERENT,
        availability=(DayRange(MONDAY + 7 * DAY, MONDAY + 18 * DAY),),
        length=5,
        mode=Mode.VIRTUAL,
        group_size=2,
        text="Boats of flax To learn",
    )


def test_every_wish_that_the_forms_know_is_matched() -> None:
    wishes = {choice: profile(ecosystem=choice).ecosystem for choice in choices.EcosystemWish}
    assert {str(choice): wish and wish.name for choice, wish in wishes.items()} == {
        "SAME": "SAME",
        "DIFFERENT": "DIFFERENT",
        "EITHER": "EITHER",
    }


def test_what_is_not_answered_is_left_open() -> None:
    assert profile() == Profile(
        identifier="you",
        role=Role.VISITOR,
        organisation="your organisation",
        organisation_type="SME",
        country="SI",
    )


def test_what_left_the_register_is_left_out() -> None:
    found = profile(sought_topics=["export", "gone"], sectors=["gone"], preferred_countries=["XX"])
    assert set(found.topics) == {"export"}
    assert not found.sectors | found.preferred_countries


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-09", None, (MONDAY + 7 * DAY, MONDAY + 7 * DAY + AHEAD)),
        (None, "2026-03-20", (MONDAY, MONDAY + 18 * DAY)),
        ("2020-01-01", "2026-03-20", (MONDAY, MONDAY + 18 * DAY)),
        ("2020-01-01", "2020-01-09", (MONDAY - 7 * DAY, MONDAY - DAY)),
    ],
)
def test_nobody_goes_in_the_past(start: str | None, end: str | None, expected: Any) -> None:
    assert profile(period_start=start, period_end=end).availability == (DayRange(*expected),)


def test_the_answers_are_those_of_an_application() -> None:
    """An accepted application gives its answers to the same function."""
    assert set(FIELDS.values()) <= set(questions.BY_NAME)
