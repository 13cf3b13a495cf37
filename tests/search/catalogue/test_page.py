"""The page of the catalogue: filters, order, view, highlights, and what an empty list suggests."""

import datetime
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils.html import escape

from exchanges.models import ExchangeMode, OfferLanguage
from partnerships.models import OrganisationKind
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


@pytest.fixture
def offers(catalogue: CataloguePage) -> None:
    """Two offers that differ in everything: `loom` in Slovenia, `reef` in Portugal."""
    textiles = SectorFactory.create(code="textile", name="Textile")
    make_offer_page(
        catalogue,
        title="Mend a loom",
        slug="loom",
        summary="Wool & weft in five days.",
        offer=OfferFactory(
            partnership=PartnershipFactory(acronym="CLAMTEX"),
            host_organisation=OrganisationFactory(
                name="Predilnica",
                kind=OrganisationKind.SME,
                country=CountryFactory(code="SI", name="Slovenia"),
            ),
        ),
        sectors=[textiles, SectorFactory(code="wool", name="Wool", parent=textiles)],
        activity_kinds=[ActivityKindFactory(code="visit", name="Visit a factory")],
        topics=[TopicFactory(code="repair", name="Repair")],
        technologies=[TechnologyFactory(code="loom", name="Looms")],
        languages=[OfferLanguage(language="sl")],
        mode=ExchangeMode.PHYSICAL,
        maximum_working_days=5,
        period_start=datetime.date(2031, 3, 1),
        period_end=datetime.date(2031, 3, 20),
    )
    make_offer_page(
        catalogue,
        title="Count a reef",
        slug="reef",
        offer=OfferFactory(
            partnership=PartnershipFactory(acronym="BLUES"),
            host_organisation=OrganisationFactory(
                name="Recife",
                kind=OrganisationKind.CLUSTER_ORGANISATION,
                country=CountryFactory(code="PT", name="Portugal"),
            ),
        ),
        languages=[OfferLanguage(language="pt")],
        mode=ExchangeMode.VIRTUAL,
        minimum_working_days=6,
        maximum_working_days=10,
        period_start=datetime.date(2031, 2, 1),
        period_end=datetime.date(2031, 2, 20),
    )


def slugs(client: Client, query: str = "") -> list[str]:
    return [offer.page.slug for offer in client.get(f"/offers/{query}").context["page_obj"]]


def test_every_filter_is_there_with_its_numbers(client: Client, offers: None) -> None:
    groups = client.get("/offers/?month=2031-03").context["filter_groups"]
    found = {
        str(group.legend): [
            (box.label, box.count, box.checked)
            for box in (
                *group.boxes,
                *(b for one in group.tree for b in (one.ecosystem, *one.specialisations)),
            )
        ]
        for group in groups
    }
    assert found == {
        "Country of the host": [("Slovenia", 1, False)],
        "Sector": [("Textile", 1, False), ("Wool", 1, False)],
        "Topic": [("Repair", 1, False)],
        "Kind of activity": [("Visit a factory", 1, False)],
        "Technology": [("Looms", 1, False)],
        "Month": [("March 2031", 1, True)],
        "Length of stay": [("Up to 5 working days", 1, False)],
        "On site or virtual": [("Visit on site", 1, False)],
        "Language": [("Slovenian", 1, False)],
        "Type of host": [("SME", 1, False)],
        "Partnership": [("CLAMTEX", 1, False)],
    }
    assert [str(group.name) for group in groups if group.open] == ["country", "sector", "month"]


@pytest.mark.parametrize(
    "query",
    [
        "country=SI",
        "sector=wool",
        "topic=repair",
        "activity=visit",
        "technology=loom",
        "month=2031-03",
        "length=up-to-5",
        "mode=PHYSICAL",
        "language=sl",
        "organisation_type=SME",
        "partnership=clamtex",
    ],
)
def test_every_filter_works_and_can_be_taken_off(client: Client, offers: None, query: str) -> None:
    context = client.get(f"/offers/?{query}").context
    assert [offer.page.slug for offer in context["page_obj"]] == ["loom"]
    assert [chip["url"] for chip in context["chips"]] == ["/offers/?"]
    assert context["filters_in_use"] == 1
    name, value = query.split("=")
    box = f'<input type="checkbox" name="{name}" value="{value}" checked>'
    assert client.get(f"/offers/?{query}").content.decode().count(box) == 1


