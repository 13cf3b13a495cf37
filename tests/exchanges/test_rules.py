"""The versions of the rules and which one is in force."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from exchanges.domain.stay import StayRules
from exchanges.models import RuleSet
from tests.factories.exchanges import RuleSetFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
FIRST = datetime.date(2020, 2, 3)
SECOND = datetime.date(2021, 1, 1)


@pytest.fixture
def versions() -> tuple[RuleSet, RuleSet]:
    # Made in the wrong order: the day counts, not the row.
    second = RuleSetFactory.create(valid_from=SECOND, maximum_working_days=10)
    return RuleSetFactory.create(valid_from=FIRST), second


def test_in_force_is_the_latest_that_has_begun(versions: tuple[RuleSet, RuleSet]) -> None:
    first, second = versions
    in_force = {
        day: RuleSet.objects.in_force(on=day)
        for day in (FIRST - DAY, FIRST, SECOND - DAY, SECOND, SECOND + 400 * DAY)
    }
    assert list(in_force.values()) == [None, first, first, second, second]


def test_without_any_version_none_is_in_force() -> None:
    assert RuleSet.objects.in_force(on=FIRST) is None


def test_the_rules_on_the_length_of_a_stay() -> None:
    rule_set = RuleSetFactory.create()
    assert rule_set.stay == StayRules(minimum_working_days=3, maximum_working_days=23)
    assert str(rule_set) == "2020-02-03"


@pytest.mark.parametrize(("minimum", "maximum"), [(0, 5), (6, 5)])
def test_the_database_refuses_impossible_rules(minimum: int, maximum: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSetFactory.create(minimum_working_days=minimum, maximum_working_days=maximum)


def test_two_versions_cannot_begin_on_one_day() -> None:
    RuleSetFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSetFactory.create()
