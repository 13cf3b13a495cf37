"""The result of the catalogue as a table: the whole of it, and nothing that may not be seen."""

import csv
import datetime
import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from exchanges.models import ExchangeOfferPage, OfferStatus
from partnerships.models import OrganisationState
from search import answers
from search.models import CataloguePage
from tests.factories.exchanges import OfferFactory, make_offer_page
from tests.factories.partnerships import (
    CountryFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 3, 10)
DAY = datetime.timedelta(days=1)
HEAD = [
    "Offer",
    "Summary",
    "Host",
    "Country of the host",
    "Partnership",
    "Type of host",
    "Sector",
    "Kind of activity",
    "Topic",
    "Technology",
    "Language",
    "On site or virtual",
    "Possible from",
    "Possible until",
    "Shortest stay in working days",
    "Longest stay in working days",
    "Places at a time",
    "Places in all",
    "First published",
    "Sample",
    "Address",
]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tenth of March at noon."""
    with time_machine.travel(datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def make(catalogue: CataloguePage) -> Any:
    """Makes offers of one host; each a day newer than the one before."""
    CountryFactory.create(code="SI", name="Slovenia")
    host = OrganisationFactory.create(name="Looms’ House", country__code="SI")
    partnership = PartnershipFactory.create(acronym="CLAMTEX")
    made: list[ExchangeOfferPage] = []

    def make_one(slug: str, **fields: Any) -> ExchangeOfferPage:
        values = {"host_organisation": host, "partnership": partnership} | fields.pop("of", {})
        page = make_offer_page(
            catalogue, slug=slug, **{"title": slug} | fields, offer=OfferFactory.create(**values)
        )
        page.first_published_at = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + DAY * len(
            made
        )
        page.save(update_fields=["first_published_at"])
        made.append(page)
        return page

    return make_one


def content(response: HttpResponseBase) -> bytes:
    """All that is sent."""
    assert response.streaming
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def table(client: Client, query: str = "") -> list[list[str]]:
    """The file as it is read back, its head included."""
    response = client.get(f"/offers/export.csv{query}")
    assert response.status_code == 200
    text = content(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def titles(client: Client, query: str = "") -> list[str]:
    """The offers of the file, in its order."""
    return [row[0] for row in table(client, query)[1:]]


def test_a_row_says_what_the_offer_says(client: Client, make: Any) -> None:
    textile = SectorFactory.create(code="textile", name="Textile")
    wool = SectorFactory.create(code="wool", name="Wool", parent=textile)
    make(
        "weave",
        title="Weave, “carefully”",
        summary="A week; at the loom",
        sectors=[wool],
        mode="EITHER",
        period_start=datetime.date(2026, 5, 1),
        period_end=datetime.date(2026, 6, 30),
        minimum_working_days=3,
        maximum_working_days=5,
        is_sample=True,
    )

    head, row = table(client)

    assert head == HEAD
    assert row == [
        "Weave, “carefully”",
        "A week; at the loom",
        "Looms’ House",
        "Slovenia",
        "CLAMTEX",
        "Cluster organisation",
        "Textile; Wool",
        "",
        "",
        "",
        "",
        "Virtual exchange; Visit on site",
        "2026-05-01",
        "2026-06-30",
        "3",
        "5",
        "2",
        "6",
        "2026-01-01",
        "Sample",
        "http://testserver/offers/weave/",
    ]


def test_the_file_is_one_to_be_saved_and_not_to_be_found(client: Client, make: Any) -> None:
    response = client.get("/offers/export.csv")

    assert content(response).startswith(b"\xef\xbb\xbfOffer,Summary,Host,")
    assert {
        name: response.headers[name]
        for name in ("Content-Type", "Content-Disposition", "X-Robots-Tag")
    } == {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="offers-2026-03-10.csv"',
        "X-Robots-Tag": "noindex",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["swim", "spin", "weave"]),
        ("?page=7", ["swim", "spin", "weave"]),
        ("?q=weave", ["weave"]),
        ("?sector=textile", ["spin", "weave"]),
        ("?sector=textile&q=spi", ["spin"]),
        ("?sector=textile&sector=Atlantis&month=1", ["spin", "weave"]),
        ("?sort=soonest", ["swim", "weave", "spin"]),
        ("?sort=fit&view=compact", ["swim", "spin", "weave"]),
        ("?q=nothing", []),
    ],
)
def test_the_parameters_are_those_of_the_list(
    client: Client, make: Any, query: str, expected: list[str]
) -> None:
    textile = SectorFactory.create(code="textile", name="Textile")
    make("weave", sectors=[textile], period_start=datetime.date(2026, 5, 1))
    make("spin", sectors=[textile], period_start=datetime.date(2026, 6, 1))
    make("swim")

    assert titles(client, query) == expected


def test_what_may_not_be_seen_is_not_in_it(client: Client, make: Any) -> None:
    unverified = OrganisationFactory.create(state=OrganisationState.UNVERIFIED)
    make("shown", period_end=TODAY)
    make("over", period_end=TODAY - DAY)
    make("paused", of={"status": OfferStatus.PAUSED})
    make("closed", of={"status": OfferStatus.CLOSED})
    make("host-unverified", of={"host_organisation": unverified})
    make("draft").unpublish()
    PageViewRestriction.objects.create(
        page=make("private"), restriction_type=PageViewRestriction.LOGIN
    )
    changed = make("renamed")
    changed.title = "A draft of another title"
    changed.save_revision()

    assert titles(client) == ["renamed", "shown"]


def test_an_index_that_lags_behind_shows_nothing_more(
    client: Client, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, over, hidden = make("shown"), make("over", period_end=TODAY - DAY), make("hidden")
    hidden.unpublish()
    monkeypatch.setattr(
        "search.catalogue.export.find_portions",
        lambda _query: iter([[hidden.pk, over.pk, shown.pk, 9_999]]),
    )

    assert titles(client) == ["shown"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(client: Client, make: Any, start: str) -> None:
    make("formula", title=f"{start}HYPERLINK(1)", summary=f"{start}cmd|' /C calc'!A0")

    _head, row = table(client)

    assert [cell[:2] for cell in row[:2]] == [f"'{start}"] * 2


def test_all_pages_are_in_it_each_once(
    client: Client, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "PORTION", 3)
    for number in range(8):
        make(f"offer-{number}")

    assert titles(client) == [f"offer-{number}" for number in reversed(range(8))]


def test_it_ends_where_no_page_goes(
    client: Client, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "PORTION", 2)
    monkeypatch.setattr(answers, "REACHABLE_HITS", 4)
    for number in range(6):
        make(f"offer-{number}")

    assert titles(client) == ["offer-5", "offer-4", "offer-3", "offer-2"]


def test_each_portion_needs_the_same_queries_and_only_when_it_is_sent(
    client: Client, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "PORTION", 2)
    for number in range(6):
        make(f"offer-{number}", sectors=[SectorFactory.create()])
    response: Any = client.get("/offers/export.csv?sort=newest")
    portions = iter(response.streaming_content)
    numbers = []
    for _portion in range(4):
        with CaptureQueriesContext(connection) as queries:
            next(portions)
        numbers.append(len(queries))

    assert next(portions, None) is None
    # The head; then the synonyms once, and for each portion number, hits, pages, places and terms.
    assert numbers == [0, 6, 5, 5]


def test_searching_too_often_is_told(client: Client, make: Any, settings: Any) -> None:
    settings.SEARCH_LIMITS = {"exports": (1, 1, 1)}
    client.get("/offers/export.csv")

    assert client.get("/offers/export.csv").status_code == 429


def test_nothing_is_changed_by_it(client: Client, make: Any) -> None:
    assert client.post("/offers/export.csv").status_code == 405


def test_the_list_leads_to_it_with_its_parameters(client: Client, make: Any) -> None:
    make("weave")
    whole = client.get("/offers/").content.decode()
    some = client.get("/offers/?q=weave&sort=soonest&country=SI&country=X").content.decode()
    none = client.get("/offers/?q=nothing").content.decode()

    assert 'href="/offers/export.csv"' in whole
    assert 'href="/offers/export.csv?q=weave&amp;country=SI&amp;sort=soonest"' in some
    assert "export.csv" not in none
