"""Suggestions while one types: which names, of what, and leading where."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from exchanges.models import ExchangeOfferPage, OfferStatus
from partnerships.models import OrganisationState
from search.models import CataloguePage
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    CountryFactory,
    OrganisationFactory,
    SectorFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

Shown = dict[str, list[tuple[str, str, int | None]]]


def make_offer(catalogue: CataloguePage, name: str, **fields: object) -> ExchangeOfferPage:
    """An offer of which country, sector, topic and host begin with the same name."""
    organisation = {
        "state": fields.pop("state", OrganisationState.VERIFIED),
        "summary": "Knows all about weaving.",
    }
    host = OrganisationFactory.create(
        name=f"{name} Mills",
        country=CountryFactory.create(code=name[2:4].upper(), name=f"{name}land"),
        **organisation,
    )
    code = name.lower()
    return make_offer_page(
        catalogue,
        title=f"See {name}",
        offer=OfferFactory.create(
            host_organisation=host, status=fields.pop("status", OfferStatus.OPEN)
        ),
        sectors=[SectorFactory.create(code=f"{code}-sector", name=f"{name} making")],
        topics=[TopicFactory.create(code=f"{code}-topic", name=f"The future of {name}")],
        **fields,
    )


def shown(client: Client, query: str) -> Shown:
    """What is suggested, by kind: name, address and number."""
    response = client.get(f"/offers/suggestions/?{query}")
    assert response.status_code == 200
    return {
        str(group.legend): [(one.label, one.url, one.count) for one in group.suggestions]
        for group in response.context["groups"]
    }


@pytest.mark.parametrize("typed", ["wov", "WOV", "w%C3%B3v"])
def test_names_are_grouped_and_lead_to_the_list(
    client: Client, catalogue: CataloguePage, typed: str
) -> None:
    make_offer(catalogue, "Wóven")
    make_offer(catalogue, "Salt")
    assert shown(client, f"q={typed}") == {
        "Countries": [("Wóvenland", "?country=VE", 1)],
        "Sectors": [("Wóven making", "?sector=w%C3%B3ven-sector", 1)],
        "Topics": [("The future of Wóven", "?topic=w%C3%B3ven-topic", 1)],
        "Host organisations": [("Wóven Mills", "?q=W%C3%B3ven+Mills", None)],
    }


def test_each_word_begins_a_word_of_the_name_itself(
    client: Client, catalogue: CataloguePage
) -> None:
    make_offer(catalogue, "Wool")
    assert list(shown(client, "q=wool+mi")) == ["Host organisations"]
    assert list(shown(client, "q=fut+wo")) == ["Topics"]
    # Neither the middle of a word nor what is only told about a host.
    assert shown(client, "q=ool") == {}
    assert shown(client, "q=weaving") == {}


def test_what_else_is_chosen_stays(client: Client, catalogue: CataloguePage) -> None:
    make_offer(catalogue, "Wool")
    found = shown(client, "q=wool&country=XX&topic=wool-topic&view=compact&sort=newest&page=3")
    assert found["Sectors"] == [
        (
            "Wool making",
            "?topic=wool-topic&sector=wool-sector&sort=newest&view=compact",
            1,
        )
    ]
    assert found["Host organisations"] == [
        ("Wool Mills", "?topic=wool-topic&sort=newest&view=compact&q=Wool+Mills", None)
    ]


def test_a_number_is_what_choosing_the_name_brings(
    client: Client, catalogue: CataloguePage
) -> None:
    make_offer(catalogue, "Wool")
    make_offer(catalogue, "Worsted")
    # Countries widen each other; a sector of one brings nothing in the other.
    found = shown(client, "q=wo&country=OL")
    assert found["Countries"] == [
        ("Woolland", "?country=OL", 1),
        ("Worstedland", "?country=OL&country=RS", 1),
    ]
    assert found["Sectors"] == [("Wool making", "?country=OL&sector=wool-sector", 1)]
    for _label, address, _number in (*found["Countries"][1:], *found["Sectors"]):
        assert client.get(f"/offers/{address}").context["total"] >= 1


def test_nothing_that_is_not_listed_is_named(client: Client, catalogue: CataloguePage) -> None:
    make_offer(catalogue, "Woad").unpublish()
    make_offer(catalogue, "Wolf", period_end=datetime.date(2020, 1, 1))
    make_offer(catalogue, "Womb", status=OfferStatus.PAUSED)
    make_offer(catalogue, "Worm", state=OrganisationState.UNVERIFIED)
    PageViewRestriction.objects.create(
        page=make_offer(catalogue, "Word"), restriction_type=PageViewRestriction.LOGIN
    )
    # In the register, but nobody offers anything about it.
    OrganisationFactory.create(name="Wonder Mills", state=OrganisationState.VERIFIED)
    TopicFactory.create(code="wonder", name="Wonder")
    assert shown(client, "q=wo") == {}
    make_offer(catalogue, "Wool")
    assert {label for one in shown(client, "q=wo").values() for label, _url, _count in one} == {
        "Woolland",
        "Wool making",
        "The future of Wool",
        "Wool Mills",
    }


def test_four_of_each_kind_those_of_most_offers_first(
    client: Client, catalogue: CataloguePage
) -> None:
    topics = [TopicFactory.create(code=f"w{number}", name=f"Wool {number}") for number in range(6)]
    make_offer_page(catalogue, topics=topics)
    make_offer_page(catalogue, topics=topics[5:])
    assert [label for label, _url, _count in shown(client, "q=wool")["Topics"]] == [
        "Wool 5",
        "Wool 0",
        "Wool 1",
        "Wool 2",
    ]


@pytest.mark.parametrize("query", ["", "q=", "q=w", "q=%00", "q=%22%27%28", "country=SI"])
def test_too_little_suggests_nothing(client: Client, catalogue: CataloguePage, query: str) -> None:
    make_offer(catalogue, "Wool")
    response = client.get(f"/offers/suggestions/?{query}")
    assert (response.status_code, response.content.decode().strip()) == (200, "")


def test_queries_stay_the_same(client: Client, catalogue: CataloguePage) -> None:
    def number(query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/offers/suggestions/?{query}")
        return len(queries)

    make_offer(catalogue, "Wool")
    few = number("q=woo")
    for place in range(12):
        make_offer(catalogue, f"Wo{chr(97 + place)}l")
    assert number("q=wo") == number("q=" + "wool+" * 40) == few <= 4


def test_it_is_a_piece_of_html_for_nobody_to_index(
    client: Client, catalogue: CataloguePage
) -> None:
    make_offer_page(catalogue, topics=[TopicFactory.create(code="b", name="<b>Bold</b> wool")])
    response = client.get("/offers/suggestions/?q=wool")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "&lt;b&gt;Bold&lt;/b&gt; wool" in response.content.decode()
    assert client.post("/offers/suggestions/", {"q": "wool"}).status_code == 405
