"""The lists of the register, as the matching and the forms read them."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from exchanges.matching_module.register import RegisterEntry, fetch_register_lists
from partnerships.models import EligibilityPeriod
from tests.factories.partnerships import (
    ActivityKindFactory,
    CountryFactory,
    SectorFactory,
    TechnologyFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2021, 5, 1)


def test_all_lists_in_one_query() -> None:
    textile = SectorFactory.create(code="textile", name="Textile")
    SectorFactory.create(code="wool", name="Wool", parent=textile)
    TopicFactory.create(code="export", name="Export", names={"de": "Ausfuhr"})
    TechnologyFactory.create(code="looms", name="Looms")
    ActivityKindFactory.create(code="networking", name="Networking")
    CountryFactory.create(code="SI", name="Slovenia")
    with CaptureQueriesContext(connection) as queries:
        lists = fetch_register_lists(on=DAY)
    assert len(queries) == 1
    assert lists.sectors == (
        RegisterEntry("textile", "Textile"),
        RegisterEntry("wool", "Wool", parent="textile"),
    )
    assert lists.topics == (RegisterEntry("export", "Export"),)
    assert lists.technologies == (RegisterEntry("looms", "Looms"),)
    assert lists.activity_kinds == (RegisterEntry("networking", "Networking"),)
    assert lists.countries == (RegisterEntry("SI", "Slovenia"),)


def test_names_follow_the_reader_and_identity_does_not() -> None:
    TopicFactory.create(code="a", name="Zebra", names={"de": "Anfang"})
    TopicFactory.create(code="b", name="Middle", names={"de": "Mitte"})
    english = fetch_register_lists(on=DAY)
    with translation.override("de"):
        german = fetch_register_lists(on=DAY)
    assert [entry.label for entry in english.topics] == ["Middle", "Zebra"]
    assert [entry.label for entry in german.topics] == ["Anfang", "Mitte"]
    assert english.identity == german.identity


@pytest.mark.parametrize(
    ("period", "takes_part"),
    [
        ({}, True),
        ({"start_date": DAY}, True),
        ({"end_date": DAY}, True),
        ({"start_date": datetime.date(2021, 5, 2)}, False),
        ({"end_date": datetime.date(2021, 4, 30)}, False),
        ({"is_special_case": True}, False),
    ],
)
def test_countries_that_take_part_on_a_day(period: dict[str, Any], takes_part: bool) -> None:
    country = CountryFactory.create(code="SI")
    EligibilityPeriod.objects.create(country=country, **period)
    assert [entry.takes_part for entry in fetch_register_lists(on=DAY).countries] == [takes_part]
