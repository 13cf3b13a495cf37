"""What the matching is told of a live offer."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from exchanges.matching_module.criteria import register_criteria
from exchanges.matching_module.days import AHEAD
from exchanges.matching_module.host_profiles import (
    Audience,
    MatchedOffer,
    host_profile,
    host_profiles,
    matched_offers,
)
from exchanges.matching_module.register import fetch_register_lists
from exchanges.models import ExchangeOfferPage, OfferLanguage, OfferStatus
from matching import Criteria, DayRange, LanguageLevel, Mode, Profile, Role
from matching.profile import MAX_COUNT
from partnerships.models import OrganisationState
from search.models import CataloguePage
from tests.exchanges.matching_module.test_criteria import make_lists
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    ActivityKindFactory,
    CountryFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
    TechnologyFactory,
    TopicFactory,
)

DAY = datetime.timedelta(days=1)
MONDAY = datetime.date(2026, 3, 2)
CRITERIA = register_criteria(make_lists(), minimum_days=3)


def criteria_of(day: datetime.date) -> Criteria:
    return register_criteria(fetch_register_lists(on=day), minimum_days=3)


def profiles(day: datetime.date) -> list[Profile]:
    return list(host_profiles(matched_offers(Audience.ANYBODY, on=day), criteria_of(day), on=day))


@pytest.mark.django_db
def test_everything_an_offer_says(catalogue: CataloguePage, today: datetime.date) -> None:
    textile = SectorFactory.create(code="textile")
    host = OrganisationFactory.create(
        kind="CLUSTER_ORGANISATION", country=CountryFactory.create(code="SI"), region="Podravska"
    )
    partnership = PartnershipFactory.create(acronym="CLAMTEX", slug="clamtex")
    offer = OfferFactory.create(
        host_organisation=host, partnership=partnership, places_per_exchange=2
    )
    make_offer_page(
        catalogue,
        title="Weave carbon",
        offer=offer,
        summary="Four days at the loom.",
        host_provides="A loom",
        looks_for="Makers of boats",
        sectors=[SectorFactory.create(code="wool", parent=textile)],
        topics=[TopicFactory.create(code="export")],
        technologies=[TechnologyFactory.create(code="looms")],
        activity_kinds=[ActivityKindFactory.create(code="networking")],
        languages=[
            OfferLanguage(language="en", level="C1"),
            OfferLanguage(language="sl", level="NATIVE"),
            OfferLanguage(language="de", level="B1"),
            OfferLanguage(language="it", level="A2"),
        ],
        mode="PHYSICAL",
        period_start=today + 10 * DAY,
        period_end=today + 40 * DAY,
        minimum_working_days=4,
        maximum_working_days=8,
        visitor_kinds=["SME"],
    )
    assert profiles(today) == [
        Profile(
            identifier=str(offer.pk),
            role=Role.HOST,
            organisation=f"organisation {host.pk}",
            organisation_type="CLUSTER_ORGANISATION",
            country="SI",
            region="Podravska",
            partnership="clamtex",
            sectors=frozenset({"wool"}),
            topics=frozenset({"export"}),
            technologies=frozenset({"looms"}),
            activities=frozenset({"networking"}),
            languages={
                "en": LanguageLevel.FLUENT,
                "sl": LanguageLevel.FLUENT,
                "de": LanguageLevel.WORKING,
                "it": LanguageLevel.BASIC,
            },
            preferred_types=frozenset({"SME"}),
            excluded_types=frozenset({"CLUSTER_ORGANISATION", "SCALING_UP_SUPPORT"}),
            availability=(DayRange(today + 10 * DAY, today + 40 * DAY),),
            length=6,
            mode=Mode.PHYSICAL,
            places=2,
            text="Weave carbon Four days at the loom. A loom Makers of boats",
        )
    ]


@pytest.mark.django_db
def test_what_an_offer_does_not_say_is_left_open(
    catalogue: CataloguePage, today: datetime.date
) -> None:
    host = OrganisationFactory.create(region=" ")
    make_offer_page(catalogue, title="Come", offer=OfferFactory.create(host_organisation=host))
    [profile] = profiles(today)
    assert (profile.region, profile.length, profile.languages) == (None, None, {})
    assert not profile.sectors | profile.topics | profile.preferred_types
    assert profile.excluded_types == frozenset()
    assert profile.availability == (DayRange(today, today + AHEAD),)
    assert profile.mode is Mode.EITHER


def matched_offer(**changes: Any) -> MatchedOffer:
    """An offer as it is read from the database."""
    return MatchedOffer(
        page_id=1,
        offer_id=OfferFactory.build().pk,
        revision_id=1,
        places_per_exchange=2,
        answers_version=None,
        host_id=1,
        host_kind="SME",
        host_region="",
        host_country="SI",
        partnership="clamtex",
        mode="EITHER",
        period_start=None,
        period_end=None,
        minimum_working_days=None,
        maximum_working_days=None,
        visitor_kinds=[],
    )._replace(**changes)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, MONDAY + 9 * DAY, (MONDAY, MONDAY + 9 * DAY)),
        (MONDAY - 9 * DAY, MONDAY, (MONDAY, MONDAY)),
        (MONDAY + DAY, None, (MONDAY + DAY, MONDAY + DAY + AHEAD)),
        (datetime.date.max, None, (datetime.date.max, datetime.date.max)),
    ],
)
def test_days_in_the_past_are_not_offered(
    start: datetime.date | None, end: datetime.date | None, expected: tuple[Any, Any]
) -> None:
    offer = matched_offer(period_start=start, period_end=end)
    profile = host_profile(offer, {}, CRITERIA, on=MONDAY)
    assert profile.availability == (DayRange(*expected),)


@pytest.mark.parametrize(
    ("minimum", "maximum", "length"), [(3, 6, 4), (None, 7, 7), (5, None, 5), (32767, 32767, 10000)]
)
def test_the_middle_of_the_stays(
    minimum: int | None, maximum: int | None, length: int | None
) -> None:
    offer = matched_offer(minimum_working_days=minimum, maximum_working_days=maximum)
    assert host_profile(offer, {}, CRITERIA, on=MONDAY).length == length


def test_what_the_criteria_do_not_know_is_left_out() -> None:
    subjects = {"topics": {"export": "", "came-a-moment-ago": ""}, "sectors": {"none": ""}}
    profile = host_profile(matched_offer(), subjects, CRITERIA, on=MONDAY)
    assert (set(profile.topics), set(profile.sectors)) == ({"export"}, set())


def test_no_offer_is_too_large() -> None:
    offer = matched_offer(places_per_exchange=32767, visitor_kinds=["SME", "PLATFORM", 7])
    profile = host_profile(offer, {"summary": {50_000 * "word ": ""}}, CRITERIA, on=MONDAY)
    assert (profile.places, set(profile.preferred_types)) == (MAX_COUNT, {"SME"})
    assert len(profile.text) == 20_000


@pytest.fixture
def hidden(catalogue: CataloguePage, today: datetime.date) -> ExchangeOfferPage:
    """One offer that is listed, beside one for each reason not to be."""
    listed = make_offer_page(catalogue, slug="listed")
    make_offer_page(catalogue, slug="draft").unpublish()
    private = make_offer_page(catalogue, slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    make_offer_page(catalogue, slug="over", period_end=today - DAY)
    for status in (OfferStatus.PAUSED, OfferStatus.CLOSED):
        make_offer_page(catalogue, slug=status.lower(), offer=OfferFactory.create(status=status))
    unverified = OrganisationFactory.create(state=OrganisationState.UNVERIFIED)
    make_offer_page(
        catalogue, slug="unverified", offer=OfferFactory.create(host_organisation=unverified)
    )
    assert ExchangeOfferPage.objects.count() == 7
    return listed


@pytest.mark.django_db
def test_only_what_the_catalogue_lists(hidden: ExchangeOfferPage, today: datetime.date) -> None:
    assert [offer.page_id for offer in matched_offers(Audience.ANYBODY, on=today)] == [hidden.pk]
    assert [profile.identifier for profile in profiles(today)] == [str(hidden.offer_id)]


@pytest.mark.django_db
def test_an_offer_with_two_pages_is_one_host(
    catalogue: CataloguePage, today: datetime.date
) -> None:
    first = make_offer_page(catalogue, slug="first")
    second = make_offer_page(catalogue, slug="second")
    ExchangeOfferPage.objects.filter(pk=second.pk).update(offer=first.offer)
    assert [offer.page_id for offer in matched_offers(Audience.ANYBODY, on=today)] == [first.pk]


@pytest.mark.django_db
def test_a_translation_speaks_for_its_offer(catalogue: CataloguePage, today: datetime.date) -> None:
    page = make_offer_page(catalogue, title="Weave carbon")
    german = Locale.objects.create(language_code="de")
    catalogue.get_parent().copy_for_translation(german)
    catalogue.copy_for_translation(german).save_revision().publish()
    translated = page.copy_for_translation(german)
    translated.title = "Kohlefaser weben"
    translated.save_revision().publish()
    with translation.override("de"):
        [profile] = profiles(today)
    assert (profile.identifier, profile.text.strip()) == (str(page.offer_id), "Kohlefaser weben")
    [profile] = profiles(today)
    assert profile.text.strip() == "Weave carbon"


@pytest.mark.django_db
def test_two_queries_for_any_number(catalogue: CataloguePage, today: datetime.date) -> None:
    topic = TopicFactory.create()
    for number in range(3):
        make_offer_page(catalogue, slug=f"offer-{number}", topics=[topic])
    criteria = criteria_of(today)
    with CaptureQueriesContext(connection) as queries:
        found = list(host_profiles(matched_offers(Audience.ANYBODY, on=today), criteria, on=today))
    assert len(found) == 3
    assert len(queries) == 2
