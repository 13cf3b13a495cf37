"""The search of the whole site: what is found, what never is, and what is written down."""

import datetime
import random
from collections.abc import Iterable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, PageViewRestriction

from exchanges.models import OfferStatus
from home.models import HomePage
from partnerships.models import OrganisationState
from search.models import CataloguePage, LookedFor
from search.queries import Hit
from tests.factories.events import make_event, make_event_index
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.news import make_news_index_page, make_news_page
from tests.factories.partnerships import CountryFactory, OrganisationFactory, PartnershipFactory
from tests.markup import inline_code, parse_errors

pytestmark = pytest.mark.django_db


def found(client: Client, **parameters: Any) -> dict[str, list[str]]:
    """The titles that a search shows, by kind."""
    response = client.get("/search/", parameters)
    assert response.status_code == 200
    context = response.context
    if context["page_obj"] is not None:
        return {context["chosen_kind"].value: titles(context["page_obj"])}
    return {group["kind"].value: titles(group["hits"]) for group in context["groups"]}


def titles(hits: Iterable[Hit]) -> list[str]:
    """The titles without what is marked in them."""
    return [strip_tags(hit.title) for hit in hits]


@pytest.fixture
def content(home_page: HomePage, catalogue: CataloguePage) -> None:
    """One of each kind that names looms."""
    CountryFactory.create(code="PT", name="Portugal")
    host = OrganisationFactory.create(name="Porto Loom Works", country__code="PT", city="Porto")
    OrganisationFactory.create(
        name="Loom Secrets", state=OrganisationState.UNVERIFIED, country__code="PT"
    )
    make_offer_page(
        catalogue,
        title="A week at an old loom",
        offer=OfferFactory(
            host_organisation=host, partnership=PartnershipFactory(acronym="CLAMTEX")
        ),
    )
    index = make_news_index_page(home_page)
    make_news_page(index, title="Looms and shuttles", summary="The loom is back.")
    make_news_page(index, title="About trains", summary="No weaving here.")


def test_hits_are_grouped_by_kind(client: Client, content: None) -> None:
    assert found(client, q="loom") == {
        "offers": ["A week at an old loom"],
        "news": ["Looms and shuttles"],
        "organisations": ["Porto Loom Works"],
    }


def test_all_words_must_match_in_any_order_and_case(client: Client, content: None) -> None:
    assert found(client, q="LOOM old") == {"offers": ["A week at an old loom"]}
    assert found(client, q="loom trains") == {}


def test_things_are_found_by_their_place(client: Client, content: None) -> None:
    assert found(client, q="portugal loom") == {
        "offers": ["A week at an old loom"],
        "organisations": ["Porto Loom Works"],
    }


def test_accents_and_half_words_find(client: Client, home_page: HomePage) -> None:
    OrganisationFactory.create(name="Müller", city="Řež", country__name="Česko")
    assert [found(client, q=text) for text in ("muller cesk", "REZ", "mulle")] == 3 * [
        {"organisations": ["Müller"]}
    ]
    assert found(client, q="ulle") == {}


def test_an_event_to_come_stands_before_one_that_is_over(
    client: Client, home_page: HomePage
) -> None:
    events = make_event_index(home_page)
    for title, day in (("Loom over", "2026-03-09"), ("Loom today", "2026-03-10")):
        make_event(events, title, start_date=day, live=True)
    make_event(events, "Great loom, long over", start_date="2020-03-09", summary="Loom", live=True)
    with time_machine.travel(datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)):
        assert found(client, q="loom")["events"] == [
            "Loom today",
            "Great loom, long over",
            "Loom over",
        ]


def test_counts_stand_on_the_tabs(client: Client, content: None) -> None:
    tabs = client.get("/search/?q=loom").context["tabs"]
    assert [(tab["label"], tab["count"], tab["is_current"]) for tab in tabs] == [
        ("Everything", 3, True),
        ("Offers", 1, False),
        ("News", 1, False),
        ("Organisations", 1, False),
    ]
    assert tabs[1]["url"] == "?q=loom&kind=offers"


def test_one_kind_is_paged(client: Client, home_page: HomePage) -> None:
    for number in range(18):
        OrganisationFactory.create(name=f"Loom {number:02}")
    assert found(client, q="loom") == {
        "organisations": ["Loom 17", "Loom 16", "Loom 15", "Loom 14"]
    }
    second = ["Loom 02", "Loom 01", "Loom 00"]
    assert found(client, q="loom", kind="organisations", page=2) == {"organisations": second}
    assert found(client, q="loom", kind="organisations", page=99) == {"organisations": second}
    group = client.get("/search/?q=loom").context["groups"][0]
    assert (group["count"], group["more_url"]) == (18, "?q=loom&kind=organisations")


def test_a_kind_without_hits_says_so(client: Client, content: None) -> None:
    page = client.get("/search/?q=loom&kind=events").content.decode()
    assert "None of the hits is in “Events”." in page


def test_what_must_not_be_seen_is_never_found(client: Client, catalogue: CataloguePage) -> None:
    def make(title: str, **fields: Any) -> Page:
        status = fields.pop("status", OfferStatus.OPEN)
        return make_offer_page(
            catalogue, title=f"{title} loom", offer=OfferFactory(status=status), **fields
        )

    make("Shown", period_end=datetime.date(2026, 3, 10))
    make("Over", period_end=datetime.date(2026, 3, 9))
    make("Paused", status=OfferStatus.PAUSED)
    make("Draft").unpublish()
    PageViewRestriction.objects.create(
        page=make("Private"), restriction_type=PageViewRestriction.LOGIN
    )
    edited = make("Edited")
    edited.title = "Secret loom"
    edited.save_revision()
    gone = make("Deleted")
    gone.delete()
    with time_machine.travel(datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)):
        found_titles = found(client, q="loom")
    assert {kind: sorted(names) for kind, names in found_titles.items()} == {
        "offers": ["Edited loom", "Shown loom"]
    }


