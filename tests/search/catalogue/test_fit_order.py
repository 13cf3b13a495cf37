"""The order "fits me": for whom it is there, what it says, and that nobody else learns of it."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchanges.calendar import programme_today
from exchanges.domain.lifecycle import ApplicationStatus
from exchanges.models import Application, ExchangeOfferPage, OfferLanguage
from partnerships.models import Country, EligibilityPeriod, Topic
from search.models import CataloguePage
from tests.factories.applications import ApplicationFactory
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import CountryFactory, OrganisationFactory, TopicFactory

pytestmark = pytest.mark.django_db

ANSWERS = {
    "organisation_kind": "SME",
    "organisation_country": "DE",
    "sought_topics": ["recycling"],
    "language_1": "en",
    "level_1": "C1",
}


@pytest.fixture
def topics(db: None) -> list[Topic]:
    names = {"DE": "Germany", "SI": "Slovenia", "PT": "Portugal"}
    for code, name in names.items():
        EligibilityPeriod.objects.create(country=CountryFactory.create(code=code, name=name))
    return [TopicFactory.create(code=code, name=code.title()) for code in ("export", "recycling")]


@pytest.fixture
def offers(catalogue: CataloguePage, topics: list[Topic]) -> None:
    """Four offers, the newest last; `weave` suits best, `home` is in the visitor's own country."""
    export, recycling = topics
    make_offer(catalogue, "weave", "SI", topics=[recycling])
    make_offer(catalogue, "home", "DE", topics=[recycling])
    make_offer(catalogue, "spin", "PT", topics=[export, recycling])
    make_offer(catalogue, "heal", "SI", topics=[export])


def make_offer(catalogue: CataloguePage, slug: str, country: str, **fields: Any) -> None:
    host = OrganisationFactory.create(country=CountryFactory.create(code=country))
    make_offer_page(
        catalogue,
        title=f"Offer {slug}",
        slug=slug,
        offer=OfferFactory.create(host_organisation=host),
        languages=[OfferLanguage(language="en", level="C1")],
        **fields,
    )


@pytest.fixture
def visitor(offers: None) -> Client:
    """Somebody who has just answered the ten questions."""
    client = Client()
    assert client.post("/offers/fit/", ANSWERS).status_code == 302
    return client


@pytest.fixture
def applicant(offers: None) -> Client:
    """Somebody whose application as a visitor was accepted."""
    organisation = OrganisationFactory.create(country=CountryFactory.create(code="DE"), kind="SME")
    application = ApplicationFactory.create(
        submitted=True,
        due_at=None,
        status=ApplicationStatus.ACCEPTED,
        organisation=organisation,
        answers={"sought_topics": ["recycling"], "languages": {"en": "C1"}},
    )
    client = Client()
    client.force_login(application.applicant)
    return client


def rows(client: Client, query: str) -> list[tuple[str, bool]]:
    page = client.get(f"/offers/{query}").context["page_obj"]
    return [(offer.page.slug, offer.fit.is_possible) for offer in page]


BY_FIT = [("weave", True), ("spin", True), ("heal", True), ("home", False)]


@pytest.mark.parametrize("who", ["visitor", "applicant"])
def test_the_best_fit_comes_first_with_its_reason(who: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    assert rows(client, "?sort=fit") == BY_FIT
    response = client.get("/offers/?sort=fit")
    fits = {offer.page.slug: offer.fit for offer in response.context["page_obj"]}
    assert fits["weave"].reason == "Topics: Recycling"
    assert fits["home"].reason == (
        "Not possible for you: the host is in your own country, and an exchange leads to another "
        "one."
    )
    page = response.content.decode()
    assert f"{fits['weave'].percent} of 100</b>" in page
    assert fits["weave"].percent > fits["heal"].percent > 0


def test_filters_words_and_pages_hold_as_in_any_order(visitor: Client) -> None:
    assert rows(visitor, "?sort=fit&country=SI") == [("weave", True), ("heal", True)]
    assert rows(visitor, "?sort=fit&q=offer+h") == [("heal", True), ("home", False)]
    context = visitor.get("/offers/?sort=fit&country=SI&view=compact").context
    assert context["total"] == 2
    assert {box.value: box.count for box in context["filter_groups"][0].boxes} == {
        "DE": 1,
        "PT": 1,
        "SI": 2,
    }
    assert context["querystring"] == "country=SI&sort=fit&view=compact"


def test_pages_follow_each_other(visitor: Client, catalogue: CataloguePage) -> None:
    for number in range(12):
        make_offer(catalogue, f"more-{number}", "PT")
    first = [slug for slug, _possible in rows(visitor, "?sort=fit")]
    second = [slug for slug, _possible in rows(visitor, "?sort=fit&page=2")]
    assert (len(first), len(second)) == (12, 4)
    assert len({*first, *second}) == 16
    assert second[-1] == "home"


@pytest.mark.parametrize("query", ["?sort=fit", "?sort=FIT", "?sort=%20fit&q=offer"])
def test_such_a_page_is_kept_by_nobody(visitor: Client, query: str) -> None:
    response = visitor.get(f"/offers/{query}")
    assert response.headers["Cache-Control"] == (
        "max-age=0, no-cache, no-store, must-revalidate, private"
    )
    assert '<meta name="robots" content="noindex, follow">' in response.content.decode()
    assert "Cache-Control" not in visitor.get("/offers/?sort=newest").headers


def test_answers_never_stand_in_an_address(visitor: Client) -> None:
    page = visitor.get("/offers/?sort=fit&country=SI").content.decode()
    assert "recycling" not in "".join(
        part.partition('"')[0] for part in page.split('href="')[1:] if "topic=" not in part
    )
    for secret in ("organisation_country", "sought_topics", "organisation_kind"):
        assert secret not in page


def test_it_is_offered_only_to_those_of_whom_something_is_known(
    client: Client, visitor: Client, applicant: Client
) -> None:
    def orders(of: Client) -> list[str]:
        return [choice.label for choice in of.get("/offers/").context["orders"]]

    assert orders(client) == ["Newest", "Soonest"]
    assert orders(visitor) == orders(applicant) == ["Newest", "Soonest", "Fits me"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("?sort=fit", ["heal", "spin", "home", "weave"]), ("?sort=fit&q=spin", ["spin"])],
)
def test_a_stranger_gets_the_list_and_is_told_where_the_questions_are(
    client: Client, offers: None, query: str, expected: list[str]
) -> None:
    response = client.get(f"/offers/{query}")
    assert [offer.page.slug for offer in response.context["page_obj"]] == expected
    assert [offer.fit for offer in response.context["page_obj"]] == [None] * len(expected)
    assert '<a href="/offers/fit/">answer ten questions</a>' in response.content.decode()
    assert "sort=fit" not in response.content.decode()


