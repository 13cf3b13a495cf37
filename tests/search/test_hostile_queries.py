"""Whatever stands in the address of a search, there is an answer: a thousand inventions."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from core.models import User
from exchanges.calendar import programme_today
from search import views
from search.answers import answer
from search.catalogue import views as catalogue_views
from search.catalogue.context import catalogue_context
from search.catalogue.listing import catalogue_query, read_address
from search.engines.elasticsearch.connection import writing_client
from search.engines.elasticsearch.rebuilding import rebuild_index
from search.labels import fetch_labels
from search.models import Frequency
from search.projection.checking import unwatched
from search.saved import services, telling
from search.saved import views as saved_views
from tests.factories.hostile_searches import LONGEST, hostile_queries
from tests.factories.indices import index_of_its_own
from tests.factories.people import make_user
from tests.search.projection.conftest import small_site

__all__ = ["small_site"]

SEED = 20_261_124
IN_A_HURRY = 1_000
# Each twentieth query goes the whole way through middleware and templates.
WHOLE_WAY = 20
CUT = "only its first 200 characters and 12 words were used"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site", "without_limits")]

View = Callable[[HttpRequest], Any]


@pytest.fixture
def without_limits(settings: Any) -> None:
    """One client asks all of it."""
    settings.SEARCH_LIMITS = {}


@pytest.fixture
def ana(db: None) -> User:
    """Somebody who saves searches."""
    return make_user("ana@example.org")


def send_list(request: HttpRequest) -> int:
    """All that the page of the catalogue shows, without its template."""
    catalogue_context(request)
    return 200


def send_table(request: HttpRequest) -> int:
    """The whole file."""
    response: Any = catalogue_views.export(request)
    b"".join(response.streaming_content)
    return int(response.status_code)


def status(view: View) -> Callable[[HttpRequest], int]:
    """The status of a view's answer."""
    return lambda request: int(view(request).status_code)


VIEWS: dict[str, Callable[[HttpRequest], int]] = {
    "/offers/": send_list,
    "/offers/export.csv": send_table,
    "/offers/suggestions/": status(catalogue_views.suggestions),
    "/search/": status(views.search),
    "/my/searches/new/": status(saved_views.new),
}


def unhelpful_answers(number: int, user: User, seed: int) -> Counter[str]:
    """What went wrong: anything that is no page, by status or exception."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    session = client.session
    wrong: Counter[str] = Counter()
    for place, (address, query) in enumerate(questions(number, seed)):
        if place % WHOLE_WAY == 0:
            found: Any = client.get(address, QUERY_STRING=query).status_code
        else:
            request = RequestFactory().get(address, QUERY_STRING=query)
            request.user, request.session = user, session
            try:
                found = VIEWS[address](request)
            except Exception as error:  # noqa: BLE001 - whatever it is, it would be a 500
                found = repr(error)[:200]
        if found != 200:
            wrong[f"{found} {address}?{query[:200]}"] += 1
    return wrong


def questions(number: int, seed: int) -> Iterator[tuple[str, str]]:
    """Addresses in turn, each with a query."""
    addresses = list(VIEWS)
    for place, query in enumerate(hostile_queries(number, seed)):
        # Not in step with those that go the whole way.
        yield addresses[(place + place // WHOLE_WAY) % len(addresses)], query


def test_a_thousand_hostile_queries_are_answered(ana: User) -> None:
    assert unhelpful_answers(IN_A_HURRY, ana, SEED) == Counter()


def test_the_check_notices_a_view_that_breaks(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_arguments: object, **_values: object) -> None:
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")

    monkeypatch.setattr("search.answers.ask", break_down)
    wrong = unhelpful_answers(100, ana, SEED)
    assert {name.split("?")[0].split(" ")[-1] for name in wrong} >= {"/offers/", "/search/"}


def test_hostile_searches_are_saved_and_told(ana: User, settings: Any) -> None:
    settings.SAVED_SEARCHES_LIMIT = 1_000
    client = Client(raise_request_exception=False)
    client.force_login(ana)
    statuses: Counter[int] = Counter()
    for number, query in enumerate(hostile_queries(40, SEED + 1)):
        form = {"name": f"{number}", "frequency": Frequency.AT_ONCE}
        statuses[client.post("/my/searches/new/", form, QUERY_STRING=query).status_code] += 1
    # What no page of ours would have stored.
    for number, query in enumerate(hostile_queries(40, SEED + 2)):
        services.save(
            owner=ana,
            name=f"raw {number}",
            querystring=query[:5_000].replace("\0", ""),
            frequency=Frequency.AT_ONCE,
            language="en",
            at=timezone.now(),
        )

    assert set(statuses) <= {302, 422}
    assert statuses[302] >= 30
    assert telling.deliver([]) == ()


@pytest.mark.parametrize("address", ["/offers/", "/search/"])
@pytest.mark.parametrize(
    ("text", "is_told"),
    [("x" * 200, False), ("x" * 201, True), ("wool " * 41, True), ("y" * LONGEST, True)],
)
def test_a_long_question_is_cut_with_a_note(
    client: Client, address: str, text: str, is_told: bool
) -> None:
    response = client.get(address, {"q": text})

    assert len(response.context["query"].q) <= 200
    assert (CUT in response.content.decode()) is is_told


def test_thousands_of_parameters_are_answered(client: Client) -> None:
    """The sign-in refuses to lead back to such an address."""
    query = "country=SI&" * 2_000
    statuses = {address: client.get(address, QUERY_STRING=query).status_code for address in VIEWS}

    assert statuses == dict.fromkeys(VIEWS, 200) | {"/my/searches/new/": 400}


@pytest.mark.elasticsearch
def test_an_index_takes_two_hundred_of_them(elasticsearch_url: str) -> None:
    labels, day = fetch_labels(), programme_today()
    with index_of_its_own(elasticsearch_url):
        rebuild_index(writing_client(), unwatched)
        engines: Counter[str] = Counter()
        for query in hostile_queries(200, SEED):
            request = RequestFactory().get("/offers/", QUERY_STRING=query)
            state = read_address(request.GET, labels, day=day)
            engines[answer(catalogue_query(state, labels, day=day, size=12), labels).engine] += 1

    assert engines == Counter({"elasticsearch": 200})