def test_a_page_under_a_private_one_is_not_found(client: Client, content: None) -> None:
    PageViewRestriction.objects.create(
        page=Page.objects.get(slug="news"), restriction_type=PageViewRestriction.LOGIN
    )
    assert "news" not in found(client, q="loom")


def test_promoted_results_stand_first(client: Client, content: None) -> None:
    query = Query.get("loom")
    news = Page.objects.get(title="About trains")
    SearchPromotion.objects.create(query=query, page=news, description="Read this.", sort_order=1)
    SearchPromotion.objects.create(
        query=query,
        external_link_url="https://example.org/loom",
        external_link_text="Elsewhere",
        sort_order=0,
    )
    draft = Page.objects.get(title="Looms and shuttles")
    SearchPromotion.objects.create(query=query, page=draft, sort_order=2)
    draft.unpublish()
    promotions = client.get("/search/?q=Loom").context["promotions"]
    assert [(one.title, one.url, one.text) for one in promotions] == [
        ("Elsewhere", "https://example.org/loom", ""),
        ("About trains", news.url, "Read this."),
    ]
    assert client.get("/search/?q=looms").context["promotions"] == []


def logged() -> dict[str, int]:
    return dict(LookedFor.objects.values_list("words", "times"))


def test_queries_are_counted_once_and_without_addresses(
    client: Client, home_page: HomePage
) -> None:
    for text in ("Loom", "loom ", "anna@example.org", "ask anna＠example.org", ""):
        client.get("/search/", {"q": text})
    client.get("/search/", {"q": "loom", "page": "2"})
    client.get("/search/", {"q": "loom", "kind": "news"})
    assert logged() == {"loom": 2}


def test_result_pages_are_not_for_robots(client: Client, home_page: HomePage) -> None:
    response = client.get("/search/?q=loom")
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response.context["canonical_url"] == "http://testserver/search/"
    assert response.context["breadcrumbs"] == [{"title": "Home", "url": "/"}]


def test_a_search_without_words_invites(client: Client, home_page: HomePage) -> None:
    page = client.get("/search/").content.decode()
    assert "Search partnerships, offers, events, news, organisations and pages." in page
    assert logged() == {}


def test_nothing_found_says_what_to_do(client: Client, content: None) -> None:
    assert "Nothing has all of these words" in client.get("/search/?q=xyzzy").content.decode()


def test_a_slip_is_answered_with_what_would_be_found(client: Client, home_page: HomePage) -> None:
    OrganisationFactory.create(name="Petroleum Lab")
    page = client.get("/search/?q=petroluem+lab").content.decode()
    assert 'Did you mean <a href="?q=petroleum+lab">petroleum lab</a>?' in page
    assert "Did you mean" not in client.get("/search/?q=petroleum").content.decode()
    assert "Did you mean" not in client.get("/search/?q=xyzzy").content.decode()


def test_words_of_what_may_not_be_seen_are_not_proposed(
    client: Client, home_page: HomePage
) -> None:
    OrganisationFactory.create(name="Petroleum Lab", state=OrganisationState.UNVERIFIED)
    assert "Did you mean" not in client.get("/search/?q=petroluem").content.decode()


def test_a_long_question_is_cut_with_a_note(client: Client, content: None) -> None:
    note = "only its first 200 characters and 12 words were used"
    assert note in client.get("/search/", {"q": "a" * 201}).content.decode()
    assert note not in client.get("/search/", {"q": "a" * 200}).content.decode()


PIECES = [
    '"', "'", "(", ")", "*", "^", ":", "-", "+", "~", "\\", "%", "_", "\x00", "\ud800", "\u202e",
    " ", "AND", "OR", "NOT", "NEAR", "title:", "loom", "a", "é", "日本", "<b>", "{{", "--", ";",
]  # fmt: skip


def test_hostile_queries_never_fail(client: Client, content: None) -> None:
    chance = random.Random(20260310)
    queries = [chance.choices(PIECES, k=chance.randint(1, 12)) for _ in range(150)]
    texts = ["".join(query) for query in queries] + ["a:" * 500_000, '"' * 5000, " " * 5000]
    answers = [
        client.get("/search/", {"q": text.encode("utf-8", "surrogatepass")}).status_code
        for text in texts
    ]
    assert answers == [200] * len(texts)


def test_repeated_and_unknown_parameters_never_fail(client: Client, content: None) -> None:
    for query in ("?q=a&q=loom", "?kind=x&q=loom", "?q=loom&page=abc", "?kind=news&kind=offers"):
        assert client.get(f"/search/{query}").status_code == 200


@pytest.mark.parametrize("query", ["", "?q=loom", "?q=loom&kind=news", "?q=%3Cb%3E%22loom"])
def test_the_page_is_sound(client: Client, content: None, query: str) -> None:
    page = client.get(f"/search/{query}").content.decode()
    assert parse_errors(page) == []
    assert inline_code(page) == []
    assert page.count("<h1") == 1


def test_only_reading_is_allowed(client: Client, home_page: HomePage) -> None:
    assert client.post("/search/").status_code == 405