@pytest.mark.parametrize(
    ("query", "cleared"),
    [
        ("country=SI", "/offers/"),
        ("q=loom&sort=relevance", "/offers/"),
        ("q=loom&sort=newest", "/offers/"),
        ("country=SI&page=2&sort=soonest&view=compact", "/offers/?sort=soonest&view=compact"),
    ],
)
def test_clearing_all_keeps_order_and_view(
    client: Client, offers: None, query: str, cleared: str
) -> None:
    response = client.get(f"/offers/?{query}")
    assert response.context["cleared_url"] == cleared
    assert f'<a href="{escape(cleared)}">Clear all</a>' in response.content.decode()


@pytest.mark.parametrize("signs", ["%25", "*", "%22%27", "(("])
def test_signs_alone_ask_for_nothing_and_are_told(client: Client, offers: None, signs: str) -> None:
    context = client.get(f"/offers/?q={signs}").context
    assert (context["total"], context["chips"], context["query"].q) == (2, [], "")
    assert [str(choice.label) for choice in context["orders"]] == ["Newest", "Soonest"]
    assert context["query"].left_out_notes == [
        f"“{unquote(signs)}” is not known, so it was left out."
    ]


def test_a_long_filter_is_folded_after_eight_unless_one_of_the_rest_is_chosen(
    client: Client, catalogue: CataloguePage
) -> None:
    topics = [TopicFactory(code=f"topic-{number}", name=f"Topic {number}") for number in range(9)]
    make_offer_page(catalogue, topics=topics)

    def topic_group(query: str) -> tuple[int, int, bool]:
        groups = client.get(f"/offers/{query}").context["filter_groups"]
        group = next(group for group in groups if group.name == "topic")
        return len(group.first), len(group.more), group.is_more_open

    assert topic_group("") == (8, 1, False)
    assert topic_group("?topic=topic-8") == (8, 1, True)
    assert parse_errors(client.get("/offers/?topic=topic-8").content.decode()) == []


@pytest.mark.parametrize(
    ("query", "expected", "current"),
    [
        ("", ["reef", "loom"], "Newest"),
        ("?sort=soonest", ["reef", "loom"], "Soonest"),
        ("?sort=SOONEST&country=SI", ["loom"], "Soonest"),
        # Without words nothing is a best match.
        ("?sort=relevance", ["reef", "loom"], "Newest"),
        ("?q=a", ["loom", "reef"], "Best match"),
        ("?q=a&sort=newest", ["reef", "loom"], "Newest"),
    ],
)
def test_the_order_stands_in_the_address(
    client: Client, catalogue: CataloguePage, query: str, expected: list[str], current: str
) -> None:
    make_offer_page(
        catalogue,
        slug="loom",
        title="Anvil",
        summary="",
        offer=OfferFactory(host_organisation__country=CountryFactory(code="SI")),
        period_start=datetime.date(2031, 3, 1),
    )
    make_offer_page(
        catalogue,
        slug="reef",
        title="Reef",
        summary="Look at an atoll.",
        period_start=datetime.date(2031, 2, 1),
    )
    context = client.get(f"/offers/{query}").context
    assert [offer.page.slug for offer in context["page_obj"]] == expected
    assert [choice.label for choice in context["orders"] if choice.is_current] == [current]


def test_order_and_view_are_kept_by_every_link_and_by_the_form(
    client: Client, offers: None
) -> None:
    response = client.get("/offers/?country=SI&q=mend&sort=soonest&view=compact")
    context, page = response.context, response.content.decode()
    assert [(choice.label, choice.url) for choice in context["orders"]] == [
        ("Best match", "?q=mend&country=SI&view=compact"),
        ("Newest", "?q=mend&country=SI&view=compact&sort=newest"),
        ("Soonest", "?q=mend&country=SI&view=compact&sort=soonest"),
    ]
    assert [(choice.label, choice.url) for choice in context["views"]] == [
        ("Cards", "?q=mend&country=SI&sort=soonest"),
        ("Compact list", "?q=mend&country=SI&sort=soonest&view=compact"),
    ]
    assert [chip["url"] for chip in context["chips"]] == [
        "/offers/?country=SI&sort=soonest&view=compact",
        "/offers/?q=mend&sort=soonest&view=compact",
    ]
    assert '<input type="hidden" name="sort" value="soonest">' in page
    assert '<input type="hidden" name="view" value="compact">' in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert '<ul class="offer-rows">' in page


def test_an_unknown_order_is_told(client: Client, offers: None) -> None:
    response = client.get("/offers/?sort=price&view=tiles")
    assert response.context["query"].left_out_notes == [
        "“price” is not known, so it was left out.",
        "“tiles” is not known, so it was left out.",
    ]
    assert slugs(client, "?sort=price") == ["reef", "loom"]