def test_answers_that_no_longer_hold_are_asked_for_again(visitor: Client, client: Client) -> None:
    EligibilityPeriod.objects.all().delete()
    Country.objects.filter(code="DE").update(code="XX")
    response = visitor.get("/offers/?sort=fit")
    assert '<a href="/offers/fit/">answer ten questions</a>' in response.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"status": ApplicationStatus.PAUSED},
        {"status": ApplicationStatus.SUBMITTED, "due_at": timezone.now()},
        {"is_visitor": False, "is_host": True},
    ],
)
def test_only_a_visitor_in_the_matching_has_a_profile(
    applicant: Client, changes: dict[str, Any]
) -> None:
    Application.objects.update(**changes)
    assert applicant.get("/offers/").context["wish"] is None
    assert [choice.label for choice in applicant.get("/offers/").context["orders"]] == [
        "Newest",
        "Soonest",
    ]


def test_what_is_hidden_fits_nobody(visitor: Client, catalogue: CataloguePage) -> None:
    ExchangeOfferPage.objects.get(slug="weave").unpublish()
    assert rows(visitor, "?sort=fit") == BY_FIT[1:]


@pytest.mark.parametrize("who", ["visitor", "applicant"])
def test_on_a_weekend_an_offer_that_ends_with_it_has_no_fit(
    who: str, request: pytest.FixtureRequest, catalogue: CataloguePage
) -> None:
    """No working day of it is left, nor of the time that an application named long ago."""
    client: Client = request.getfixturevalue(who)
    today = programme_today()
    saturday = today + datetime.timedelta(days=(5 - today.weekday()) % 7)
    make_offer(catalogue, "over", "PT", period_end=saturday + datetime.timedelta(days=1))
    for application in Application.objects.all():
        application.answers |= {"period_start": "2020-01-06", "period_end": "2020-01-10"}
        application.save()
    with time_machine.travel(datetime.datetime.combine(saturday, datetime.time(12))):
        shown = client.get("/offers/?sort=fit").context["page_obj"]
    fits = {offer.page.slug: offer.fit for offer in shown}
    assert fits["over"] is None
    assert fits["weave"].is_possible is (who == "visitor")


def test_queries_do_not_grow_with_the_offers(visitor: Client, catalogue: CataloguePage) -> None:
    def number() -> int:
        visitor.get("/offers/?sort=fit")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/offers/?sort=fit")
        return len(queries)

    few = number()
    for place in range(12):
        make_offer(catalogue, f"more-{place}", "PT")
    assert number() == few
    # Twelve, and the session, the register, the rules, what has changed (two) and the whole list.
    assert few <= 18


@pytest.mark.parametrize(
    ("query", "budget"), [("", 12), ("?country=SI", 13), ("?sort=newest", 12), ("?sort=fit", 18)]
)
def test_an_account_costs_three_queries_more(applicant: Client, query: str, budget: int) -> None:
    """The session, the account, and all that menus want to know of it."""
    applicant.get(f"/offers/{query}")
    with CaptureQueriesContext(connection) as queries:
        assert applicant.get(f"/offers/{query}").status_code == 200
    assert len(queries) <= budget


def test_a_table_of_the_list_holds_nothing_of_the_person(visitor: Client) -> None:
    """Without an order of its own it has the newest first."""
    fits, newest = (
        b"".join(visitor.get(f"/offers/export.csv?sort={order}").streaming_content)
        for order in ("fit", "newest")
    )
    assert fits == newest
