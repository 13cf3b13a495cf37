"""What editors are told about an offer's page, at the field."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from exchanges.calendar import programme_today
from exchanges.models import ExchangeOfferPage, OfferLanguage, OfferStatus
from search.models import CataloguePage
from tests.factories.exchanges import OfferFactory, RuleSetFactory, make_offer_page
from tests.factories.partnerships import OrganisationFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


def errors_of(catalogue: CataloguePage, **fields: Any) -> dict[str, list[str]]:
    """What is told when a page with these fields is to be published."""
    page = make_offer_page(catalogue)
    for name, value in fields.items():
        setattr(page, name, value)
    try:
        page.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {}),
        ({"minimum_working_days": 3, "maximum_working_days": 23}, {}),
        (
            {"minimum_working_days": 2},
            {"minimum_working_days": ["The rules ask for at least 3 working days."]},
        ),
        (
            {"maximum_working_days": 24},
            {"maximum_working_days": ["The rules allow at most 23 working days."]},
        ),
        (
            {"minimum_working_days": 6, "maximum_working_days": 5},
            {"maximum_working_days": ["The longest stay is shorter than the shortest."]},
        ),
        (
            {"period_start": datetime.date(2026, 5, 2), "period_end": datetime.date(2026, 5, 1)},
            {"period_end": ["The end is before the start. Choose a later day."]},
        ),
        (
            {"period_start": datetime.date(2026, 5, 1), "period_end": datetime.date(2026, 5, 1)},
            {},
        ),
        ({"visitor_kinds": ["SME", "CLUSTER_ORGANISATION"]}, {}),
        (
            {"visitor_kinds": ["SME", "PLATFORM"]},
            {"visitor_kinds": ["Unknown kind of organisation: PLATFORM"]},
        ),
    ],
)
def test_rules_are_told_at_the_field(
    catalogue: CataloguePage, fields: dict[str, Any], expected: dict[str, list[str]]
) -> None:
    RuleSetFactory.create()
    assert errors_of(catalogue, **fields) == expected


def test_without_rules_in_force_only_the_order_is_checked(catalogue: CataloguePage) -> None:
    RuleSetFactory.create(valid_from=datetime.date(2999, 1, 1))
    assert errors_of(catalogue, minimum_working_days=1, maximum_working_days=60) == {}
    assert errors_of(catalogue, minimum_working_days=6, maximum_working_days=5) == {
        "maximum_working_days": ["The longest stay is shorter than the shortest."]
    }


def test_an_offer_has_one_page(catalogue: CataloguePage) -> None:
    first = make_offer_page(catalogue, title="First")
    assert errors_of(catalogue, offer=first.offer) == {"offer": ["This offer already has a page."]}


def test_the_address_of_the_ten_questions_is_taken(catalogue: CataloguePage) -> None:
    assert errors_of(catalogue, slug="fit") == {
        "slug": ["This address is taken by another page of the catalogue."]
    }


def test_a_page_does_not_collide_with_itself(catalogue: CataloguePage) -> None:
    make_offer_page(catalogue).full_clean()


def test_a_draft_may_be_incomplete(catalogue: CataloguePage) -> None:
    page = ExchangeOfferPage(title="Only a title", live=False)
    catalogue.add_child(instance=page)
    page.save_revision(clean=False)
    page.refresh_from_db()
    assert (page.offer, page.host, page.partnership, page.hue) == (None, None, None, None)
    assert (page.cover_hues, page.badges, page.eyebrow) == ([], [], "")
    assert page.takes_visitors(on=programme_today()) is False


@pytest.mark.parametrize(
    "fields",
    [
        {"mode": "TELEPATHY"},
        {"minimum_working_days": 0},
        {"minimum_working_days": 5, "maximum_working_days": 4},
        {"period_start": datetime.date(2026, 5, 2), "period_end": datetime.date(2026, 5, 1)},
    ],
)
def test_the_database_refuses_what_the_form_does(
    catalogue: CataloguePage, fields: dict[str, Any]
) -> None:
    page = make_offer_page(catalogue)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExchangeOfferPage.objects.filter(pk=page.pk).update(**fields)


@pytest.mark.parametrize("fields", [{"language": "xx"}, {"level": "D1"}])
def test_the_database_knows_languages_and_levels(
    catalogue: CataloguePage, fields: dict[str, str]
) -> None:
    language = OfferLanguage(language="en", level="C1")
    make_offer_page(catalogue, languages=[language])
    assert str(language) == "English (C1)"
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferLanguage.objects.update(**fields)


def test_a_language_stands_once(catalogue: CataloguePage) -> None:
    page = make_offer_page(catalogue, languages=[OfferLanguage(language="en", level="C1")])
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferLanguage.objects.create(page=page, language="en", level="B2")


def test_what_its_card_shows(catalogue: CataloguePage) -> None:
    host = OrganisationFactory(city="Maribor", country__code="SI", country__name="Slovenia")
    offer = OfferFactory(
        host_organisation=host, partnership=PartnershipFactory(acronym="BLUES", hue=7)
    )
    page = make_offer_page(
        catalogue, offer=offer, mode="PHYSICAL", minimum_working_days=4, maximum_working_days=6
    )
    assert page.eyebrow == "Maribor, Slovenia"
    assert page.meta == "Visit on site, 4 to 6 working days · At any time"
    assert (page.hue, page.cover_hues) == (7, [7])
    assert [badge.acronym for badge in page.badges] == ["BLUES"]


@pytest.mark.parametrize("status", [OfferStatus.PAUSED, OfferStatus.CLOSED])
def test_a_paused_offer_keeps_its_page_but_takes_nobody(
    catalogue: CataloguePage, status: OfferStatus
) -> None:
    page = make_offer_page(catalogue, offer=OfferFactory(status=status))
    assert page.live is True
    assert page.takes_visitors(on=programme_today()) is False


def test_the_day_is_that_of_brussels() -> None:
    # 23:30 in London is already the next day in Brussels.
    with time_machine.travel(datetime.datetime(2026, 3, 10, 23, 30, tzinfo=datetime.UTC)):
        assert programme_today() == datetime.date(2026, 3, 11)
