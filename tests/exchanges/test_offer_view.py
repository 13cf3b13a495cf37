"""What a visitor sees of an offer."""

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client

from core.listing import Option
from exchanges.calendar import programme_today
from exchanges.models import ExchangeOfferPage, OfferLanguage, OfferStatus
from exchanges.offers.presentation import places_wording, visitor_kinds_wording
from exchanges.selectors import draft_subjects, published_subjects
from home.models import HomePage
from partnerships.models import (
    OrganisationState,
    Partnership,
    PartnershipIndexPage,
    PartnershipPage,
)
from search.models import CataloguePage
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
from tests.markup import inline_code, parse_errors

pytestmark = pytest.mark.django_db

TODAY = programme_today()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def blues() -> Partnership:
    return PartnershipFactory.create(acronym="BLUES")


@pytest.fixture
def full_page(catalogue: CataloguePage, blues: Partnership) -> ExchangeOfferPage:
    """An offer of which everything is known."""
    host = OrganisationFactory.create(
        name="Dravelin",
        slug="dravelin",
        city="Maribor",
        country=CountryFactory(code="SI", name="Slovenia"),
    )
    return make_offer_page(
        catalogue,
        title="Hunt leaks",
        slug="leaks",
        summary="Four days with the crew.",
        programme="<p>Listen at night.</p>",
        host_provides="Loggers & boots",
        looks_for="Makers of sensors",
        accommodation="A pension near the river",
        accessibility="Uneven ground",
        mode="PHYSICAL",
        period_start=TODAY,
        period_end=TODAY + 30 * DAY,
        minimum_working_days=4,
        maximum_working_days=6,
        visitor_kinds=["SME"],
        offer=OfferFactory(host_organisation=host, partnership=blues),
        sectors=[SectorFactory(code="water", name="Water")],
        activity_kinds=[ActivityKindFactory(code="sharing", name="Sharing")],
        topics=[TopicFactory(code="losses", name="Losses")],
        technologies=[TechnologyFactory(code="loggers", name="Loggers")],
        keywords=["night flow"],
        languages=[
            OfferLanguage(language="de", level="B2"),
            OfferLanguage(language="sl", level="NATIVE"),
            OfferLanguage(language="en", level="C1"),
        ],
    )


def test_three_facts_stand_first(client: Client, full_page: ExchangeOfferPage) -> None:
    facts = client.get("/offers/leaks/").context["leading_facts"]
    assert [(fact.value, fact.detail, fact.url) for fact in facts] == [
        ("Maribor, Slovenia", "Dravelin", "/offers/?country=SI"),
        ("4 to 6 working days", full_page.period, ""),
        ("Visit on site", "In Slovenian, English or German", ""),
    ]


def test_conditions(client: Client, full_page: ExchangeOfferPage) -> None:
    assert client.get("/offers/leaks/").context["conditions"] == [
        ("Length", "4 to 6 working days"),
        ("Possible", full_page.period),
        ("How", "Visit on site"),
        ("Places", "Up to 2 visitors at a time, 6 in all"),
        ("For", "SME"),
        ("Languages", "Slovenian (First language), English (C1), German (B2)"),
    ]


def test_everything_that_is_known_is_shown(client: Client, full_page: ExchangeOfferPage) -> None:
    page = client.get("/offers/leaks/").content.decode()
    for text in (
        "Four days with the crew.",
        "<p>Listen at night.</p>",
        "Loggers &amp; boots",
        "Makers of sensors",
        "A pension near the river",
        "Uneven ground",
        '<a href="/partnerships/organisations/dravelin/">Dravelin</a>',
        "night flow",
    ):
        assert text in page
    assert parse_errors(page) == []
    assert inline_code(page) == []
    assert page.count("<h1") == 1


def test_sectors_lead_to_the_catalogue(client: Client, full_page: ExchangeOfferPage) -> None:
    context = client.get("/offers/leaks/").context
    assert context["sector_chips"] == [{"label": "Water", "url": "/offers/?sector=water"}]
    assert context["subject_groups"] == [
        ("Kinds of activity", [{"label": "Sharing"}]),
        ("Topics", [{"label": "Losses"}]),
        ("Technologies", [{"label": "Loggers"}]),
        ("Keywords", [{"label": "night flow"}]),
    ]


def test_what_is_unknown_is_left_out(client: Client, catalogue: CataloguePage) -> None:
    make_offer_page(catalogue, slug="bare")
    page = client.get("/offers/bare/").content.decode()
    for text in ("What you would do", "Where to stay", "Accessibility", "What it is about"):
        assert f">{text}<" not in page
    assert parse_errors(page) == []


@pytest.mark.parametrize(
    ("state", "is_shown"),
    [
        (OrganisationState.UNVERIFIED, False),
        (OrganisationState.VERIFIED, True),
        (OrganisationState.PROGRAMME, True),
    ],
)
def test_a_host_is_shown_when_it_is_verified(
    client: Client, catalogue: CataloguePage, state: OrganisationState, is_shown: bool
) -> None:
    host = OrganisationFactory(name="Quiet host", slug="quiet", state=state)
    make_offer_page(catalogue, slug="bare", offer=OfferFactory(host_organisation=host))
    for address in ("/offers/", "/offers/?q=quiet"):
        page = client.get(address).content.decode()
        assert (address, 'href="/offers/bare/"' in page) == (address, is_shown)
    detail = client.get("/offers/bare/")
    assert detail.context["takes_visitors"] is is_shown
    for text in ("Quiet host", "/organisations/quiet/"):
        assert (text, text in detail.content.decode()) == (text, is_shown)


