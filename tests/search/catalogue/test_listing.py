"""The catalogue of offers: what is listed, filtered and counted."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from wagtail.models import PageViewRestriction

from exchanges.models import ExchangeOfferPage, OfferStatus
from partnerships.models import Sector
from search.facets import FacetName
from search.models import CataloguePage
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    CountryFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
)
from tests.markup import inline_code, parse_errors

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def textiles() -> Sector:
    return SectorFactory.create(code="textile", name="Textile")


@pytest.fixture
def offers(catalogue: CataloguePage, textiles: Sector) -> dict[str, ExchangeOfferPage]:
    """Five offers in three countries; `fabric` and `wool` are specialisations of textile."""
    fabric = SectorFactory.create(code="fabric", name="Technical fabric", parent=textiles)
    wool = SectorFactory.create(code="wool", name="Wool", parent=textiles)
    health = SectorFactory.create(code="health", name="Health")
    for code, name in (("SI", "Slovenia"), ("ES", "Spain"), ("PT", "Portugal")):
        CountryFactory.create(code=code, name=name)
    clamtex, blues = (PartnershipFactory.create(acronym=name) for name in ("CLAMTEX", "BLUES"))
    wanted: list[tuple[str, str, list[Sector], Any, str]] = [
        ("weave", "SI", [fabric], clamtex, "Weave carbon"),
        ("shear", "SI", [wool, fabric], clamtex, "Shear a sheep"),
        ("spin", "ES", [textiles], clamtex, "Spin yarn"),
        ("heal", "ES", [health], blues, "Heal with 100% wool"),
        ("swim", "PT", [], blues, "Swim in the bay"),
    ]
    pages = {}
    for place, (key, country, sectors, partnership, title) in enumerate(wanted):
        host = OrganisationFactory.create(name=f"Host of {key}", country__code=country)
        page = make_offer_page(
            catalogue,
            title=title,
            slug=key,
            offer=OfferFactory(host_organisation=host, partnership=partnership),
            sectors=sectors,
        )
        page.first_published_at = datetime.datetime(2026, 1, place + 1, tzinfo=datetime.UTC)
        page.save(update_fields=["first_published_at"])
        pages[key] = page
    return pages


def found(client: Client, query: str = "") -> list[str]:
    """The slugs of the offers on the page, in their order."""
    response = client.get(f"/offers/{query}")
    assert response.status_code == 200
    return [offer.page.slug for offer in response.context["page_obj"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["swim", "heal", "spin", "shear", "weave"]),
        ("?country=SI", ["shear", "weave"]),
        ("?country=SI&country=PT", ["swim", "shear", "weave"]),
        ("?sector=textile", ["spin", "shear", "weave"]),
        ("?sector=fabric", ["shear", "weave"]),
        ("?sector=wool&sector=health", ["heal", "shear"]),
        ("?sector=textile&country=ES", ["spin"]),
        ("?partnership=blues", ["swim", "heal"]),
        ("?partnership=blues&country=SI", []),
        ("?q=sheep", ["shear"]),
        ("?q=host+weave", ["weave"]),
        ("?q=100%25", ["heal"]),
        # Signs alone ask for nothing.
        ("?q=%25+_", ["swim", "heal", "spin", "shear", "weave"]),
        ("?q=" + 12 * "sheep+" + "goat", ["shear"]),
        ("?q=" + 11 * "sheep+" + "goat", []),
        ("?q=SHEE", ["shear"]),
        ("?q=Slovenia+carbon", ["weave"]),
        ("?q=wool", ["heal", "shear"]),
        ("?mode=VIRTUAL&organisation_type=SME", []),
        ("?mode=VIRTUAL&length=up-to-5&month=2031-01", ["swim", "heal", "spin", "shear", "weave"]),
    ],
)
def test_filters_widen_within_and_narrow_between(
    client: Client, offers: dict[str, ExchangeOfferPage], query: str, expected: list[str]
) -> None:
    assert found(client, query) == expected


def test_words_are_found_in_the_summary(client: Client, catalogue: CataloguePage) -> None:
    make_offer_page(catalogue, slug="loom", summary="A week at an old loom.")
    make_offer_page(catalogue, slug="other")
    assert found(client, "?q=LOOM+week") == ["loom"]


def counts(client: Client, query: str = "") -> tuple[dict[str, int], dict[str, int]]:
    """The numbers beside the countries and the sectors."""
    groups = {
        group.name: group for group in client.get(f"/offers/{query}").context["filter_groups"]
    }
    countries = groups[FacetName.COUNTRY].boxes if FacetName.COUNTRY in groups else ()
    tree = groups[FacetName.SECTOR].tree if FacetName.SECTOR in groups else ()
    sectors = [box for entry in tree for box in (entry.ecosystem, *entry.specialisations)]
    return {box.value: box.count for box in countries}, {box.value: box.count for box in sectors}


@pytest.mark.parametrize(
    ("query", "countries", "sectors"),
    [
        (
            "",
            {"PT": 1, "SI": 2, "ES": 2},
            {"textile": 3, "fabric": 2, "wool": 1, "health": 1},
        ),
        # A filter's numbers leave its own choice out, the other's count.
        ("?country=SI", {"PT": 1, "SI": 2, "ES": 2}, {"textile": 2, "fabric": 2, "wool": 1}),
        (
            "?sector=wool",
            {"SI": 1},
            {"textile": 3, "fabric": 2, "wool": 1, "health": 1},
        ),
        # What was chosen stays there to be taken off, even when it brings nothing.
        ("?country=PT&sector=wool", {"PT": 0, "SI": 1}, {"wool": 0, "textile": 0}),
        ("?q=yarn", {"ES": 1}, {"textile": 1}),
    ],
)
def test_numbers_leave_out_their_own_filter(
    client: Client,
    offers: dict[str, ExchangeOfferPage],
    query: str,
    countries: dict[str, int],
    sectors: dict[str, int],
) -> None:
    assert counts(client, query) == (countries, sectors)


def test_a_chosen_specialisation_is_not_folded_away(
    client: Client, offers: dict[str, ExchangeOfferPage]
) -> None:
    groups = client.get("/offers/?sector=wool").context["filter_groups"]
    tree = next(group.tree for group in groups if group.name is FacetName.SECTOR)
    assert {entry.ecosystem.value: entry.open for entry in tree} == {
        "textile": True,
        "health": False,
    }


def test_what_must_not_be_seen_is_neither_listed_nor_counted(
    client: Client, catalogue: CataloguePage, textiles: Sector
) -> None:
    host = OrganisationFactory.create(country__code="SI", country__name="Slovenia")

    def make(slug: str, **fields: Any) -> ExchangeOfferPage:
        status = fields.pop("status", OfferStatus.OPEN)
        offer = OfferFactory.create(host_organisation=host, status=status)
        return make_offer_page(catalogue, slug=slug, sectors=[textiles], offer=offer, **fields)

    today = datetime.date(2026, 3, 10)
    make("last-day", period_end=today)
    make("over", period_end=today - DAY)
    make("paused", status=OfferStatus.PAUSED)
    make("closed", status=OfferStatus.CLOSED)
    make("draft").unpublish()
    PageViewRestriction.objects.create(
        page=make("private"), restriction_type=PageViewRestriction.LOGIN
    )
    with time_machine.travel(datetime.datetime(2026, 3, 10, 22, 30, tzinfo=datetime.UTC)):
        assert found(client) == ["last-day"]
        assert counts(client) == ({"SI": 1}, {"textile": 1})
    # Half past midnight in Brussels, though not yet in London.
    with time_machine.travel(datetime.datetime(2026, 3, 10, 23, 30, tzinfo=datetime.UTC)):
        assert found(client) == []


def test_pages_of_twelve(client: Client, catalogue: CataloguePage) -> None:
    host = OrganisationFactory.create()
    for number in range(14):
        make_offer_page(
            catalogue, slug=f"offer-{number}", offer=OfferFactory(host_organisation=host)
        )
    assert len(found(client)) == 12
    assert len(found(client, "?page=2")) == 2
    assert found(client, "?page=99999") == found(client, "?page=2")
    assert found(client, "?page=abc") == found(client)


@pytest.mark.parametrize(
    "query",
    [
        "?page=abc",
        "?page=-1",
        "?page=99999999999999999999",
        "?country=Atlantis&sector=%00&partnership=%22",
        "?q=%00",
        "?q=%22%27%28%29*%5C",
        "?q=" + "a" * 5000,
        "?q=" + "x%20" * 2000,
        "?q=%ED%A0%80",
        "?month=2021-13",
        "?" + "&".join(f"country=x{number}" for number in range(200)),
    ],
)
def test_broken_addresses_get_a_helpful_page(
    client: Client, offers: dict[str, ExchangeOfferPage], query: str
) -> None:
    assert client.get(f"/offers/{query}").status_code == 200


def test_unknown_values_are_told_and_chosen_ones_can_be_taken_off(
    client: Client, offers: dict[str, ExchangeOfferPage]
) -> None:
    response = client.get("/offers/?country=SI&sector=fabric&country=Atlantis&q=weave")
    page = response.content.decode()
    assert "“Atlantis” is not known, so it was left out." in page
    assert response.context["chips"] == [
        {
            "label": "“weave”",
            "url": "/offers/?country=SI&sector=fabric",
            "title": "remove this filter",
        },
        {
            "label": "Slovenia",
            "url": "/offers/?q=weave&sector=fabric",
            "title": "remove this filter",
        },
        {
            "label": "Technical fabric",
            "url": "/offers/?q=weave&country=SI",
            "title": "remove this filter",
        },
    ]


def test_an_empty_result_says_what_to_do(
    client: Client, offers: dict[str, ExchangeOfferPage]
) -> None:
    page = client.get("/offers/?q=nothing-like-it").content.decode()
    assert "No offer fits all of this" in page
    assert "No offers yet" not in page


def test_an_empty_catalogue_says_so(client: Client, catalogue: CataloguePage) -> None:
    assert "No offers yet" in client.get("/offers/").content.decode()


def test_the_page_is_sound(client: Client, offers: dict[str, ExchangeOfferPage]) -> None:
    for query in ("", "?sector=textile&q=spin&country=ES", "?q=none"):
        page = client.get(f"/offers/{query}").content.decode()
        assert parse_errors(page) == []
        assert inline_code(page) == []
        assert page.count("<h1") == 1


def test_only_the_whole_list_is_for_search_engines(
    client: Client, offers: dict[str, ExchangeOfferPage]
) -> None:
    assert "noindex" not in client.get("/offers/").content.decode()
    assert (
        '<meta name="robots" content="noindex, follow">'
        in client.get("/offers/?country=SI").content.decode()
    )