@pytest.mark.parametrize("view", ["cards", "compact"])
def test_words_found_are_marked(client: Client, offers: None, view: str) -> None:
    page = client.get(f"/offers/?q=LOOM&view={view}").content.decode()
    assert "Mend a <mark>loom</mark></a>" in page
    assert "<mark>" not in client.get(f"/offers/?view={view}").content.decode()


def test_texts_are_shown_as_texts(client: Client, offers: None, catalogue: CataloguePage) -> None:
    make_offer_page(catalogue, title="<b>Bold</b>", summary="<i>wool</i>")
    for query in ("", "?q=wool", "?q=bold&view=compact"):
        page = client.get(f"/offers/{query}").content.decode()
        assert "<b>Bold" not in page
        assert "<i>wool" not in page
        assert inline_code(page) == []
    assert "Wool &amp; weft in five days." in client.get("/offers/").content.decode()


def test_a_misspelt_word_gets_a_link_to_what_was_meant(client: Client, offers: None) -> None:
    page = client.get("/offers/?q=loomm").content.decode()
    assert 'Did you mean <a href="?q=loom">loom</a>?' in page
    assert "Did you mean" not in client.get("/offers/?q=xyzzy").content.decode()


def test_an_empty_list_says_which_filter_stands_in_the_way(client: Client, offers: None) -> None:
    context = client.get("/offers/?country=SI&language=pt&q=reef&sort=newest").context
    assert context["total"] == 0
    assert [(one.label, one.url, one.count) for one in context["fewer_filters"]] == [
        ("Slovenia", "?q=reef&language=pt&sort=newest", 1)
    ]
    # Taking one off alone does not help when another two contradict each other as well.
    context = client.get("/offers/?country=SI&language=pt&mode=PHYSICAL&q=reef").context
    assert context["fewer_filters"] == []


def test_the_filter_that_brings_most_comes_first(
    client: Client, offers: None, catalogue: CataloguePage
) -> None:
    make_offer_page(catalogue, mode=ExchangeMode.VIRTUAL, languages=[OfferLanguage(language="pt")])
    context = client.get("/offers/?country=SI&mode=VIRTUAL&month=2031-02").context
    assert [(one.label, one.count) for one in context["fewer_filters"]] == [("Slovenia", 2)]
    context = client.get("/offers/?mode=VIRTUAL&country=SI").context
    assert [(one.label, one.count) for one in context["fewer_filters"]] == [
        ("Slovenia", 2),
        ("Virtual exchange", 1),
    ]


def test_what_an_empty_list_suggests_counts_nothing_hidden(
    client: Client, offers: None, catalogue: CataloguePage
) -> None:
    make_offer_page(catalogue, mode=ExchangeMode.VIRTUAL, title="Draft reef").unpublish()
    make_offer_page(
        catalogue, mode=ExchangeMode.VIRTUAL, period_end=datetime.date(2020, 1, 1), title="Over"
    )
    context = client.get("/offers/?mode=VIRTUAL&country=SI").context
    assert [(one.label, one.count) for one in context["fewer_filters"]] == [
        ("Slovenia", 1),
        ("Virtual exchange", 1),
    ]


def test_one_filter_alone_leads_to_the_whole_list(client: Client, offers: None) -> None:
    response = client.get("/offers/?q=xyzzy")
    assert response.context["fewer_filters"] == []
    assert '<a class="button" href="/offers/">Show all offers</a>' in response.content.decode()


def test_the_map_says_what_the_filter_of_countries_says(client: Client, offers: None) -> None:
    context = client.get("/offers/?country=SI&sort=soonest&page=2").context
    assert [(one.name, one.value, one.url, one.is_chosen) for one in context["map_entries"]] == [
        ("Portugal", 1, "?country=SI&country=PT&sort=soonest", False),
        ("Slovenia", 1, "?sort=soonest", True),
    ]
    page = client.get("/offers/?country=SI").content.decode()
    chosen = 'href="?" aria-label="Slovenia: 1" aria-current="true">'
    assert f'<a class="map__link map__link--chosen" {chosen}' in page
    assert (
        '<a class="map__link" href="?country=SI&amp;country=PT" aria-label="Portugal: 1">' in page
    )


def test_filters_stay_in_the_language_of_the_address(
    client: Client, catalogue: CataloguePage
) -> None:
    page = client.get("/de/offers/").content.decode()
    assert 'action="/de/offers/" hx-get="/de/offers/"' in page