def test_the_partnership_is_linked_when_it_has_a_page(
    client: Client, home_page: HomePage, full_page: ExchangeOfferPage, blues: Partnership
) -> None:
    assert "About BLUES" not in client.get("/offers/leaks/").content.decode()
    index = PartnershipIndexPage(title="Partnerships", slug="partnerships")
    home_page.add_child(instance=index)
    index.add_child(instance=PartnershipPage(title="BLUES", slug="blues", partnership=blues))
    page = client.get("/offers/leaks/").content.decode()
    assert 'href="/partnerships/blues/">About BLUES</a>' in page


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, False),
        ({"period_end": TODAY}, False),
        ({"period_end": TODAY - DAY}, True),
        ({"status": OfferStatus.PAUSED}, True),
        ({"status": OfferStatus.CLOSED}, True),
    ],
)
def test_an_offer_that_takes_nobody_says_so(
    client: Client, catalogue: CataloguePage, fields: dict[str, Any], expected: bool
) -> None:
    offer = OfferFactory(status=fields.pop("status", OfferStatus.OPEN))
    make_offer_page(catalogue, slug="one", offer=offer, **fields)
    page = client.get("/offers/one/").content.decode()
    assert ("This offer takes no visitors at the moment." in page) is expected


def structured_data(client: Client, address: str) -> dict[str, Any] | None:
    page = client.get(address).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found[1]) if found else None


def test_machines_are_told_what_is_offered(client: Client, full_page: ExchangeOfferPage) -> None:
    assert structured_data(client, "/offers/leaks/") == {
        "@context": "https://schema.org",
        "@type": "Offer",
        "name": "Hunt leaks",
        "description": "Four days with the crew.",
        "url": "http://localhost/offers/leaks/",
        "itemOffered": {"@type": "Service", "name": "Hunt leaks"},
        "availabilityStarts": TODAY.isoformat(),
        "availabilityEnds": (TODAY + 30 * DAY).isoformat(),
        "offeredBy": {
            "@type": "Organization",
            "name": "Dravelin",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Maribor",
                "addressCountry": "SI",
            },
            "url": "http://testserver/partnerships/organisations/dravelin/",
        },
    }


def test_a_sample_is_marked_and_tells_machines_nothing(
    client: Client, catalogue: CataloguePage
) -> None:
    sample = make_offer_page(catalogue, slug="sample", is_sample=True)
    page = client.get("/offers/sample/").content.decode()
    assert "This is an invented example" in page
    assert '<meta name="robots" content="noindex">' in page
    assert structured_data(client, "/offers/sample/") is None
    assert sample.get_sitemap_urls() == []


def test_subjects_are_read_in_one_query(
    full_page: ExchangeOfferPage, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        subjects = published_subjects(full_page)
    assert subjects.keywords == (Option("night-flow", "night flow"),)
    draft = draft_subjects(full_page)
    assert [language.language for language in subjects.languages] == ["sl", "en", "de"]
    assert [language.language for language in draft.languages] == ["sl", "en", "de"]
    for name in ("activity_kinds", "sectors", "topics", "technologies", "keywords"):
        assert getattr(subjects, name) == getattr(draft, name)


def test_the_preview_shows_what_is_not_saved_yet(full_page: ExchangeOfferPage) -> None:
    full_page.sectors = [SectorFactory(code="snow", name="Snow")]
    full_page.title = "Hunt snow"
    response = full_page.make_preview_request()
    assert response.status_code == 200
    text = response.rendered_content if hasattr(response, "rendered_content") else ""
    text = text or response.content.decode()
    assert "Hunt snow" in text
    assert "/offers/?sector=snow" in text
    assert "/offers/?sector=water" not in text


def test_an_incomplete_draft_can_be_previewed(catalogue: CataloguePage) -> None:
    page = ExchangeOfferPage(title="Only a title", slug="draft", live=False)
    catalogue.add_child(instance=page)
    assert page.make_preview_request().status_code == 200


@pytest.mark.parametrize(
    ("at_once", "total", "expected"),
    [
        (1, 1, "1 visitor"),
        (4, 4, "4 visitors"),
        (1, 6, "1 visitor at a time, 6 in all"),
        (2, 6, "Up to 2 visitors at a time, 6 in all"),
    ],
)
def test_places_in_words(at_once: int, total: int, expected: str) -> None:
    offer = OfferFactory.create(places_per_exchange=at_once, places_total=total)
    assert places_wording(ExchangeOfferPage(offer=offer)) == expected
    assert places_wording(ExchangeOfferPage()) == ""


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], "All organisations that may take part"),
        (["SME"], "SME"),
        (["SME", "CLUSTER_ORGANISATION"], "Cluster organisation; SME"),
        (
            ["SME", "CLUSTER_ORGANISATION", "SCALING_UP_SUPPORT"],
            "All organisations that may take part",
        ),
    ],
)
def test_for_whom_in_words(kinds: list[str], expected: str) -> None:
    assert visitor_kinds_wording(ExchangeOfferPage(visitor_kinds=kinds)) == expected


def test_an_unknown_offer_is_not_found(client: Client, catalogue: CataloguePage) -> None:
    assert client.get("/offers/nothing-here/").status_code == 404
